import { and, desc, eq, gt, lt } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { Conversation, Message } from "../protocol/records.ts";
import type { ConversationItem } from "../protocol/resources.ts";
import { conversationConditions, type ConversationPageQuery, inSight, type Sight } from "./conversation-filter.ts";
import { contactOf, knownAddressColumn } from "./contact-summary.ts";
import { contacts, conversations, history, messages, readMarks } from "./schema.ts";

/**
 * Reads of the history that the projector keeps in D1. Every page is read together with the watermark in one
 * batch, which D1 runs as one transaction: without that a change could land between the two and `seq` would
 * promise what the page does not hold.
 */

export interface ThreadQuery {
  readonly orgId: string;
  readonly conversationId: string;
  readonly sight: Sight;
  /** Positions, both exclusive. */
  readonly before: number | null;
  readonly after: number | null;
  readonly limit: number;
}

/** Rows up to the limit, whether there are more, and the watermark up to which they are complete. */
export interface Rows<T> {
  items: T[];
  more: boolean;
  seq: number;
}

/** The list, newest activity first. */
export async function listConversations(d1: D1Database, query: ConversationPageQuery): Promise<Rows<ConversationItem>> {
  const db = drizzle(d1);
  const [rows, marks] = await db.batch([conversationPage(db, query), watermark(db, query.orgId)]);
  return rowsOf(
    rows.map((row) => itemOf(row, query.agentId)),
    query.limit,
    marks,
  );
}

/** One conversation, or null: also when it is another org's, or out of the caller's sight. */
export async function getConversation(
  d1: D1Database,
  query: Pick<ConversationPageQuery, "orgId" | "agentId" | "sight">,
  conversationId: string,
): Promise<ConversationItem | null> {
  const { orgId, agentId, sight } = query;
  const [row] = await conversationRows(drizzle(d1), agentId).where(
    and(
      eq(conversations.orgId, orgId),
      eq(conversations.id, conversationId),
      eq(conversations.deleted, 0),
      inSight(sight),
    ),
  );
  return row ? itemOf(row, agentId) : null;
}

/** A thread, newest first by `position`; null when the org has no such conversation. */
export async function listMessages(d1: D1Database, query: ThreadQuery): Promise<Rows<Message> | null> {
  const db = drizzle(d1);
  const [rows, marks, found] = await db.batch([
    threadPage(db, query),
    watermark(db, query.orgId),
    threadFound(db, query),
  ]);
  if (found.length === 0) return null;
  return rowsOf(
    rows.map((row) => JSON.parse(row.json) as Message),
    query.limit,
    marks,
  );
}

/** The statement of a page of conversations: one more row than asked for, to know whether there are more. */
export function conversationPage(db: DrizzleD1Database, query: ConversationPageQuery) {
  return conversationRows(db, query.agentId)
    .where(and(...conversationConditions(query)))
    .orderBy(desc(conversations.lastPosition), desc(conversations.id))
    .limit(query.limit + 1);
}

/** The statement of a page of a thread. */
export function threadPage(db: DrizzleD1Database, query: ThreadQuery) {
  return db
    .select({ json: messages.json })
    .from(messages)
    .where(
      and(
        eq(messages.orgId, query.orgId),
        eq(messages.conversationId, query.conversationId),
        query.before === null ? undefined : lt(messages.position, query.before),
        query.after === null ? undefined : gt(messages.position, query.after),
        eq(messages.deleted, 0),
      ),
    )
    .orderBy(desc(messages.position))
    .limit(query.limit + 1);
}

/** The statement that tells whether the org has the thread, and the caller may see it. */
export function threadFound(db: DrizzleD1Database, query: Pick<ThreadQuery, "orgId" | "conversationId" | "sight">) {
  return db
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.orgId, query.orgId),
        eq(conversations.id, query.conversationId),
        eq(conversations.deleted, 0),
        inSight(query.sight),
      ),
    );
}

/** The statement that reads the watermark: everything up to it is in the tables. */
export function watermark(db: DrizzleD1Database, orgId: string) {
  return db.select({ seq: history.projected }).from(history).where(eq(history.orgId, orgId));
}

/** Cuts the extra row off and puts the watermark beside the rest. */
export function rowsOf<T>(items: T[], limit: number, marks: { seq: number }[]): Rows<T> {
  return { items: items.slice(0, limit), more: items.length > limit, seq: marks[0]?.seq ?? 0 };
}

function conversationRows(db: DrizzleD1Database, agentId: string | null) {
  return db
    .select({
      json: conversations.json,
      name: contacts.name,
      phoneNumber: contacts.phoneNumber,
      address: knownAddressColumn,
      read: readMarks.number,
    })
    .from(conversations)
    .leftJoin(contacts, and(eq(contacts.orgId, conversations.orgId), eq(contacts.id, conversations.contactId)))
    .leftJoin(
      readMarks,
      and(
        eq(readMarks.orgId, conversations.orgId),
        // An API key has no marks; no agent's id is empty.
        eq(readMarks.agentId, agentId ?? ""),
        eq(readMarks.conversationId, conversations.id),
      ),
    )
    .$dynamic();
}

interface ConversationRow {
  json: string;
  name: string | null;
  phoneNumber: string | null;
  address: string | null;
  read: number | null;
}

function itemOf(row: ConversationRow, agentId: string | null): ConversationItem {
  const record = JSON.parse(row.json) as Conversation;
  return {
    ...record,
    contact: contactOf(record.contactId, row),
    unread: agentId === null ? null : Math.max(0, record.inboundCount - (row.read ?? 0)),
  };
}
