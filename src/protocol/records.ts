import * as v from "valibot";
import { AttachmentSchema, DeliveryErrorSchema } from "./attachment.ts";
import {
  CannedResponseSchema,
  CountSchema,
  LabelSchema,
  MacroSchema,
  SavedViewSchema,
  SettingsSchema,
  TeamSchema,
} from "./catalog-records.ts";
import { ChannelNoticeSchema } from "./channel-notice.ts";
import { MergeSchema } from "./contact-merge.ts";
import { MentionSchema } from "./mention.ts";
import { deliveryStatuses, messageTypes } from "./message-kinds.ts";
import { contactStages, nullable, priorities, stamped, timestamp } from "./record-parts.ts";

export { AttachmentSchema, DeliveryErrorSchema } from "./attachment.ts";
export type { Attachment, DeliveryError } from "./attachment.ts";

/**
 * Records: what is now true. Each carries the `seq` of the change that last wrote it; wherever two copies
 * meet, the higher `seq` wins. Clients, the hub's tables and D1's rows all hold these same shapes.
 */

export const channelTypes = ["whatsapp", "instagram", "sms", "email"] as const;
export type ChannelType = (typeof channelTypes)[number];

export const roles = ["owner", "admin", "agent", "viewer"] as const;
/** `viewer` is the read-only role. */
export type Role = (typeof roles)[number];

export const conversationStatuses = ["active", "closed", "archived", "snoozed"] as const;
export type ConversationStatus = (typeof conversationStatuses)[number];

/**
 * A name by which a provider knows a contact. `value` is normalised: digits for phones, lower case for mail. An `sms_sender` is a
 * short code or a word, as it came.
 */
export const AliasSchema = v.object({
  kind: v.picklist(["phone", "wa_user_id", "wa_parent_user_id", "username", "instagram_id", "email", "sms_sender"]),
  value: v.string(),
});
export type Alias = v.InferOutput<typeof AliasSchema>;

export const ReactionSchema = v.object({
  emoji: v.string(),
  /** `contact`, an agent's id, or `business` for one from the phone app. */
  by: v.string(),
  at: timestamp,
});
export type Reaction = v.InferOutput<typeof ReactionSchema>;

export const consentCategories = ["marketing", "service"] as const;

/** What a customer wants to get over one type of channel. Nothing said: neither opted in nor out. */
export const ConsentSchema = v.object({
  channel: v.picklist(channelTypes),
  /** `service` is everything that is not marketing: who has opted out of it gets nothing. */
  category: v.picklist(consentCategories),
  state: v.picklist(["opted_in", "opted_out"]),
  at: timestamp,
  /** `customer`, `provider` (it refused a message for this reason), or who noted it: an agent's id, an API key's. */
  source: v.string(),
});
export type Consent = v.InferOutput<typeof ConsentSchema>;

export const ConversationSchema = v.object({
  kind: v.literal("conversation"),
  ...stamped,
  contactId: v.string(),
  /** The contact by whose names the customer is reached here, when it was merged into `contactId`; absent: that one itself. */
  identityId: v.optional(v.string()),
  /** With `identityId`: the number or address of that one, to which an answer goes. */
  identityAddress: v.optional(v.string()),
  channelId: v.string(),
  channel: v.picklist(channelTypes),
  /** The customer is known by a name that takes no answer: an SMS whose sender is a word. */
  oneWay: v.optional(v.literal(true)),
  status: v.picklist(conversationStatuses),
  assigneeId: nullable(v.string()),
  teamId: nullable(v.string()),
  labels: v.array(v.string()),
  priority: v.picklist(priorities),
  /** Agents who want to hear of it; absent while nobody does. */
  followerIds: v.optional(v.array(v.string())),
  /** Inbound messages so far; the newest has this `number`. Unread is this less the agent's mark (I4). */
  inboundCount: v.number(),
  createdAt: timestamp,
  lastMessageAt: nullable(timestamp),
  lastMessagePreview: nullable(v.string()),
  lastMessageDirection: nullable(v.picklist(["inbound", "outbound"])),
  /** Who wrote the newest message, where a mail came from somebody other than the contact; absent: nobody else. */
  lastMessageAuthor: v.optional(v.string()),
  /** `position` of the newest message: the order of the list. */
  lastPosition: v.number(),
  /** Messages of ours that failed, or of which nobody knows whether they arrived: the newest ones. Absent or empty for none. */
  undeliveredIds: v.optional(v.array(v.string())),
  lastInboundAt: nullable(timestamp),
  /** The newest message of the customer: what a typing indicator answers to. Absent until one came. */
  lastInboundId: v.optional(v.string()),
  windowClosesAt: nullable(timestamp),
  resolvedAt: nullable(timestamp),
  snoozedUntil: nullable(timestamp),
  campaignId: nullable(v.string()),
});
export type Conversation = v.InferOutput<typeof ConversationSchema>;

export const MessageSchema = v.object({
  kind: v.literal("message"),
  ...stamped,
  conversationId: v.string(),
  contactId: v.string(),
  channelId: v.string(),
  /**
   * Place in the thread, set once: the `seq` it was born with. Imported history lies below all of them; a scheduled
   * message gets its place when it leaves.
   */
  position: v.number(),
  /** How many inbound messages the conversation has up to and including this one: what a read mark stores. */
  number: v.number(),
  direction: v.picklist(["inbound", "outbound"]),
  type: v.picklist(messageTypes),
  body: v.string(),
  subject: nullable(v.string()),
  /** What a type has beyond text (a place, an order, a form's answers…), as the provider structures it. */
  content: nullable(v.record(v.string(), v.unknown())),
  status: nullable(v.picklist(deliveryStatuses)),
  error: nullable(DeliveryErrorSchema),
  providerId: nullable(v.string()),
  authorId: nullable(v.string()),
  /** The provider's time for inbound messages, ours for outbound. Shown, never sorted by. */
  timestamp,
  sentAt: nullable(timestamp),
  deliveredAt: nullable(timestamp),
  readAt: nullable(timestamp),
  openedAt: nullable(timestamp),
  clickedAt: nullable(timestamp),
  editedAt: nullable(timestamp),
  revokedAt: nullable(timestamp),
  /** The quoted message: our id where we know it, else the provider's. */
  replyTo: nullable(v.string()),
  attachments: v.array(AttachmentSchema),
  reactions: v.array(ReactionSchema),
  campaignId: nullable(v.string()),
  /** When it is, or was, to leave; absent: at once. */
  sendAt: v.optional(timestamp),
});
export type Message = v.InferOutput<typeof MessageSchema>;

export const ContactSchema = v.object({
  kind: v.literal("contact"),
  ...stamped,
  name: nullable(v.string()),
  /** The provider's time of `name`: of two names the later holds, in whatever order they arrive. */
  nameAt: nullable(timestamp),
  /** Who gave it its name (an agent's id, or an API key's); absent while the name is the provider's. */
  nameBy: v.optional(v.string()),
  phoneNumber: nullable(v.string()),
  aliases: v.array(AliasSchema),
  stage: v.picklist(contactStages),
  value: nullable(v.number()),
  labels: v.array(v.string()),
  attributes: v.record(v.string(), v.unknown()),
  /** One a channel type and category; absent while nothing is known. */
  consents: v.optional(v.array(ConsentSchema)),
  /** The contact into which it was merged: then it is in no list, and what was talked about is that one's. */
  mergedInto: v.optional(v.string()),
  merge: v.optional(MergeSchema),
  /** Those that were merged into it, with those that came with them; absent: none. */
  mergedIds: v.optional(v.array(v.string())),
  /** What those have said they want, the strictest of each matter. It holds beside its own `consents`. */
  mergedConsents: v.optional(v.array(ConsentSchema)),
  createdAt: timestamp,
});
export type Contact = v.InferOutput<typeof ContactSchema>;

export const ReadMarkSchema = v.object({
  kind: v.literal("readMark"),
  ...stamped,
  conversationId: v.string(),
  agentId: v.string(),
  /** The newest message read; null when nothing of the thread was. */
  upTo: nullable(v.string()),
  /** Its `number`; unread at any time is the conversation's `inboundCount` less this. */
  number: v.number(),
  /** What was unread when the mark was set. */
  unread: v.number(),
});
export type ReadMark = v.InferOutput<typeof ReadMarkSchema>;

export const LockSchema = v.object({
  kind: v.literal("lock"),
  ...stamped,
  conversationId: v.string(),
  agentId: v.string(),
  agentName: v.string(),
  /** A lower bound: signs of life move it on without a change. */
  expiresAt: timestamp,
});
export type Lock = v.InferOutput<typeof LockSchema>;

export const draftKinds = ["reply", "note"] as const;
export type DraftKind = (typeof draftKinds)[number];

export const DraftSchema = v.object({
  kind: v.literal("draft"),
  ...stamped,
  conversationId: v.string(),
  agentId: v.string(),
  draftKind: v.picklist(draftKinds),
  content: v.string(),
  subject: nullable(v.string()),
  /** Of mail: who gets a copy; absent for nobody. */
  cc: v.optional(v.array(v.string())),
  /** Changes with every save; a save that names another one is `stale`. */
  version: v.string(),
});
export type Draft = v.InferOutput<typeof DraftSchema>;

export const AgentSchema = v.object({
  kind: v.literal("agent"),
  ...stamped,
  name: v.string(),
  email: v.string(),
  role: v.picklist(roles),
  /** The `seq` at which what the agent may see last changed: an older cursor gets a `reset`. */
  accessSeq: v.number(),
  /** The teams whose conversations the agent may see beside their own and those of no team; absent: everything. */
  limitedTo: v.optional(v.array(v.string())),
});
export type Agent = v.InferOutput<typeof AgentSchema>;

export const ChannelSchema = v.object({
  kind: v.literal("channel"),
  ...stamped,
  channel: v.picklist(channelTypes),
  name: v.string(),
  /** What the provider calls it: a phone_number_id, an account id, a number, an address. */
  externalId: v.string(),
  /** As people know it: the number or address. */
  address: v.string(),
  /** The provider's account above the number (a WABA id). */
  accountId: nullable(v.string()),
  /** True when the channel has its own Meta app, whose secret then vouches for it alone. */
  ownApp: v.boolean(),
  state: v.picklist(["connected", "stopped", "disconnected"]),
  /** Why it is stopped, in words; null while it is not. */
  stateReason: nullable(v.string()),
  /** The team that new conversations of this channel go to; absent or null: none. */
  teamId: v.optional(nullable(v.string())),
  /** Whether the customer sees that an agent is typing; absent: no. */
  showsTyping: v.optional(v.boolean()),
  /** Of mail: whether openings and clicks are told; absent: yes. */
  tracksMail: v.optional(v.boolean()),
  /** Of mail: what stands below every reply; absent: nothing. */
  signature: v.optional(v.string()),
  /** Messages a second that the provider lets it send; absent: `limits.sendsPerSecond`. */
  sendsPerSecond: v.optional(v.number()),
  /** What the provider says of the number or account itself; absent: nothing. */
  notices: v.optional(v.array(ChannelNoticeSchema)),
  createdAt: timestamp,
});
export type Channel = v.InferOutput<typeof ChannelSchema>;

export const RecordSchema = v.variant("kind", [
  ConversationSchema,
  MessageSchema,
  ContactSchema,
  ReadMarkSchema,
  AgentSchema,
  ChannelSchema,
  LockSchema,
  DraftSchema,
  LabelSchema,
  TeamSchema,
  CannedResponseSchema,
  MacroSchema,
  SavedViewSchema,
  SettingsSchema,
  CountSchema,
  MentionSchema,
]);
export type ParleyRecord = v.InferOutput<typeof RecordSchema>;
export type RecordKind = ParleyRecord["kind"];
export type RecordOf<K extends RecordKind> = Extract<ParleyRecord, { kind: K }>;

/** Kinds so few that every welcome carries all of them. */
export const smallKinds = [
  "agent",
  "channel",
  "label",
  "team",
  "cannedResponse",
  "macro",
  "view",
  "settings",
  "count",
] as const satisfies readonly RecordKind[];
export type SmallKind = (typeof smallKinds)[number];
