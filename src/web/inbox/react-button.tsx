import { SmilePlus } from "lucide-react";
import { Suspense, useState } from "react";
import type { ChannelType, Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";

// A thread has many rows, and few of them get a reaction: the menu is made where it is asked for.
const ReactMenu = lazily(() => import("./react-menu.tsx"));

export function ReactButton(props: { message: Message; channel: ChannelType }) {
  const [asked, setAsked] = useState(false);
  const button = (
    <button
      type="button"
      className="icon-button message-react"
      aria-label={t(words.react)}
      title={t(words.react)}
      onClick={() => setAsked(true)}
    >
      <SmilePlus size={16} aria-hidden />
    </button>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <ReactMenu {...props} />
    </Suspense>
  );
}
