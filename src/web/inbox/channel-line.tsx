import type { Inbox } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import type { Channel, Conversation } from "../../protocol/records.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { channelLabel, channelName } from "./names.ts";
import "./channel-line.css";

type OnChannel = Pick<Conversation, "channel" | "channelId">;

/** Over what was said by another channel than what is above it. */
export function ChannelLine({ conversation }: { conversation: OnChannel }) {
  return (
    <p className="channel-line">
      <ChannelGlyph channel={conversation.channel} isNamed />
      <span>{useChannelTitle(conversation)}</span>
    </p>
  );
}

/** "SMS", or "SMS · Support" where the team has several of them. */
export function useChannelTitle({ channel, channelId }: OnChannel): string {
  return useInboxView((inbox) => channelTitle(inbox, channel, channelId));
}

export function channelTitle(inbox: Inbox, type: Channel["channel"], channelId: string): string {
  const alike = inbox.channels().filter(({ channel }) => channel === type);
  const name = alike.find(({ id }) => id === channelId)?.name;
  return name === undefined || alike.length < 2 ? channelName(type) : channelLabel({ channel: type, name });
}
