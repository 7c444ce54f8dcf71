import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { contacts, conversations, history, messages, readMarks } from "../../src/db/schema.ts";
import type { Contact, Conversation, Message } from "../../src/protocol/records.ts";

/** Rows as the projector writes them, for tests of what reads them. */

const at = "2026-01-01T00:00:00.000Z";

export function conversation(id: string, given: Partial<Conversation> = {}): Conversation {
  return {
    kind: "conversation",
    id,
    seq: 1,
    contactId: `contact of ${id}`,
    channelId: "channel",
    channel: "whatsapp",
    status: "active",
    assigneeId: null,
    teamId: null,
    labels: [],
    priority: "none",
    inboundCount: 0,
    createdAt: at,
    lastMessageAt: null,
    lastMessagePreview: null,
    lastMessageDirection: null,
    lastPosition: 1,
    lastInboundAt: null,
    windowClosesAt: null,
    resolvedAt: null,
    snoozedUntil: null,
    campaignId: null,
    ...given,
  };
}

export function contact(id: string, given: Partial<Contact> = {}): Contact {
  return {
    kind: "contact",
    id,
    seq: 1,
    name: null,
    nameAt: null,
    phoneNumber: null,
    aliases: [],
    stage: "lead",
    value: null,
    labels: [],
    attributes: {},
    createdAt: at,
    ...given,
  };
}

export function message(id: string, given: Partial<Message> = {}): Message {
  return {
    kind: "message",
    id,
    seq: 1,
    conversationId: "conversation",
    contactId: "contact",
    channelId: "channel",
    position: 1,
    number: 1,
    direction: "inbound",
    type: "text",
    body: "",
    subject: null,
    content: null,
    status: null,
    error: null,
    providerId: null,
    authorId: null,
    timestamp: at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    campaignId: null,
    ...given,
  };
}

/** Writes records as rows of an org; a tombstone when it says `deleted`. */
export async function put(orgId: string, ...records: (Conversation | Contact | Message)[]): Promise<void> {
  for (const record of records) await insert(orgId, record);
}

async function insert(orgId: string, record: Conversation | Contact | Message): Promise<void> {
  const db = drizzle(env.DB);
  const row = { orgId, deleted: record.deleted ? 1 : 0, json: JSON.stringify(record) };
  switch (record.kind) {
    case "conversation":
      await db.insert(conversations).values({ ...record, ...row });
      return;
    case "contact":
      await db.insert(contacts).values({ ...record, ...row });
      return;
    case "message":
      await db.insert(messages).values({ ...record, ...row });
  }
}

export async function putReadMark(
  orgId: string,
  agentId: string,
  conversationId: string,
  number: number,
): Promise<void> {
  await drizzle(env.DB).insert(readMarks).values({ orgId, agentId, conversationId, seq: 1, number, json: "{}" });
}

export async function putWatermark(orgId: string, projected: number): Promise<void> {
  await drizzle(env.DB).insert(history).values({ orgId, projected });
}
