import { Menu } from "@base-ui/react/menu";
import { SmilePlus } from "lucide-react";
import { useInbox } from "../../client/react.ts";
import { channelBasics } from "../../core/channel-basics.ts";
import { ownReaction } from "../../core/reaction.ts";
import type { ChannelType, Message } from "../../protocol/records.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";

/** Those that phones offer first, where a channel takes any. */
const common = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/** The business's reaction to a message: one, whoever of the team gave it. The same again takes it back. Opens at once. */
export default function ReactMenu({ message, channel }: { message: Message; channel: ChannelType }) {
  const inbox = useInbox();
  const own = ownReaction(message)?.emoji ?? null;
  const { conversationId, id } = message;
  const { reactions } = channelBasics[channel];
  const offered = reactions === "any" ? common : reactions;
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className="icon-button message-react" aria-label={t(words.react)} title={t(words.react)}>
        <SmilePlus size={16} aria-hidden />
      </Menu.Trigger>
      <MenuPopup>
        <div className="react-choices">
          {offered.map((emoji) => (
            <Menu.Item
              key={emoji}
              className="menu-item react-choice"
              aria-label={emoji === own ? t(words.takeReactionBack, { emoji }) : emoji}
              data-chosen={emoji === own ? "" : undefined}
              onClick={() => inbox.react(conversationId, id, emoji === own ? null : emoji)}
            >
              {emoji}
            </Menu.Item>
          ))}
        </div>
      </MenuPopup>
    </Menu.Root>
  );
}
