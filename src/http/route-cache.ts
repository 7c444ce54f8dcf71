import { timing } from "../protocol/timing.ts";

/** While something is known already, D1 gets less time, and is left alone for a while when it fails. */
const refreshMs = 500;
const failedRefreshPauseMs = 5_000;
const maxEntries = 10_000;

interface Entry<T> {
  readonly value: T;
  checkedAt: number;
}

/**
 * What this isolate knows of the directory. An entry is fresh for `timing.routeTtlMs`; then one request asks
 * D1 again while the others go on with it, and when D1 is silent it stays in use. That something does not
 * exist is never remembered: a number connected a moment ago must be found.
 */
export class RouteCache<T> {
  readonly #entries = new Map<string, Entry<T>>();

  /** The cached or looked-up value; null when there is none. Throws when D1 fails and nothing is cached. */
  async get(key: string, nowMs: number, lookUp: () => Promise<T | null>): Promise<T | null> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return this.#keep(key, nowMs, await lookUp());
    if (nowMs - entry.checkedAt < timing.routeTtlMs) return entry.value;
    entry.checkedAt = nowMs - timing.routeTtlMs + failedRefreshPauseMs;
    try {
      return this.#keep(key, nowMs, await within(refreshMs, lookUp()));
    } catch {
      return entry.value;
    }
  }

  /** The next one to ask looks it up anew. */
  forget(key: string): void {
    this.#entries.delete(key);
  }

  #keep(key: string, nowMs: number, value: T | null): T | null {
    if (value === null) {
      this.#entries.delete(key);
      return null;
    }
    if (this.#entries.size >= maxEntries) this.#entries.clear();
    this.#entries.set(key, { value, checkedAt: nowMs });
    return value;
  }
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("D1 did not answer in time")), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}
