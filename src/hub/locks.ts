import { alive } from "../core/lock.ts";
import type { LockState } from "../core/lock.ts";
import { emptyState } from "../core/state.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Sessions } from "./sessions.ts";
import type { LockRow } from "./lock-table.ts";
import type { Store } from "./store.ts";

/**
 * Locks over time (I5). A session's pings are answered and timed by the platform without waking the hub, so
 * what is stored runs behind the truth. One alarm for all locks stores the true time whenever less than
 * `lockMarginMs` of the stored one are left: a reset, which loses the times of the pings and calls no close
 * handler, then always leaves that long to come back.
 */
export class Locks {
  readonly #store: Store;
  readonly #sessions: Sessions;
  readonly #committer: Committer;

  constructor(store: Store, sessions: Sessions, committer: Committer) {
    this.#store = store;
    this.#sessions = sessions;
    this.#committer = committer;
  }

  /** A conversation's lock with its true expiry; null when nobody holds it. */
  of(conversationId: string): LockState | null {
    const row = this.#store.locks.one(conversationId);
    return row === null ? null : this.#state(row);
  }

  /** The alarm's part: stores signs of life, announces what has expired. */
  sweep(now: number): void {
    const at = new Date(now).toISOString();
    const over = this.#store.locks.held().filter((row) => {
      const lock = this.#state(row);
      const expiresAt = Date.parse(lock.expiresAt);
      const isDue = row.aliveUntil - now <= timing.lockMarginMs;
      if (isDue && expiresAt > row.aliveUntil) this.#store.locks.renew(lock.conversationId, lock.session, expiresAt);
      return alive(lock, at) === null;
    });
    if (over.length === 0) return;
    this.#committer.commit((turn) => {
      for (const row of over) this.end(turn, row, "lock:expired");
    });
  }

  end(turn: Turn, row: LockRow, event: "lock:expired" | "lock:released"): void {
    const lock = this.#state(row);
    const { shared } = fold({ ...emptyState, lock }, [{ event, lock }]);
    turn.write({ actor: "hub", cause: null, ...shared });
  }

  /** A session has ended here: its last sign of life is stored, since its socket can be asked no more. */
  remember(agentId: string, session: string, signAt: number): void {
    const aliveUntil = signAt + timing.lockTtlMs;
    for (const row of this.#store.locks.held()) {
      const isTheirs = row.session === session && row.record.agentId === agentId;
      if (isTheirs && aliveUntil > row.aliveUntil) this.#store.locks.renew(row.record.id, session, aliveUntil);
    }
  }

  /** When the stored life of a lock has to be looked at next, Unix milliseconds. */
  nextDue(now: number): number | null {
    let next: number | null = null;
    for (const aliveUntil of this.#store.locks.deadlines()) {
      const at = aliveUntil - timing.lockMarginMs > now ? aliveUntil - timing.lockMarginMs : Math.max(aliveUntil, now);
      if (next === null || at < next) next = at;
    }
    return next;
  }

  #state({ record, session, token, aliveUntil }: LockRow): LockState {
    const { conversationId, agentId, agentName } = record;
    // Whoever comes back after the end does not bring it back.
    const signAt = session === null ? 0 : this.#sessions.signs.lastOf(agentId, session, aliveUntil);
    const expiresAt = new Date(Math.max(aliveUntil, signAt + timing.lockTtlMs)).toISOString();
    return { conversationId, agentId, agentName, session, token, expiresAt };
  }
}
