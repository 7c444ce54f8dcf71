import type { Conversation } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { channelName } from "./names.ts";
import "./channel-line.css";

/** Over what was said by another channel than what is above it. */
export function ChannelLine({ conversation }: { conversation: Pick<Conversation, "channel" | "channelId"> }) {
  return (
    <p className="channel-line" data-channel={conversation.channel}>
      <ChannelGlyph channel={conversation.channel} />
      <bdi>{useChannelName(conversation)}</bdi>
    </p>
  );
}

/** As the team calls the number or address, since there may be several of one type. */
export function useChannelName({ channel, channelId }: Pick<Conversation, "channel" | "channelId">): string {
  return useInboxView((one) => one.channels().find(({ id }) => id === channelId)?.name) ?? channelName(channel);
}
