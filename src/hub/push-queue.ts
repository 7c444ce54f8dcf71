import { together } from "../core/occurrence.ts";
import type { Occurrence } from "../core/occurrence.ts";
import { timing } from "../protocol/timing.ts";
import type { Store } from "./store.ts";

/** What one browser is to be told of one subject. */
export interface Push {
  readonly told: Occurrence;
  /** Messages of customers that it tells of. */
  readonly messages: number;
}

export interface PushRow {
  readonly id: string;
  readonly endpoint: string;
  /** `keyOf` the subject. */
  readonly subject: string;
  readonly due: number;
  /** When it is told no more, Unix milliseconds. */
  readonly until: number;
  /** How often it was granted so far. */
  readonly attempt: number;
  readonly granted_at: number | null;
  readonly json: string;
}

/**
 * The pushes that wait: one a browser and subject, with all that came meanwhile. As in the outbox, `due → granted` is on
 * disk before the request leaves, and is given once.
 */
export class PushQueue {
  readonly #store: Store;
  /** Asked after every turn, and mostly there is nothing. null when not looked since waking or a rollback. */
  #isEmpty: boolean | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  isEmpty(): boolean {
    this.#isEmpty ??= this.#store.rows("SELECT 1 FROM push LIMIT 1").length === 0;
    return this.#isEmpty;
  }

  /** Inside the commit whose events are told. What waits there already about the same is told together with it. */
  add(endpoint: string, subject: string, push: Push, now: number): void {
    const waiting = this.#store.rows<{ id: string; json: string }>(
      "SELECT id, json FROM push WHERE endpoint = ? AND subject = ? AND granted_at IS NULL",
      endpoint,
      subject,
    )[0];
    this.#isEmpty = false;
    const until = now + timing.pushTtlMs;
    if (waiting === undefined) {
      this.#store.run(
        "INSERT INTO push (endpoint, subject, id, due, until, attempt, json) VALUES (?, ?, ?, ?, ?, 0, ?)",
        endpoint,
        subject,
        crypto.randomUUID(),
        now + timing.pushDelayMs,
        until,
        JSON.stringify(push),
      );
      return;
    }
    const before = JSON.parse(waiting.json) as Push;
    const both: Push = {
      told: together([before.told, push.told]).told,
      messages: before.messages + push.messages,
    };
    // When it is due stays: a push service that asked for a pause gets it.
    this.#store.run(
      "UPDATE push SET json = ?, until = ? WHERE endpoint = ? AND subject = ? AND id = ?",
      JSON.stringify(both),
      until,
      endpoint,
      subject,
      waiting.id,
    );
  }

  due(now: number, limit: number): PushRow[] {
    return this.#store.rows<PushRow & Record<string, SqlStorageValue>>(
      "SELECT * FROM push WHERE granted_at IS NULL AND due <= ? ORDER BY due LIMIT ?",
      now,
      limit,
    );
  }

  grant(row: PushRow, now: number): PushRow {
    this.#update(row, "granted_at = ?, attempt = attempt + 1", now);
    return { ...row, attempt: row.attempt + 1, granted_at: now };
  }

  /** Back in the queue after an answer that proves that it was not taken. */
  postpone(row: PushRow, due: number): void {
    this.#update(row, "granted_at = NULL, due = ?", due);
  }

  remove({ endpoint, subject, id }: PushRow): void {
    this.#store.run("DELETE FROM push WHERE endpoint = ? AND subject = ? AND id = ?", endpoint, subject, id);
    this.#isEmpty = null;
  }

  /** Grants whose answer will not come any more: too old, or of a hub that is gone. */
  lostGrants(now: number, inFlight: ReadonlySet<string>): PushRow[] {
    return this.#store
      .rows<PushRow & Record<string, SqlStorageValue>>("SELECT * FROM push WHERE granted_at IS NOT NULL")
      .filter(({ id, granted_at }) => !inFlight.has(id) || (granted_at ?? 0) + timing.grantTtlMs <= now);
  }

  /** When something here wants attention next, Unix milliseconds; what is due by `now` waits for another's answer. */
  nextDue(now: number): number | null {
    if (this.isEmpty()) return null;
    const rows = this.#store.rows<{ at: number | null }>(
      `SELECT min(granted_at) + ? AS at FROM push WHERE granted_at IS NOT NULL
       UNION ALL SELECT min(due) FROM push WHERE granted_at IS NULL AND due > ?`,
      timing.grantTtlMs,
      now,
    );
    const times = rows.flatMap(({ at }) => at ?? []);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** What is held may have been rolled back, or rows removed by others. */
  forget(): void {
    this.#isEmpty = null;
  }

  #update({ endpoint, subject, id }: PushRow, set: string, value: number): void {
    this.#store.run(
      `UPDATE push SET ${set} WHERE endpoint = ? AND subject = ? AND id = ?`,
      value,
      endpoint,
      subject,
      id,
    );
  }
}
