import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import type { Conversation } from "../../protocol/records.ts";
import { useContact } from "../contact/use-contact.ts";
import { useInboxView } from "../../client/react.ts";
import { MenuPopup } from "../controls/menu-popup.tsx";
import { together as words } from "../messages/en/together.ts";
import { t } from "../messages/t.ts";
import { listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { openStart } from "../start/open-start.ts";
import { channelsFor } from "../start/reachable.ts";
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

/** By which channel the customer is written to. Nothing where the team has but one. */
export function ChannelPicker({ conversation, conversations, show, field }: WithField) {
  const title = useChannelTitle(conversation);
  const today = useToday();
  const hasOne = useInboxView((inbox) => inbox.channels().length < 2);
  const [isOpen, setOpen] = useState(false);
  const startsAnother = useRef(false);
  if (hasOne && conversations.length < 2) return null;
  return (
    <span className="channel-picker">
      <Menu.Root
        open={isOpen}
        onOpenChange={(next) => {
          if (next) startsAnother.current = false;
          setOpen(next);
        }}
      >
        <Menu.Trigger className="kind" aria-label={t(words.writeBy, { channel: title })} title={t(words.chooseChannel)}>
          <ChannelGlyph channel={conversation.channel} isNamed />
          <span className="channel-picker-name">{title}</span>
          <ChevronDown size={14} aria-hidden />
        </Menu.Trigger>
        <MenuPopup
          align="start"
          side="top"
          finalFocus={() => (startsAnother.current ? false : (field.current ?? true))}
        >
          <Menu.RadioGroup value={conversation.id} onValueChange={(id: string) => show(id)}>
            {conversations.map(({ record }) => (
              <Menu.RadioItem key={record.id} value={record.id} className="menu-item" closeOnClick>
                <ChannelGlyph channel={record.channel} isNamed />
                <Title conversation={record} />
                {record.lastMessageAt === null ? null : (
                  <time className="menu-item-end channel-picker-time" dateTime={record.lastMessageAt}>
                    {listTime(record.lastMessageAt, today)}
                  </time>
                )}
                <Menu.RadioItemIndicator className="menu-check">
                  <Check size={16} aria-hidden />
                </Menu.RadioItemIndicator>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {/* What is asked of the server is asked when somebody looks. */}
          {isOpen ? (
            <FurtherChannels
              contactId={conversation.contactId}
              conversations={conversations}
              onStart={() => {
                startsAnother.current = true;
              }}
            />
          ) : null}
        </MenuPopup>
      </Menu.Root>
    </span>
  );
}

interface FurtherProps extends Pick<ChannelPickerProps, "conversations"> {
  contactId: string;
  /** The form takes the focus. */
  onStart: () => void;
}

/** Channels by which nothing was said yet, and that reach the customer. */
function FurtherChannels({ contactId, conversations, onStart }: FurtherProps) {
  const { contact } = useContact(contactId);
  const channels = useInboxView((inbox) => inbox.channels());
  if (contact === null) return null;
  const used = new Set(conversations.map(({ record }) => record.channelId));
  const further = channelsFor(channels, { contact }).filter(({ id }) => !used.has(id));
  if (further.length === 0) return null;
  return (
    <Menu.Group>
      <Menu.GroupLabel className="menu-heading">{t(words.begin)}</Menu.GroupLabel>
      {further.map(({ id, channel }) => (
        <Menu.Item
          key={id}
          className="menu-item"
          onClick={() => {
            onStart();
            openStart({ contact, channelId: id });
          }}
        >
          <ChannelGlyph channel={channel} isNamed />
          <Title conversation={{ channel, channelId: id }} />
        </Menu.Item>
      ))}
    </Menu.Group>
  );
}

function Title({ conversation }: { conversation: Pick<Conversation, "channel" | "channelId"> }) {
  return <span>{useChannelTitle(conversation)}</span>;
}
