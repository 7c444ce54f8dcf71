import { and, asc, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { Message } from "../protocol/records.ts";
import { type Rows, rowsOf, threadFound, type ThreadQuery, watermark } from "./history.ts";
import { messages } from "./schema.ts";

/** Pages of a thread from somewhere in its middle: around one of its messages or a time, and what follows such a page. */

type Thread = Pick<ThreadQuery, "orgId" | "conversationId" | "sight" | "limit">;

/** What a page is to lie around: a message by its id, or the first one that was sent at a time or later (ISO 8601 UTC). */
export type ThreadPlace = { readonly messageId: string } | { readonly at: string };

/**
 * The page around a place: half of it older, half of it the place's message and what follows, newest first. `more`
 * tells of older ones. null when the org has no such conversation, or the conversation no such message.
 */
export async function listMessagesAround(
  d1: D1Database,
  thread: Thread,
  place: ThreadPlace,
): Promise<Rows<Message> | null> {
  const db = drizzle(d1);
  const [found] = await threadPlace(db, thread, place);
  if (found === undefined) return null;
  const older = Math.floor(thread.limit / 2);
  const [before, from, marks, conversations] = await db.batch([
    threadBefore(db, thread, found.position, older + 1),
    threadFrom(db, thread, found.position, thread.limit - older),
    watermark(db, thread.orgId),
    threadFound(db, thread),
  ]);
  if (conversations.length === 0) return null;
  const rows = [...from.toReversed(), ...before.slice(0, older)];
  return { items: rows.map(messageOf), more: before.length > older, seq: marks[0]?.seq ?? 0 };
}

/** The page right after a position, newest first. `more` tells of newer ones. */
export async function listMessagesFollowing(
  d1: D1Database,
  thread: Thread,
  position: number,
): Promise<Rows<Message> | null> {
  const db = drizzle(d1);
  const [following, marks, conversations] = await db.batch([
    threadFrom(db, thread, position + 1, thread.limit + 1),
    watermark(db, thread.orgId),
    threadFound(db, thread),
  ]);
  if (conversations.length === 0) return null;
  const rows = rowsOf(following.map(messageOf), thread.limit, marks);
  return { ...rows, items: rows.items.toReversed() };
}

/**
 * The statement that finds a place's position. A time is looked for along the thread's index from its start, since the
 * order is the positions' and no index knows times: it reads what lies before it, about 2 ms a thousand messages.
 */
export function threadPlace(db: DrizzleD1Database, thread: Thread, place: ThreadPlace) {
  const here = and(
    eq(messages.orgId, thread.orgId),
    eq(messages.conversationId, thread.conversationId),
    eq(messages.deleted, 0),
  );
  const wanted =
    "messageId" in place
      ? eq(messages.id, place.messageId)
      : sql`json_extract(${messages.json}, '$.timestamp') >= ${place.at}`;
  return db
    .select({ position: messages.position })
    .from(messages)
    .where(and(here, wanted))
    .orderBy(asc(messages.position))
    .limit(1);
}

function threadBefore(db: DrizzleD1Database, thread: Thread, position: number, limit: number) {
  return inThread(db, thread, lt(messages.position, position)).orderBy(desc(messages.position)).limit(limit);
}

/** The statement of a page upwards from a position, which is its own. */
export function threadFrom(db: DrizzleD1Database, thread: Thread, position: number, limit: number) {
  return inThread(db, thread, gte(messages.position, position)).orderBy(asc(messages.position)).limit(limit);
}

function inThread(db: DrizzleD1Database, thread: Thread, bound: SQL) {
  const { orgId, conversationId } = thread;
  return db
    .select({ json: messages.json })
    .from(messages)
    .where(and(eq(messages.orgId, orgId), eq(messages.conversationId, conversationId), bound, eq(messages.deleted, 0)))
    .$dynamic();
}

function messageOf({ json }: { json: string }): Message {
  return JSON.parse(json) as Message;
}
