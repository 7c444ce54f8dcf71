import * as v from "valibot";
import { activityKinds } from "./activity.ts";
import { contactStages, priorities } from "./record-parts.ts";
import {
  AttachmentSchema,
  channelTypes,
  ConsentSchema,
  DeliveryErrorSchema,
  draftKinds,
  ReactionSchema,
} from "./records.ts";
import { deliveryStatuses, messageTypes } from "./message-kinds.ts";
import { templateStatuses } from "./template.ts";

/**
 * Events: what happened, in the past participle, as told to clients and (later) to webhooks out. Payload
 * fields are a promise; more may be added. An unknown event is ignored by whoever reads it.
 */

const text = v.string();
const maybe = v.nullable(v.string());
const channel = v.picklist(channelTypes);
const lock = v.object({ conversationId: text, agentId: text, agentName: text, expiresAt: text });
const byAgent = { conversationId: text, agentId: maybe };

/** Whose mail it is, and what about: by this its writer is told. */
const ofMail = { authorId: v.optional(maybe), subject: v.optional(maybe) };

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
  "conversation:assigned": v.object({
    ...byAgent,
    assigneeId: maybe,
    previousAssigneeId: maybe,
    teamId: maybe,
    previousTeamId: maybe,
  }),
  "conversation:labeled": v.object({
    ...byAgent,
    labels: v.array(text),
    added: v.array(text),
    removed: v.array(text),
  }),
  "conversation:prioritized": v.object({ ...byAgent, priority: v.picklist(priorities) }),
  "conversation:followed": v.object(byAgent),
  "conversation:unfollowed": v.object(byAgent),
  "note:added": v.object({ messageId: text, ...byAgent, mentions: v.array(text) }),
  /** To the agent who was named alone. */
  "mention:created": v.object({ mentionId: text, messageId: text, conversationId: text, authorId: maybe }),
  "mention:read": v.object({ mentionId: text, messageId: text, conversationId: text }),
  "lock:acquired": lock,
  "lock:released": lock,
  "lock:expired": lock,
  "lock:taken_over": v.object({ ...lock.entries, previousAgentId: text }),
  "draft:saved": v.object({ conversationId: text, agentId: text, draftKind: v.picklist(draftKinds), version: text }),
  "draft:discarded": v.object({ conversationId: text, agentId: text, draftKind: v.picklist(draftKinds) }),
  "message:queued": v.object({ messageId: text, ...byAgent }),
  /** It leaves at `sendAt`, and is `message:queued` then. */
  "message:scheduled": v.object({ messageId: text, ...byAgent, sendAt: text }),
  /** A reaction of ours did not reach the customer and is taken back here. `emoji` null: it was to be taken back. */
  "message:reaction_failed": v.object({
    messageId: text,
    conversationId: text,
    emoji: maybe,
    error: DeliveryErrorSchema,
  }),
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
    /** Who wrote it; told with `failed` and `unconfirmed` only. */
    authorId: v.optional(maybe),
  }),
  /** The first time that counts, of each. */
  "email:opened": v.object({ messageId: text, conversationId: text, ...ofMail, timestamp: text }),
  "email:clicked": v.object({
    messageId: text,
    conversationId: text,
    ...ofMail,
    timestamp: text,
    url: v.optional(text),
  }),
  "conversation:read": v.object({ conversationId: text, agentId: text, unread: v.number() }),
  "contact:created": v.object({ contactId: text, name: maybe, phoneNumber: maybe }),
  "contact:updated": v.object({
    contactId: text,
    name: maybe,
    phoneNumber: maybe,
    stage: v.picklist(contactStages),
    value: v.nullable(v.number()),
    labels: v.array(text),
  }),
  /** `mergedId` is a part of `contactId` from now on. */
  "contact:merged": v.object({ contactId: text, mergedId: text, agentId: text }),
  "contact:unmerged": v.object({ contactId: text, separatedId: text, agentId: text }),
  "contact:consented": v.object({ contactId: text, ...ConsentSchema.entries }),
  /** Each time that its stage becomes `converted`. `agentId`: who said so, or an API key. */
  "lead:converted": v.object({
    contactId: text,
    contactName: maybe,
    phoneNumber: maybe,
    value: v.nullable(v.number()),
    agentId: text,
  }),
  "agent:joined": v.object({ agentId: text, name: text, role: text }),
  "agent:updated": v.object({ agentId: text, name: text, role: text }),
  "agent:left": v.object({ agentId: text, name: text }),
  /** Who did what to what and when; `activityId` is the id of its line in the thread. */
  "activity:created": v.object({
    activityId: text,
    conversationId: text,
    kind: v.picklist(activityKinds),
    actor: v.nullable(v.object({ id: text, name: text })),
    subject: v.object({ kind: v.literal("conversation"), id: text, contactId: text }),
    timestamp: text,
  }),
  "settings:updated": v.object({ limitedRoles: v.array(text) }),
  "label:created": v.object({ labelId: text, name: text }),
  "label:updated": v.object({ labelId: text, name: text }),
  "label:deleted": v.object({ labelId: text, name: text }),
  "team:created": v.object({ teamId: text, name: text }),
  "team:updated": v.object({ teamId: text, name: text }),
  "team:deleted": v.object({ teamId: text, name: text }),
  "canned:created": v.object({ cannedResponseId: text, shortcut: text }),
  "canned:updated": v.object({ cannedResponseId: text, shortcut: text }),
  "canned:deleted": v.object({ cannedResponseId: text, shortcut: text }),
  "macro:created": v.object({ macroId: text, name: text }),
  "macro:updated": v.object({ macroId: text, name: text }),
  "macro:deleted": v.object({ macroId: text, name: text }),
  "view:created": v.object({ viewId: text, name: text }),
  "view:updated": v.object({ viewId: text, name: text }),
  "view:deleted": v.object({ viewId: text, name: text }),
  /** Approved, paused, renamed by category…; read it with GET `/templates/{id}`. */
  "template:updated": v.object({
    templateId: text,
    channelId: text,
    name: text,
    language: text,
    status: v.picklist(templateStatuses),
    reason: maybe,
  }),
  /** A channel's templates were read from its provider, and some had changed. */
  "templates:synced": v.object({ channelId: text, count: v.number() }),
  "channel:connected": v.object({ channelId: text, channel, name: text }),
  "channel:updated": v.object({ channelId: text, channel, state: text, reason: maybe }),
} as const;

export type EventName = keyof typeof eventPayloads;
export type EventPayload<N extends EventName> = v.InferOutput<(typeof eventPayloads)[N]>;
export type ParleyEvent = { [N in EventName]: { event: N; payload: EventPayload<N> } }[EventName];
