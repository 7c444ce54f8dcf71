import { Layers } from "lucide-react";
import { together as words } from "../messages/en/together.ts";
import { t } from "../messages/t.ts";
import { listText } from "../list-text.ts";
import { chooseApart } from "../preferences.ts";
import { channelName } from "./names.ts";
import type { ShownThread } from "./shown-thread.ts";

/** Whether the thread shows all that was said with the customer, or the open conversation alone. Nothing for one. */
export function TogetherToggle({ thread: { conversations, isTogether } }: { thread: ShownThread }) {
  if (conversations.length < 2) return null;
  const channels = [...new Set(conversations.map(({ record }) => channelName(record.channel)))];
  return (
    <button
      type="button"
      className="fact"
      aria-pressed={isTogether}
      title={t(words.togetherHint, { channels: listText(channels) })}
      onClick={() => chooseApart(isTogether)}
    >
      <Layers size={16} aria-hidden />
      {t(words.together)}
    </button>
  );
}
