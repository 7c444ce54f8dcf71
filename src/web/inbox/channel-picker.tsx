import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import type { RefObject } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import type { Conversation } from "../../protocol/records.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { together as words } from "../messages/en/together.ts";
import { t } from "../messages/t.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { useChannelTitle } from "./channel-line.tsx";
import "./channel-picker.css";

export interface ChannelPickerProps {
  /** The one in which is written. */
  conversation: Conversation;
  /** All with the same customer. */
  conversations: readonly ConversationView[];
  show: (conversationId: string) => void;
}

interface WithField extends ChannelPickerProps {
  /** Whoever has chosen goes on writing. */
  field: RefObject<HTMLTextAreaElement | null>;
}

/** By which channel the customer is written to. Nothing where there is but one. */
export function ChannelPicker({ conversation, conversations, show, field }: WithField) {
  const title = useChannelTitle(conversation);
  if (conversations.length < 2) return null;
  return (
    <span className="channel-picker">
      <Menu.Root>
        <Menu.Trigger className="kind" aria-label={t(words.writeBy, { channel: title })} title={t(words.chooseChannel)}>
          <ChannelGlyph channel={conversation.channel} isNamed />
          <span className="channel-picker-name">{title}</span>
          <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <MenuPopup align="start" side="top" finalFocus={field}>
          <Menu.RadioGroup value={conversation.id} onValueChange={(id: string) => show(id)}>
            {conversations.map(({ record }) => (
              <Menu.RadioItem key={record.id} value={record.id} className="menu-item" closeOnClick>
                <ChannelGlyph channel={record.channel} isNamed />
                <Title conversation={record} />
                <Menu.RadioItemIndicator className="menu-item-end menu-check">
                  <Check size={16} aria-hidden />
                </Menu.RadioItemIndicator>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </MenuPopup>
      </Menu.Root>
    </span>
  );
}

function Title({ conversation }: { conversation: Pick<Conversation, "channel" | "channelId"> }) {
  return <span>{useChannelTitle(conversation)}</span>;
}
