import { proxyDurable } from "itty-durable";
import type { MiddlewareHandler } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { clientAddress } from "./client-address.ts";
import type { AppEnv } from "./context.ts";
import type { Env } from "../env.ts";
import { problem } from "./problem.ts";
import type { Admission } from "./throttle.ts";

/** The methods of `Throttle` as itty-durable offers them: every call crosses by `fetch`. */
interface ThrottleProxy {
  take(limit: number, windowMs: number): Promise<Admission>;
  reserve(limit: number, windowMs: number): Promise<Admission>;
  settle(entry: string, failed: boolean): Promise<unknown>;
}

const CredentialsSchema = v.object({ email: v.string() });

/** Counts every request to one of the public auth endpoints by its client's address. */
export function throttleAddress(endpoint: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const throttle = await throttleOf(c.env, [endpoint, clientAddress(c.req.raw)]);
    const admission = await throttle.take(limits.attemptsPerAddress, timing.addressWindowMs);
    return admission.admitted ? next() : tooManyAttempts(admission.retryAfterMs);
  };
}

/**
 * Counts failed sign-ins by e-mail and client address. Only a refused password is a failure: what is wrong
 * with the request itself, or with us, is nobody's guess.
 */
export const throttleSignIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  const email = await emailOf(c.req.raw);
  if (email === null) return next();
  const throttle = await throttleOf(c.env, ["sign-in", clientAddress(c.req.raw), email]);
  const admission = await throttle.reserve(limits.signInFailures, timing.signInWindowMs);
  if (!admission.admitted) return tooManyAttempts(admission.retryAfterMs);
  let failed = false;
  try {
    await next();
    failed = c.res.status === 401;
  } finally {
    await throttle.settle(admission.entry, failed);
  }
};

/** Counts mails asked for by e-mail and client address, whatever comes of them: nobody's inbox is to be flooded. */
export const throttleMail: MiddlewareHandler<AppEnv> = async (c, next) => {
  const email = await emailOf(c.req.raw);
  if (email === null) return next();
  const throttle = await throttleOf(c.env, ["mail", clientAddress(c.req.raw), email]);
  const admission = await throttle.take(limits.signInFailures, timing.signInWindowMs);
  return admission.admitted ? next() : tooManyAttempts(admission.retryAfterMs);
};

function tooManyAttempts(retryAfterMs: number): Response {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return problem(
    { code: "too_many_attempts", message: "Too many attempts. Try again later.", details: { retryAfter: seconds } },
    seconds,
  );
}

/** The e-mail in a request's JSON, as the auth library compares it; null when there is none to count by. */
async function emailOf(request: Request): Promise<string | null> {
  if (request.body === null) return null;
  const parsed = v.safeParse(CredentialsSchema, await request.clone().json());
  return parsed.success ? parsed.output.email.trim().toLowerCase() : null;
}

/** The counter of a key. Hashed, since an object's name travels in a header (ASCII) and shows in dashboards. */
async function throttleOf(env: Env, key: readonly string[]): Promise<ThrottleProxy> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(key)));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // Without the prefix itty-durable would take 64 hex digits for an object's id instead of a name.
  const proxy = proxyDurable(env.THROTTLE, { name: "THROTTLE", parse: true }).get(`key:${hex}`) as ThrottleProxy;
  // Not the proxy itself: it answers to every name, so that an `await` of it would call `then` on the object.
  return {
    take: (limit, windowMs) => proxy.take(limit, windowMs),
    reserve: (limit, windowMs) => proxy.reserve(limit, windowMs),
    settle: (entry, failed) => proxy.settle(entry, failed),
  };
}
