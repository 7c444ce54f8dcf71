import type { LockState } from "../core/lock.ts";
import type { Lock } from "../protocol/records.ts";
import type { RecordKey } from "./record-key.ts";
import type { Store } from "./store.ts";

export interface LockRow {
  readonly record: Lock;
  readonly session: string | null;
  readonly token: string;
  /** Stored, Unix milliseconds; signs of life since then are not in it. */
  readonly aliveUntil: number;
}

/** The locks' table: beside the record that clients see, what is the hub's alone. */
export class LockTable {
  readonly #store: Pick<Store, "run" | "rows">;

  constructor(store: Pick<Store, "run" | "rows">) {
    this.#store = store;
  }

  one(conversationId: string): LockRow | null {
    return this.#select("SELECT * FROM lock WHERE conversation = ? AND is_held = 1", conversationId)[0] ?? null;
  }

  /** Held locks, alive or not yet announced as expired. */
  held(): LockRow[] {
    return this.#select("SELECT * FROM lock WHERE is_held = 1");
  }

  /** `aliveUntil` of each held lock. */
  deadlines(): number[] {
    const rows = this.#store.rows<{ alive_until: number }>("SELECT alive_until FROM lock WHERE is_held = 1");
    return rows.map((row) => row.alive_until);
  }

  records(): { key: RecordKey; json: string }[] {
    const rows = this.#store.rows<{ conversation: string; json: string }>(
      "SELECT conversation, json FROM lock WHERE is_held = 1",
    );
    return rows.map(({ conversation, json }) => ({ key: ["lock", conversation] as const, json }));
  }

  /** A sign of life: no `seq`, since nothing that a client decides by has changed. */
  renew(conversationId: string, session: string | null, aliveUntil: number): void {
    this.#store.run(
      "UPDATE lock SET session = ?, alive_until = ? WHERE conversation = ?",
      session,
      aliveUntil,
      conversationId,
    );
  }

  /** Without `holder` it is a tombstone. */
  put(lock: Lock, json: string, holder: Pick<LockState, "session" | "token"> | undefined): void {
    if (holder === undefined) {
      return this.#store.run("UPDATE lock SET json = ?, is_held = 0 WHERE conversation = ?", json, lock.id);
    }
    this.#store.run(
      `INSERT INTO lock (conversation, json, session, token, alive_until, is_held) VALUES (?, ?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET json = excluded.json, session = excluded.session, token = excluded.token,
         alive_until = excluded.alive_until, is_held = 1`,
      lock.id,
      json,
      holder.session,
      holder.token,
      Date.parse(lock.expiresAt),
    );
  }

  #select(statement: string, ...bindings: SqlStorageValue[]): LockRow[] {
    return this.#store
      .rows<{ json: string; session: string | null; token: string; alive_until: number }>(statement, ...bindings)
      .map(({ json, session, token, alive_until: aliveUntil }) => ({
        record: JSON.parse(json) as Lock,
        session,
        token,
        aliveUntil,
      }));
  }
}
