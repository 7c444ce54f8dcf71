import type { Channel, Conversation } from "../protocol/records.ts";

/** With whom and over what it is. */
export interface Ends {
  readonly conversationId: string;
  readonly contactId: string;
  /** As of the conversation. */
  readonly identityId?: string;
  readonly identityAddress?: string;
  readonly channel: Pick<Channel, "id" | "channel">;
  /** As of the conversation. */
  readonly oneWay?: true;
}

/** A conversation in which nothing was said yet. */
export function newConversation(
  { conversationId, contactId, identityId, identityAddress, channel, oneWay }: Ends,
  createdAt: string,
): Conversation {
  return {
    kind: "conversation",
    id: conversationId,
    seq: 0,
    contactId,
    ...(identityId === undefined ? {} : { identityId }),
    ...(identityAddress === undefined ? {} : { identityAddress }),
    channelId: channel.id,
    channel: channel.channel,
    ...(oneWay === undefined ? {} : { oneWay }),
    status: "active",
    assigneeId: null,
    teamId: null,
    labels: [],
    priority: "none",
    inboundCount: 0,
    createdAt,
    lastMessageAt: null,
    lastMessagePreview: null,
    lastMessageDirection: null,
    lastPosition: Number.MIN_SAFE_INTEGER,
    lastInboundAt: null,
    windowClosesAt: null,
    resolvedAt: null,
    snoozedUntil: null,
    campaignId: null,
  };
}
