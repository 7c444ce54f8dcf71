import { type Conversation, type Message, type ParleyRecord, smallKinds } from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";
import type { Pages, Spans } from "./pages.ts";
import type { Span } from "./pager.ts";
import type { Parts } from "./parts.ts";

/** How much is kept: the newest. */
export interface Bounds {
  readonly conversations: number;
  readonly messagesOfThread: number;
  readonly messages: number;
  readonly mentions: number;
}

/** Weeks of a desk, and 10 MB at most. */
export const usualBounds: Bounds = { conversations: 1_000, messagesOfThread: 200, messages: 10_000, mentions: 200 };

/** Rows of another version are not read. To be counted up when what was kept would mislead a newer page. */
export const rowsVersion = 1;

/** A row that is one record, a thread's messages, or the head. Plain JSON data and infinities. */
export type Rows = readonly (readonly [key: string, value: unknown])[];
export type HeldParts = Pick<Parts, "store" | "sync" | "me" | "baseline"> & {
  readonly pages: Pick<Pages, "spans" | "restore" | "lookForGaps">;
};

/** What holds the records together. */
interface Head {
  readonly version: number;
  /** How many there are with this one: fewer are the rest of something else. */
  readonly rows: number;
  readonly cursor: number;
  readonly spans: Spans;
  /** Contacts of whom only a page has told. */
  readonly contacts: readonly ContactSummary[];
  /** Of mentions in conversations that are not held: conversation and contact. */
  readonly contactIds: readonly (readonly [string, string])[];
  /** Conversation and the number up to which the agent has read it. */
  readonly marks: readonly (readonly [string, number])[];
}

export const headKey = "head";

/**
 * What an inbox holds, as of its cursor: the newest of it, each list and thread with the place down to which it is
 * whole. Locks are left out, since a welcome brings all that live; so are marks, which the head tells as numbers, and
 * tombstones: no page is read any more that is older than the cursor.
 */
export function rowsOf(parts: HeldParts, bounds: Bounds): Rows {
  const { store, sync, pages } = parts;
  const { spans } = pages;
  const byActivity = store.all("conversation").toSorted((a, b) => b.lastPosition - a.lastPosition);
  const listsEnd = endOf(
    byActivity.map(({ lastPosition }) => lastPosition),
    bounds.conversations,
  );
  const loaded = new Set(spans.threads.filter(([, span]) => span.loaded).map(([id]) => id));
  const conversations = byActivity.filter((one) => one.lastPosition >= listsEnd || loaded.has(one.id));
  const threads = threadsOf(parts, conversations, bounds);
  const allMentions = store.all("mention").toSorted((a, b) => b.position - a.position);
  const mentionsEnd = endOf(
    allMentions.map(({ position }) => position),
    bounds.mentions,
  );
  const mentions = allMentions.filter(({ position }) => position >= mentionsEnd);
  const held = new Set(conversations.map(({ id }) => id));
  const head: Omit<Head, "rows" | "contacts"> = {
    version: rowsVersion,
    cursor: sync.cursor,
    spans: {
      lists: spans.lists.map(([query, span]) => [query, cut(span, listsEnd)]),
      threads: threads.map(({ id, span }) => [id, span]),
      mentions: cut(spans.mentions, mentionsEnd),
    },
    marks: marksOf(parts, conversations),
    contactIds: mentions
      .filter(({ conversationId }) => !held.has(conversationId))
      .map(({ conversationId }) => [conversationId, store.contactIdOf(conversationId)]),
  };
  const contactIds = new Set([
    ...conversations.map(({ contactId }) => contactId),
    ...head.contactIds.map(([, id]) => id),
  ]);
  const contacts = [...contactIds].map((id) => store.contact(id)).filter((one) => one !== null);
  const records: ParleyRecord[] = [
    ...smallKinds.flatMap((kind) => store.all(kind)),
    ...store.all("draft"),
    ...contacts.filter((one) => "kind" in one),
    ...mentions,
    ...conversations,
  ];
  const rows: Rows = [
    ...records.map((record) => [`${record.kind}/${record.id}`, record] as const),
    ...threads.map(({ id, messages }) => [`thread/${id}`, messages] as const),
  ];
  const whole: Head = { ...head, rows: rows.length + 1, contacts: contacts.filter((one) => !("kind" in one)) };
  return [[headKey, whole], ...rows];
}

/** Brings rows into an inbox that is empty yet. Returns false when there is nothing that could be used. */
export function restoreRows({ store, sync, pages }: HeldParts, rows: Rows): boolean {
  const head = rows.find(([key]) => key === headKey)?.[1] as Head | undefined;
  if (head?.version !== rowsVersion || head.rows !== rows.length) return false;
  const { cursor, spans, contacts, contactIds, marks } = head;
  // Whatever was not kept must come by a page that is as new as this.
  sync.cursor = sync.baseline = cursor;
  const records = rows
    .filter(([key]) => key !== headKey)
    .flatMap(([, value]) => value as ParleyRecord | ParleyRecord[]);
  for (const record of records) store.put(record);
  for (const contact of contacts) store.hintContact(contact, cursor);
  for (const [conversationId, contactId] of contactIds) store.hintContactIdOf(conversationId, contactId);
  for (const [conversationId, number] of marks) store.hintMark(conversationId, number, cursor);
  pages.restore(spans);
  pages.lookForGaps(records.filter(({ kind }) => kind === "conversation" || kind === "mention"));
  return true;
}

/** The agent's own marks as of the cursor, where they are known: all that were set after the baseline are held. */
function marksOf({ store, me, baseline }: HeldParts, conversations: readonly Conversation[]): [string, number][] {
  return conversations.flatMap((one): [string, number][] => {
    const mark = store.readMark(one, me() ?? "", baseline());
    return mark === null ? [] : [[one.id, mark.number]];
  });
}

interface KeptThread {
  readonly id: string;
  readonly messages: readonly Message[];
  readonly span: Span;
}

/** Of the newest conversations first, as long as there is room; a thread that was never opened is kept too, as far as it is whole. */
function threadsOf(
  { store, baseline, pages }: HeldParts,
  conversations: readonly Conversation[],
  bounds: Bounds,
): KeptThread[] {
  const spans = new Map(pages.spans.threads);
  let room = bounds.messages;
  return conversations.flatMap(({ id }): KeptThread[] => {
    const known = spans.get(id) ?? unopened((baseline() ?? Number.POSITIVE_INFINITY) + 1);
    const newestFirst = store
      .messagesOf(id)
      .filter(({ position }) => position >= known.floor)
      .toSorted((a, b) => b.position - a.position);
    const messages = newestFirst.slice(0, Math.min(bounds.messagesOfThread, room));
    const oldest = messages.at(-1);
    if (oldest === undefined) return known.loaded && newestFirst.length === 0 ? [{ id, messages, span: known }] : [];
    room -= messages.length;
    if (messages.length === newestFirst.length) return [{ id, messages, span: known }];
    // The page after it is asked for by its place alone.
    const last = { place: oldest.position, cursor: "" };
    const { loaded } = known;
    return [{ id, messages, span: { loaded, last: loaded ? last : null, count: messages.length, floor: last.place } }];
  });
}

/** The place of the last that is kept when not all are; `places` descending. */
function endOf(places: readonly number[], kept: number): number {
  const last = places[kept - 1];
  return last === undefined || places.length <= kept ? Number.NEGATIVE_INFINITY : last;
}

/** A list of which only what lies above `end` is kept. Its pages end elsewhere, so they are read anew where more is wanted. */
function cut(span: Span, end: number): Span {
  return span.floor >= end ? span : unopened(end);
}

function unopened(floor: number): Span {
  return { loaded: false, last: null, count: 0, floor };
}
