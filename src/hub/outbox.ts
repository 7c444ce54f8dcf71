import type { Latest } from "../core/state.ts";
import { limits } from "../protocol/limits.ts";
import type { Channel, Message, Reaction } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Store } from "./store.ts";

/** One message, or a reaction to one, on its way to its provider. */
export interface OutboxRow {
  readonly id: number;
  /** The message; of a reaction the one that it is to. */
  readonly message: string;
  readonly conversation: string;
  readonly channel: string;
  readonly due: number;
  /** How often it was granted so far. */
  readonly attempt: number;
  readonly granted_at: number | null;
  /** A `QueuedReaction` as JSON; null for a message. */
  readonly reaction: string | null;
}

export interface QueuedReaction {
  readonly emoji: string | null;
  /** What it was before, should this one not get there. */
  readonly before: Reaction | null;
}

/** The outbox's rows. `due → granted(attempt)` is on disk before the request leaves, and given once (I9). */
export class Outbox {
  readonly #store: Store;
  #lastId = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Inside the commit that made the message. `hold` keeps it here that long, with what the list showed before it. */
  enqueue(messageId: string, now: string, hold?: { readonly ms: number; readonly before: Latest }): void {
    const message = this.#store.message(messageId);
    if (message === null) throw new Error(`no message ${messageId} to send`);
    const at = Date.parse(now);
    this.#insert(message, at, at + (hold?.ms ?? 0), { before: hold === undefined ? null : hold.before });
  }

  /** One that no provider can have yet is replaced, and what it would have come back to stays. */
  enqueueReaction(message: Message, emoji: string | null, before: Reaction | null, now: number): void {
    const waiting = this.#store.rows<{ id: number; reaction: string }>(
      `SELECT id, reaction FROM outbox
       WHERE conversation = ? AND message = ? AND reaction IS NOT NULL AND granted_at IS NULL`,
      message.conversationId,
      message.id,
    );
    const earlier = waiting.map(({ reaction }) => JSON.parse(reaction) as QueuedReaction)[0];
    for (const { id } of waiting) this.remove({ id, conversation: message.conversationId });
    const queued: QueuedReaction = { emoji, before: earlier === undefined ? before : earlier.before };
    this.#insert(message, now, now, { reaction: queued });
  }

  /** Behind what its conversation has already; alone there, it is the one that may leave. */
  #insert(
    { id, conversationId, channelId }: Message,
    now: number,
    due: number,
    { before = null, reaction = null }: { readonly before?: Latest | null; readonly reaction?: QueuedReaction | null },
  ): void {
    this.#lastId = Math.max(now * 1_000, this.#lastId + 1);
    this.#store.run(
      `INSERT INTO outbox (conversation, id, message, channel, due, attempt, before, reaction, head)
       SELECT ?1, max(?2, coalesce(last + 1, 0)), ?3, ?4, ?5, 0, ?6, ?7, last IS NULL
       FROM (SELECT max(id) AS last FROM outbox WHERE conversation = ?1)`,
      conversationId,
      this.#lastId,
      id,
      channelId,
      due,
      before && JSON.stringify(before),
      reaction && JSON.stringify(reaction),
    );
  }

  /** The row of a message that no provider can have yet; null when there is none. */
  waiting({ id, conversationId }: Pick<Message, "id" | "conversationId">): { before: Latest | null } | null {
    const row = this.#store.rows<{ before: string | null }>(
      `SELECT before FROM outbox
       WHERE conversation = ?1 AND message = ?2 AND attempt = 0 AND granted_at IS NULL AND reaction IS NULL
       UNION ALL SELECT NULL AS before FROM schedule WHERE message = ?2`,
      conversationId,
      id,
    )[0];
    if (row === undefined) return null;
    return { before: row.before === null ? null : (JSON.parse(row.before) as Latest) };
  }

  /** Takes a message back. One that was held after it then has before it what this one had. */
  withdraw(message: Message): void {
    const before = this.waiting(message)?.before ?? null;
    this.#store.run(
      "DELETE FROM outbox WHERE conversation = ? AND message = ? AND reaction IS NULL",
      message.conversationId,
      message.id,
    );
    this.#store.run("DELETE FROM schedule WHERE message = ?", message.id);
    if (before === null) return;
    this.#store.run(
      "UPDATE outbox SET before = ? WHERE conversation = ? AND before ->> '$.lastPosition' = ?",
      JSON.stringify(before),
      message.conversationId,
      message.position,
    );
  }

  /**
   * What may be sent now, oldest first: never a message behind one of its own conversation. `mayTake` is asked for each. Of
   * each channel that sends no more rows are read than may leave at once, and of one that does not, none.
   */
  sendable(now: number, limit: number, mayTake: (channel: Channel) => boolean = () => true): OutboxRow[] {
    // Asked after every turn, and mostly there is nothing: then the channels need not be read.
    if (this.#isEmpty()) return [];
    const usable = new Map(this.#usableChannels().map((channel) => [channel.id, channel]));
    const first = [...usable.keys()].flatMap((channel) =>
      this.#store.rows<OutboxRow & Record<string, SqlStorageValue>>(
        `SELECT * FROM outbox WHERE head = 1 AND channel = ? AND due <= ? AND granted_at IS NULL
         ORDER BY due, id LIMIT ?`,
        channel,
        now,
        limit,
      ),
    );
    const taken: OutboxRow[] = [];
    for (const row of first.sort((a, b) => a.due - b.due || a.id - b.id)) {
      if (taken.length === limit) break;
      const channel = usable.get(row.channel);
      if (channel !== undefined && mayTake(channel)) taken.push(row);
    }
    return taken;
  }

  grant(row: OutboxRow, now: number): OutboxRow {
    this.#store.run(
      "UPDATE outbox SET granted_at = ?, attempt = attempt + 1 WHERE conversation = ? AND id = ?",
      now,
      row.conversation,
      row.id,
    );
    return { ...row, attempt: row.attempt + 1, granted_at: now };
  }

  /** Whether a later reaction to the message waits already. */
  hasReaction({ conversation, message }: OutboxRow): boolean {
    return (
      this.#store.rows(
        "SELECT 1 FROM outbox WHERE conversation = ? AND message = ? AND reaction IS NOT NULL",
        conversation,
        message,
      ).length > 0
    );
  }

  /** Grants whose answer will not come any more: too old, or of a hub that is gone. */
  lostGrants(now: number, inFlight: Pick<ReadonlyMap<number, unknown>, "has">): OutboxRow[] {
    return this.#store
      .rows<OutboxRow & Record<string, SqlStorageValue>>(
        "SELECT * FROM outbox WHERE granted_at IS NOT NULL ORDER BY granted_at, id",
      )
      .filter((row) => !inFlight.has(row.id) || (row.granted_at ?? 0) + timing.grantTtlMs <= now);
  }

  /** Back in the queue after an answer that proves non-acceptance. */
  postpone({ conversation, id }: OutboxRow, due: number): void {
    this.#store.run(
      "UPDATE outbox SET granted_at = NULL, due = ? WHERE conversation = ? AND id = ?",
      due,
      conversation,
      id,
    );
  }

  remove({ conversation, id }: Pick<OutboxRow, "conversation" | "id">): void {
    this.#store.run("DELETE FROM outbox WHERE conversation = ? AND id = ?", conversation, id);
  }

  isGranted({ conversation, id, attempt }: OutboxRow): boolean {
    return (
      this.#store.rows(
        "SELECT 1 FROM outbox WHERE conversation = ? AND id = ? AND attempt = ? AND granted_at IS NOT NULL",
        conversation,
        id,
        attempt,
      ).length > 0
    );
  }

  isExhausted(row: OutboxRow): boolean {
    return row.attempt >= limits.sendAttempts;
  }

  size(): number {
    return this.#store.rows<{ n: number }>("SELECT count(*) AS n FROM outbox")[0]?.n ?? 0;
  }

  /**
   * When something here wants attention next, Unix milliseconds; null when nothing does. Asked after a pump:
   * what is due by `now` waits for another message's answer, which pumps again. Were the alarm set for it, it
   * would ring without a pause until that answer.
   */
  nextDue(now: number): number | null {
    if (this.#isEmpty()) return null;
    const granted = this.#first("SELECT min(granted_at) AS at FROM outbox WHERE granted_at IS NOT NULL");
    const times = granted === null ? [] : [granted + timing.grantTtlMs];
    for (const { id } of this.#usableChannels()) {
      const due = this.#first(
        `SELECT due AS at FROM outbox WHERE head = 1 AND channel = ? AND due > ? AND granted_at IS NULL
         ORDER BY due LIMIT 1`,
        id,
        now,
      );
      if (due !== null) times.push(due);
    }
    return times.length === 0 ? null : Math.min(...times);
  }

  #first(query: string, ...bindings: (string | number)[]): number | null {
    return this.#store.rows<{ at: number | null }>(query, ...bindings)[0]?.at ?? null;
  }

  #isEmpty(): boolean {
    return this.#store.rows("SELECT 1 FROM outbox LIMIT 1").length === 0;
  }

  /** A stopped channel keeps its queue and sends nothing until someone mends it. */
  #usableChannels(): Channel[] {
    return this.#store.channels().filter(({ state }) => state === "connected");
  }
}
