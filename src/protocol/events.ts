import * as v from "valibot";
import {
  AttachmentSchema,
  channelTypes,
  DeliveryErrorSchema,
  deliveryStatuses,
  draftKinds,
  messageTypes,
  ReactionSchema,
} from "./records.ts";

/**
 * Events: what happened, in the past participle, as told to clients and (later) to webhooks out. Payload
 * fields are a promise; more may be added. An unknown event is ignored by whoever reads it.
 */

const text = v.string();
const maybe = v.nullable(v.string());
const channel = v.picklist(channelTypes);
const lock = v.object({ conversationId: text, agentId: text, agentName: text, expiresAt: text });
const byAgent = { conversationId: text, agentId: maybe };

export const eventPayloads = {
  "message:received": v.object({
    messageId: text,
    conversationId: text,
    contactId: text,
    contactName: maybe,
    phoneNumber: maybe,
    type: v.picklist(messageTypes),
    body: text,
    attachments: v.array(AttachmentSchema),
    timestamp: text,
    channel,
    isNewConversation: v.boolean(),
    campaignId: maybe,
  }),
  "conversation:unread_updated": v.object({
    conversationId: text,
    contactId: text,
    contactName: maybe,
    phoneNumber: maybe,
    lastMessageAt: maybe,
  }),
  "conversation:created": v.object({ conversationId: text, contactId: text, channel, campaignId: maybe }),
  "conversation:reopened": v.object(byAgent),
  "conversation:closed": v.object(byAgent),
  "conversation:archived": v.object(byAgent),
  "conversation:snoozed": v.object({ ...byAgent, until: text }),
  "conversation:assigned": v.object({ ...byAgent, assigneeId: maybe, previousAssigneeId: maybe }),
  "note:added": v.object({ messageId: text, ...byAgent, mentions: v.array(text) }),
  "lock:acquired": lock,
  "lock:released": lock,
  "lock:expired": lock,
  "lock:taken_over": v.object({ ...lock.entries, previousAgentId: text }),
  "draft:saved": v.object({ conversationId: text, agentId: text, draftKind: v.picklist(draftKinds), version: text }),
  "draft:discarded": v.object({ conversationId: text, agentId: text, draftKind: v.picklist(draftKinds) }),
  "message:queued": v.object({ messageId: text, ...byAgent }),
  /** Sent by the business from elsewhere (the phone app), or imported: no unread, no reopening. */
  "message:echoed": v.object({ messageId: text, conversationId: text }),
  "message:updated": v.object({ messageId: text, conversationId: text }),
  "message:reacted": v.object({ messageId: text, conversationId: text, reactions: v.array(ReactionSchema) }),
  "message:status": v.object({
    messageId: text,
    conversationId: text,
    status: v.picklist(deliveryStatuses),
    timestamp: text,
    error: v.nullable(DeliveryErrorSchema),
  }),
  "conversation:read": v.object({ conversationId: text, agentId: text, unread: v.number() }),
  "contact:created": v.object({ contactId: text, name: maybe, phoneNumber: maybe }),
  "contact:updated": v.object({ contactId: text, name: maybe, phoneNumber: maybe }),
  "agent:joined": v.object({ agentId: text, name: text, role: text }),
  "agent:updated": v.object({ agentId: text, name: text, role: text }),
  "agent:left": v.object({ agentId: text, name: text }),
  "channel:connected": v.object({ channelId: text, channel, name: text }),
  "channel:updated": v.object({ channelId: text, channel, state: text, reason: maybe }),
} as const;

export type EventName = keyof typeof eventPayloads;
export type EventPayload<N extends EventName> = v.InferOutput<(typeof eventPayloads)[N]>;
export type ParleyEvent = { [N in EventName]: { event: N; payload: EventPayload<N> } }[EventName];
