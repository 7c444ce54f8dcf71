import { proxyDurable } from "itty-durable";
import type { Env } from "../env.ts";
import { problem } from "./problem.ts";
import type { Admission } from "./throttle.ts";

/** The methods of `Throttle` as itty-durable offers them: every call crosses by `fetch`. */
interface ThrottleProxy {
  take(limit: number, windowMs: number): Promise<Admission>;
  reserve(limit: number, windowMs: number): Promise<Admission>;
  settle(entry: string, isCounted: boolean): Promise<unknown>;
  forgetAll(): Promise<unknown>;
}

/** How often something may happen. */
export interface Counter {
  /** What is counted, and of whom or what. */
  readonly key: readonly string[];
  readonly limit: number;
  readonly windowMs: number;
}

export type Reservation =
  | { readonly admitted: true; settle(isCounted: boolean): Promise<void> }
  | { readonly admitted: false; readonly retryAfterMs: number };

/** Counts once, whatever comes of it. */
export async function take(env: Env, { key, limit, windowMs }: Counter): Promise<Admission> {
  return (await throttleOf(env, key)).take(limit, windowMs);
}

/** Counts once until it is settled, which may take it back. */
export async function reserve(env: Env, { key, limit, windowMs }: Counter): Promise<Reservation> {
  const throttle = await throttleOf(env, key);
  const admission = await throttle.reserve(limit, windowMs);
  if (!admission.admitted) return admission;
  return { admitted: true, settle: async (isCounted) => void (await throttle.settle(admission.entry, isCounted)) };
}

/** Starts a count anew. */
export async function forget(env: Env, key: readonly string[]): Promise<void> {
  await (await throttleOf(env, key)).forgetAll();
}

export function tooManyAttempts(retryAfterMs: number): Response {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return problem(
    { code: "too_many_attempts", message: "Too many attempts. Try again later.", details: { retryAfter: seconds } },
    seconds,
  );
}

/** The counter of a key. Hashed, since an object's name travels in a header (ASCII) and shows in dashboards. */
async function throttleOf(env: Env, key: readonly string[]): Promise<ThrottleProxy> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(key)));
  const hex = Buffer.from(digest).toString("hex");
  // Without the prefix itty-durable would take 64 hex digits for an object's id instead of a name.
  const proxy = proxyDurable(env.THROTTLE, { name: "THROTTLE", parse: true }).get(`key:${hex}`) as ThrottleProxy;
  // Not the proxy itself: it answers to every name, so that an `await` of it would call `then` on the object.
  return {
    take: (limit, windowMs) => proxy.take(limit, windowMs),
    reserve: (limit, windowMs) => proxy.reserve(limit, windowMs),
    settle: (entry, isCounted) => proxy.settle(entry, isCounted),
    forgetAll: () => proxy.forgetAll(),
  };
}
