import { createDurable } from "itty-durable";

/**
 * Whether one more attempt may go ahead. `entry` names the attempt when it is later settled; `retryAfterMs`
 * is how long until the oldest counted attempt leaves the window.
 */
export type Admission =
  | { readonly admitted: true; readonly entry: string }
  | { readonly admitted: false; readonly retryAfterMs: number };

interface Entry {
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** An attempt whose outcome nobody reported by then counts as a failure: its client may have hung up on purpose. */
const pendingMs = 10_000;

/** What itty-durable keeps in `this.state`; its own types leave it empty. */
interface ThrottleState {
  readonly storage: DurableObjectStorage;
}

/**
 * Counts the attempts on one key (a client address, or an e-mail and an address) in a sliding window; one
 * object a key, so that the count is exact over the whole planet.
 *
 * Why it is exact: each decision reads and writes `entries` without an await between, and itty-durable
 * queues its `put` before it returns the response, which the output gate then holds back until the disk has
 * it. An attempt is counted *before* its outcome is known, since fifty parallel guesses would otherwise
 * all be judged against the same count; a success takes its entry back.
 */
export class Throttle extends createDurable({ autoPersist: true }) {
  entries: Entry[] = [];
  windowMs = 0;
  /** In memory only: after a restart nobody waits, and what was pending counts. */
  waiting = { settled: Promise.withResolvers<void>(), pending: new Map<string, number>() };

  /** Counts an attempt whatever comes of it. */
  take(limit: number, windowMs: number): Admission {
    const now = this.forget(windowMs);
    return this.entries.length < limit ? this.count(now) : this.refuse(now);
  }

  /**
   * Counts an attempt until `settle` says that it did not fail. While attempts are pending that could still
   * be taken back, one over the limit waits for them instead of being refused for failures that never were.
   */
  async reserve(limit: number, windowMs: number): Promise<Admission> {
    for (;;) {
      const now = this.forget(windowMs);
      if (this.entries.length < limit) {
        const admission = this.count(now);
        this.waiting.pending.set(admission.entry, now);
        return admission;
      }
      const oldest = Math.min(...this.waiting.pending.values());
      if (oldest === Infinity) return this.refuse(now);
      await Promise.race([this.waiting.settled.promise, scheduler.wait(Math.max(oldest + pendingMs - now, 1))]);
    }
  }

  /** Reports the outcome of a reserved attempt. */
  settle(entry: string, failed: boolean): void {
    if (!failed) this.entries = this.entries.filter(({ id }) => id !== entry);
    this.waiting.pending.delete(entry);
    this.waiting.settled.resolve();
    this.waiting.settled = Promise.withResolvers();
  }

  /** Starts anew: what was counted counts no more. */
  forgetAll(): void {
    this.entries = [];
  }

  /** Forgets the key when its window has passed: addresses are not kept longer than they are needed. */
  async alarm(): Promise<void> {
    await this.loadFromStorage();
    this.forget(this.windowMs);
    const oldest = this.entries[0];
    const { storage } = this.state as ThrottleState;
    await (oldest === undefined ? storage.deleteAll() : storage.setAlarm(oldest.at + this.windowMs));
  }

  override getPersistable(): object {
    return { entries: this.entries, windowMs: this.windowMs };
  }

  /** Drops what has left the window; returns the time it went by. */
  private forget(windowMs: number): number {
    const now = Date.now();
    this.windowMs = windowMs;
    this.entries = this.entries.filter(({ at }) => at > now - windowMs);
    for (const [id, at] of this.waiting.pending) if (at <= now - pendingMs) this.waiting.pending.delete(id);
    return now;
  }

  private count(now: number): Extract<Admission, { admitted: true }> {
    const entry = crypto.randomUUID();
    this.entries.push({ id: entry, at: now });
    if (this.entries.length === 1) void (this.state as ThrottleState).storage.setAlarm(now + this.windowMs);
    return { admitted: true, entry };
  }

  private refuse(now: number): Admission {
    const oldest = this.entries[0];
    return { admitted: false, retryAfterMs: oldest === undefined ? 0 : oldest.at + this.windowMs - now };
  }
}
