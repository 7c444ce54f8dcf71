import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/**
 * D1: the full, queryable history, and the directory that finds an org. Rows hold the record whole (`json`)
 * and, beside it, only the columns that a query filters or orders by. Every row carries the `seq` of its
 * record; the projector writes a row only over a lower one (I8). `org_id` leads every key (I10).
 */

export const history = sqliteTable("history", {
  orgId: text("org_id").primaryKey(),
  /** The watermark: every change up to this `seq` is in these tables. */
  projected: integer("projected").notNull(),
});

export const conversations = sqliteTable(
  "conversation",
  {
    orgId: text("org_id").notNull(),
    id: text("id").notNull(),
    seq: integer("seq").notNull(),
    contactId: text("contact_id").notNull(),
    channelId: text("channel_id").notNull(),
    status: text("status").notNull(),
    assigneeId: text("assignee_id"),
    inboundCount: integer("inbound_count").notNull(),
    lastPosition: integer("last_position").notNull(),
    deleted: integer("deleted").notNull().default(0),
    json: text("json").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("conversation_list").on(t.orgId, t.status, sql`${t.lastPosition} desc`),
    index("conversation_contact").on(t.orgId, t.contactId),
    // Holds the few that somebody follows, whatever their status.
    index("conversation_followed")
      .on(t.orgId, sql`${t.lastPosition} desc`)
      .where(sql`json_extract(${t.json}, '$.followerIds') is not null`),
  ],
);

export const messages = sqliteTable(
  "message",
  {
    orgId: text("org_id").notNull(),
    id: text("id").notNull(),
    seq: integer("seq").notNull(),
    conversationId: text("conversation_id").notNull(),
    position: integer("position").notNull(),
    deleted: integer("deleted").notNull().default(0),
    json: text("json").notNull(),
    /** The provider's own part of the delivery; not sent to clients. */
    raw: text("raw"),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index("message_thread").on(t.orgId, t.conversationId, t.position)],
);

export const contacts = sqliteTable(
  "contact",
  {
    orgId: text("org_id").notNull(),
    id: text("id").notNull(),
    seq: integer("seq").notNull(),
    name: text("name"),
    phoneNumber: text("phone_number"),
    /** The contact into which it was merged. */
    mergedInto: text("merged_into"),
    deleted: integer("deleted").notNull().default(0),
    json: text("json").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index("contact_name").on(t.orgId, t.name),
    // Holds the few that were merged.
    index("contact_merged")
      .on(t.orgId, t.mergedInto)
      .where(sql`${t.mergedInto} is not null`),
  ],
);

export const readMarks = sqliteTable(
  "read_mark",
  {
    orgId: text("org_id").notNull(),
    agentId: text("agent_id").notNull(),
    conversationId: text("conversation_id").notNull(),
    seq: integer("seq").notNull(),
    number: integer("number").notNull(),
    json: text("json").notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.agentId, t.conversationId] })],
);

/** Where an agent was named: nobody else's to read (W6). */
export const mentions = sqliteTable(
  "mention",
  {
    orgId: text("org_id").notNull(),
    agentId: text("agent_id").notNull(),
    id: text("id").notNull(),
    seq: integer("seq").notNull(),
    position: integer("position").notNull(),
    deleted: integer("deleted").notNull().default(0),
    json: text("json").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.agentId, t.id] }),
    index("mention_list").on(t.orgId, t.agentId, sql`${t.position} desc`),
  ],
);

/** Small kinds: agents, channels and what is like them. */
export const records = sqliteTable(
  "record",
  {
    orgId: text("org_id").notNull(),
    kind: text("kind").notNull(),
    id: text("id").notNull(),
    seq: integer("seq").notNull(),
    deleted: integer("deleted").notNull().default(0),
    json: text("json").notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.kind, t.id] })],
);

/** Directory: which org and channel a provider's number or account belongs to. Written by the projector. */
export const routes = sqliteTable(
  "route",
  {
    channel: text("channel").notNull(),
    externalId: text("external_id").notNull(),
    orgId: text("org_id").notNull(),
    channelId: text("channel_id").notNull(),
    accountId: text("account_id"),
    ownApp: integer("own_app").notNull(),
    sealedSecrets: text("sealed_secrets").notNull(),
    seq: integer("seq").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channel, t.externalId] }),
    index("route_channel").on(t.channelId),
    index("route_account").on(t.channel, t.accountId),
  ],
);

/** Deliveries for numbers that no org has yet: seen by nobody, replayed when the channel is connected. */
export const parkedDeliveries = sqliteTable(
  "parked_delivery",
  {
    id: text("id").primaryKey(),
    receivedAt: text("received_at").notNull(),
    channel: text("channel").notNull(),
    externalId: text("external_id").notNull(),
    /** The facts of that number alone, as JSON: a delivery may carry several orgs' numbers (I10). */
    group: text("fact_group").notNull(),
  },
  (t) => [index("parked_number").on(t.channel, t.externalId), index("parked_age").on(t.receivedAt)],
);

/**
 * Who is about to connect a number, while its hub is told: of two at once one gets it. Once connected, its route says
 * whose it is.
 */
export const numberClaims = sqliteTable(
  "number_claim",
  {
    channel: text("channel").notNull(),
    externalId: text("external_id").notNull(),
    orgId: text("org_id").notNull(),
    /** ISO 8601; a claim that was never given back ends by itself. */
    until: text("until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.externalId] })],
);

/** Mail domains that orgs have named, and whose each is. Times are ISO 8601. */
export const mailDomains = sqliteTable(
  "mail_domain",
  {
    orgId: text("org_id").notNull(),
    domain: text("domain").notNull(),
    addedAt: text("added_at").notNull(),
    /** `dns` or `setting`; null while it was never proved. */
    proof: text("proof"),
    /** What proved it: the text of the DNS record, or the entry of MAIL_DOMAINS. */
    record: text("record"),
    /** Null: not proved, or no more. */
    provedAt: text("proved_at"),
    /** When the proof was last looked at. */
    checkedAt: text("checked_at"),
    /** Since when the record is gone. */
    missingSince: text("missing_since"),
    /** Channels from before domains were proved still receive until then. */
    receivesUntil: text("receives_until"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.domain] }),
    // One domain belongs to one org.
    uniqueIndex("mail_domain_owner")
      .on(t.domain)
      .where(sql`${t.provedAt} is not null`),
  ],
);
