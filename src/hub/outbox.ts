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

  constructor(store: Store) {
    this.#store = store;
  }

  /** Inside the commit that made the message. `hold` keeps it here that long, with what the list showed before it. */
  enqueue(messageId: string, now: string, hold?: { readonly ms: number; readonly before: Latest }): void {
    const message = this.#store.message(messageId);
    if (message === null) throw new Error(`no message ${messageId} to send`);
    this.#store.run(
      "INSERT INTO outbox (message, conversation, channel, due, attempt, before) VALUES (?, ?, ?, ?, 0, ?)",
      message.id,
      message.conversationId,
      message.channelId,
      Date.parse(now) + (hold?.ms ?? 0),
      hold === undefined ? null : JSON.stringify(hold.before),
    );
  }

  /** One that no provider can have yet is replaced, and what it would have come back to stays. */
  enqueueReaction(message: Message, emoji: string | null, before: Reaction | null, now: number): void {
    const waiting = this.#store.rows<{ id: number; reaction: string }>(
      "SELECT id, reaction FROM outbox WHERE message = ? AND reaction IS NOT NULL AND granted_at IS NULL",
      message.id,
    );
    const earlier = waiting.map(({ reaction }) => JSON.parse(reaction) as QueuedReaction)[0];
    for (const { id } of waiting) this.#store.run("DELETE FROM outbox WHERE id = ?", id);
    const queued: QueuedReaction = { emoji, before: earlier === undefined ? before : earlier.before };
    this.#store.run(
      "INSERT INTO outbox (message, conversation, channel, due, attempt, reaction) VALUES (?, ?, ?, ?, 0, ?)",
      message.id,
      message.conversationId,
      message.channelId,
      now,
      JSON.stringify(queued),
    );
  }

  /** The row of a message that no provider can have yet; null when there is none. */
  waiting(messageId: string): { before: Latest | null } | null {
    const row = this.#store.rows<{ before: string | null }>(
      `SELECT before FROM outbox WHERE message = ? AND attempt = 0 AND granted_at IS NULL AND reaction IS NULL
       UNION ALL SELECT NULL AS before FROM schedule WHERE message = ?`,
      messageId,
      messageId,
    )[0];
    if (row === undefined) return null;
    return { before: row.before === null ? null : (JSON.parse(row.before) as Latest) };
  }

  /** Takes a message back. One that was held after it then has before it what this one had. */
  withdraw(message: Message): void {
    const before = this.waiting(message.id)?.before ?? null;
    this.#store.run("DELETE FROM outbox WHERE message = ? AND reaction IS NULL", message.id);
    this.#store.run("DELETE FROM schedule WHERE message = ?", message.id);
    if (before === null) return;
    this.#store.run(
      "UPDATE outbox SET before = ? WHERE conversation = ? AND before ->> '$.lastPosition' = ?",
      JSON.stringify(before),
      message.conversationId,
      message.position,
    );
  }

  /** What may be sent now, oldest first: never a message behind one of its own conversation. `mayTake` is asked for each. */
  sendable(now: number, limit: number, mayTake: (channel: Channel) => boolean = () => true): OutboxRow[] {
    const rows = this.#store.rows<OutboxRow & Record<string, SqlStorageValue>>(
      `SELECT * FROM outbox AS o WHERE granted_at IS NULL AND due <= ?
       AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.conversation = o.conversation AND e.id < o.id)
       ORDER BY id`,
      now,
    );
    // Asked after every turn, and mostly there is nothing: then the channels need not be read.
    if (rows.length === 0) return [];
    const usable = this.#usableChannels();
    const taken: OutboxRow[] = [];
    for (const row of rows) {
      if (taken.length === limit) break;
      const channel = usable.get(row.channel);
      if (channel !== undefined && mayTake(channel)) taken.push(row);
    }
    return taken;
  }

  grant(row: OutboxRow, now: number): OutboxRow {
    this.#store.run("UPDATE outbox SET granted_at = ?, attempt = attempt + 1 WHERE id = ?", now, row.id);
    return { ...row, attempt: row.attempt + 1, granted_at: now };
  }

  /** Whether a later reaction to the message waits already. */
  hasReaction(messageId: string): boolean {
    return this.#store.rows("SELECT 1 FROM outbox WHERE message = ? AND reaction IS NOT NULL", messageId).length > 0;
  }

  /** Grants whose answer will not come any more: too old, or of a hub that is gone. */
  lostGrants(now: number, inFlight: Pick<ReadonlyMap<number, unknown>, "has">): OutboxRow[] {
    return this.#store
      .rows<OutboxRow & Record<string, SqlStorageValue>>(
        "SELECT * FROM outbox WHERE granted_at IS NOT NULL ORDER BY id",
      )
      .filter((row) => !inFlight.has(row.id) || (row.granted_at ?? 0) + timing.grantTtlMs <= now);
  }

  /** Back in the queue after an answer that proves non-acceptance. */
  postpone(row: OutboxRow, due: number): void {
    this.#store.run("UPDATE outbox SET granted_at = NULL, due = ? WHERE id = ?", due, row.id);
  }

  remove(row: OutboxRow): void {
    this.#store.run("DELETE FROM outbox WHERE id = ?", row.id);
  }

  isGranted(row: OutboxRow): boolean {
    return (
      this.#store.rows(
        "SELECT 1 FROM outbox WHERE id = ? AND attempt = ? AND granted_at IS NOT NULL",
        row.id,
        row.attempt,
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
    const rows = this.#store.rows<{ channel: string; at: number }>(
      `SELECT channel, min(CASE WHEN granted_at IS NULL THEN due ELSE granted_at + ? END) AS at FROM outbox
       WHERE granted_at IS NOT NULL OR due > ? GROUP BY channel`,
      timing.grantTtlMs,
      now,
    );
    if (rows.length === 0) return null;
    const usable = this.#usableChannels();
    let next: number | null = null;
    for (const { channel, at } of rows) {
      if (usable.has(channel) && (next === null || at < next)) next = at;
    }
    return next;
  }

  /** A stopped channel keeps its queue and sends nothing until someone mends it. */
  #usableChannels(): Map<string, Channel> {
    return new Map(
      this.#store
        .channels()
        .filter((channel) => channel.state === "connected")
        .map((channel) => [channel.id, channel]),
    );
  }
}
