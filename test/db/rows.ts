import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { d1Projection } from "../../src/db/project.ts";
import { contacts, conversations, history, mentions, messages, readMarks, records } from "../../src/db/schema.ts";
import type { Count, Label, SavedView } from "../../src/protocol/catalog-records.ts";
import type { Mention } from "../../src/protocol/mention.ts";
import type { Contact, Conversation, Message } from "../../src/protocol/records.ts";
import { conversation } from "../support/records.ts";

/** Rows as the projector writes them, for tests of what reads them. */

let made = 0;
/** Distinct from every other of this file. */
export function freshOrg(): string {
  made += 1;
  return `org ${made}`;
}

const at = "2026-01-01T00:00:00.000Z";

export function label(id: string, given: Partial<Label> = {}): Label {
  return { kind: "label", id, seq: 1, name: id, color: "grey", ...given };
}

export function view(id: string, agentId: string | null): SavedView {
  return { kind: "view", id, seq: 1, name: id, agentId, query: { filter: "all" } };
}

export function countOf(id: string, n: number): Count {
  return { kind: "count", id, seq: 1, n };
}

export function mention(agentId: string, position: number, given: Partial<Mention> = {}): Mention {
  return {
    kind: "mention",
    id: `${agentId}:m${position}`,
    seq: 1,
    agentId,
    conversationId: "c",
    messageId: `m${position}`,
    position,
    authorId: null,
    preview: "",
    at,
    readAt: null,
    ...given,
  };
}

type Row = Contact | Conversation | Count | Label | Mention | Message | SavedView;

/** Writes records as rows of an org; a tombstone when it says `deleted`. */
export async function put(orgId: string, ...rows: Row[]): Promise<void> {
  for (const row of rows) await insert(orgId, row);
}

async function insert(orgId: string, record: Row): Promise<void> {
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
      return;
    case "mention":
      await db.insert(mentions).values({ ...record, ...row });
      return;
    case "count":
    case "label":
    case "view":
      await db.insert(records).values({ ...record, ...row });
  }
}

/** Writes many conversations that differ in id and place alone. */
export async function putConversations(orgId: string, count: number, given: Partial<Conversation>): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) =>
    conversation(`c${index}`, { lastPosition: index, ...given }),
  );
  await d1Projection(env.DB).write(
    orgId,
    rows.map((row) => ({ kind: row.kind, json: JSON.stringify(row), raw: null, sealedSecrets: null })),
    null,
  );
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
