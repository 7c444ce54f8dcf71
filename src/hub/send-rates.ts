import { limits } from "../protocol/limits.ts";
import type { Channel } from "../protocol/records.ts";

interface Bucket {
  tokens: number;
  /** Unix milliseconds. */
  at: number;
}

/**
 * Keeps each number within the messages a second that its provider lets it send: a bucket of one second's tokens. In
 * memory: an eviction fills it again, which costs at most one second's worth more than the rate.
 */
export class SendRates {
  readonly #buckets = new Map<string, Bucket>();
  #nextAt: number | null = null;

  /** Takes a token; false when there is none, and then `nextAt` says when there will be. */
  take({ id, sendsPerSecond = limits.sendsPerSecond }: Channel, now: number): boolean {
    const bucket = this.#buckets.get(id) ?? { tokens: sendsPerSecond, at: now };
    const elapsedMs = Math.max(0, now - bucket.at);
    const tokens = Math.min(sendsPerSecond, bucket.tokens + (elapsedMs * sendsPerSecond) / 1_000);
    const isFree = tokens >= 1;
    this.#buckets.set(id, { tokens: isFree ? tokens - 1 : tokens, at: now });
    if (!isFree) {
      const at = now + Math.ceil(((1 - tokens) * 1_000) / sendsPerSecond);
      this.#nextAt = this.#nextAt === null ? at : Math.min(this.#nextAt, at);
    }
    return isFree;
  }

  /** When something that had to wait may go, Unix milliseconds; null when nothing waits. */
  get nextAt(): number | null {
    return this.#nextAt;
  }

  /** Before another look at what may go. */
  lookAgain(): void {
    this.#nextAt = null;
  }
}
