import { knownAddress } from "../core/known-address.ts";
import { limits } from "../protocol/limits.ts";
import type { Message } from "../protocol/records.ts";
import type { UndeliveredCounts, UndeliveredItem, UndeliveredState } from "../protocol/undelivered.ts";
import type { Access } from "./access.ts";
import type { Executor } from "./execute.ts";
import type { OutboxRow } from "./outbox.ts";
import type { Actor, RetryQuery, RetryReport, UndeliveredPage, UndeliveredQuery } from "./rpc.ts";
import type { Store } from "./store.ts";

type Listed = Omit<UndeliveredItem, "contact">;
type WaitingRow = Pick<OutboxRow, "attempt" | "granted_at" | "due"> & { json: string; before: string | null };

/** D2: the messages that are not with their customers, for those who may see them: what failed, and what waits and why. */
export class Undelivered {
  readonly #store: Store;
  readonly #access: Access;
  readonly #executor: Executor;

  constructor(store: Store, access: Access, executor: Executor) {
    this.#store = store;
    this.#access = access;
    this.#executor = executor;
  }

  page(actor: Actor, { state, channelId, after, limit }: UndeliveredQuery, now: number): Omit<UndeliveredPage, "seq"> {
    const items: UndeliveredItem[] = [];
    for (const item of this.#of(state, after, now)) {
      if (!this.#isAsked(actor, item.message, channelId)) continue;
      if (items.length === limit) return { items, more: true };
      items.push({ ...item, contact: this.#contact(item.message) });
    }
    return { items, more: false };
  }

  counts(actor: Actor, channelId: string | undefined, now: number): UndeliveredCounts {
    const count = (state: UndeliveredState): number => {
      let n = 0;
      for (const { message } of this.#of(state, null, now)) if (this.#isAsked(actor, message, channelId)) n += 1;
      return n;
    };
    const isMine = (message: Message): boolean =>
      actor.type === "agent" && message.authorId === actor.agentId && this.#isAsked(actor, message, channelId);
    let mine = 0;
    for (const state of ["failed", "unconfirmed"] as const)
      for (const { message } of this.#failed(state, null)) if (isMine(message)) mine += 1;
    return {
      mine,
      failed: count("failed"),
      unconfirmed: count("unconfirmed"),
      waiting: count("waiting"),
      scheduled: count("scheduled"),
    };
  }

  /**
   * Sends again what failed, as the asker's retries: oldest first. What is `unconfirmed` may have arrived, and is a
   * person's decision, one by one (I9). What a disconnected channel has left behind is passed over unless it or the
   * channel is named: refused each time, it would keep all that is newer from its turn for ever.
   */
  retryAll(actor: Actor, id: string, { channelId, messageIds }: RetryQuery, limit: number): RetryReport {
    const named = messageIds && new Set(messageIds);
    const gone = new Set(channelId === undefined && named === undefined ? this.#disconnected() : []);
    const failed: Pick<Message, "id" | "conversationId">[] = [];
    for (const { message } of this.#failed("failed", null)) {
      const isNamed = named === undefined || named.has(message.id);
      if (!isNamed || gone.has(message.channelId) || !this.#isAsked(actor, message, channelId)) continue;
      failed.push({ id: message.id, conversationId: message.conversationId });
    }
    const retried: string[] = [];
    const refused: RetryReport["refused"][number][] = [];
    for (const { id: messageId, conversationId } of failed.reverse().slice(0, limit)) {
      const command = { command: "message:retry", payload: { conversationId, messageId } } as const;
      const answer = this.#executor.execute(actor, `${id}:${messageId}`, command, null);
      if (answer.ok) retried.push(messageId);
      else refused.push({ messageId, code: answer.code, message: answer.message });
    }
    return { retried, refused, more: failed.length > limit };
  }

  #disconnected(): string[] {
    return this.#store
      .channels()
      .filter(({ state }) => state === "disconnected")
      .map(({ id }) => id);
  }

  *#of(state: UndeliveredState | null, after: number | null, now: number): Iterable<Listed> {
    switch (state) {
      case null:
        return yield* newestFirst(this.#failed(null, after), this.#waiting(after, now));
      case "failed":
      case "unconfirmed":
        return yield* this.#failed(state, after);
      case "waiting":
        return yield* this.#waiting(after, now);
      case "scheduled":
        for (const item of this.#waiting(after, now)) if (item.waiting?.for === "schedule") yield item;
    }
  }

  *#failed(state: "failed" | "unconfirmed" | null, after: number | null): Iterable<Listed> {
    let before = after ?? Number.MAX_SAFE_INTEGER;
    for (;;) {
      // The index's own condition, so that SQLite finds it. In pieces: all of them may be more than the object's memory.
      const rows = this.#store.rows<{ json: string }>(
        `SELECT json FROM message WHERE json ->> '$.status' IN ('failed', 'unconfirmed')
         AND (?1 IS NULL OR json ->> '$.status' = ?1) AND position < ?2 ORDER BY position DESC LIMIT ?3`,
        state,
        before,
        limits.undeliveredPerRead,
      );
      for (const { json } of rows) {
        const message = JSON.parse(json) as Message;
        before = message.position;
        yield { message, waiting: null };
      }
      if (rows.length < limits.undeliveredPerRead) return;
    }
  }

  *#waiting(after: number | null, now: number): Iterable<Listed> {
    const rows = this.#store.rows<WaitingRow & { stopped: string | null }>(
      `SELECT m.json, o.attempt, o.granted_at, o.due, o.before, c.json ->> '$.stateReason' AS stopped
       FROM outbox AS o JOIN message AS m ON m.id = o.message
       LEFT JOIN record AS c ON c.kind = 'channel' AND c.id = o.channel
       WHERE o.reaction IS NULL AND m.position < ?1
       UNION ALL SELECT m.json, 0, NULL, s.due, NULL, NULL
       FROM schedule AS s JOIN message AS m ON m.id = s.message WHERE m.position < ?1`,
      after ?? Number.MAX_SAFE_INTEGER,
    );
    const items = rows.map((row): Listed => {
      const message = JSON.parse(row.json) as Message;
      return { message, waiting: { for: reasonOf(row, message, now), until: new Date(row.due).toISOString() } };
    });
    yield* items.sort((a, b) => b.message.position - a.message.position);
  }

  #isAsked(actor: Actor, message: Message, channelId: string | undefined): boolean {
    return (channelId === undefined || message.channelId === channelId) && this.#isSeen(actor, message);
  }

  /** Of the conversation: the message keeps the one that it was written to, which may be merged into another by now. */
  #contact({ conversationId, contactId }: Message): UndeliveredItem["contact"] {
    const id = this.#store.conversation(conversationId)?.contactId ?? contactId;
    const contact = this.#store.contact(id);
    const address = knownAddress(contact?.aliases ?? []);
    return {
      id,
      name: contact?.name ?? null,
      phoneNumber: contact?.phoneNumber ?? null,
      ...(address === null ? {} : { address }),
    };
  }

  #isSeen(actor: Actor, { conversationId }: Message): boolean {
    const viewer = actor.type === "apiKey" ? { id: actor.keyId, channelIds: actor.channelIds } : { id: actor.agentId };
    const conversation = this.#store.conversation(conversationId);
    return conversation !== null && !this.#access.hides(viewer, conversation);
  }
}

/** Two lists that are each newest first, as one. */
function* newestFirst(some: Iterable<Listed>, others: Iterable<Listed>): Iterable<Listed> {
  const [a, b] = [some[Symbol.iterator](), others[Symbol.iterator]()];
  let [first, second] = [a.next(), b.next()];
  while (!first.done || !second.done) {
    if (!first.done && (second.done || first.value.message.position > second.value.message.position)) {
      yield first.value;
      first = a.next();
    } else if (!second.done) {
      yield second.value;
      second = b.next();
    }
  }
}

function reasonOf(
  row: WaitingRow & { stopped: string | null },
  { status }: Message,
  now: number,
): NonNullable<UndeliveredItem["waiting"]>["for"] {
  if (status === "scheduled") return "schedule";
  if (row.stopped !== null) return "channel";
  if (row.granted_at !== null) return "answer";
  if (row.due <= now) return "turn";
  return row.attempt > 0 ? "retry" : "hold";
}
