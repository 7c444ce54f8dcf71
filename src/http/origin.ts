import type { Env } from "../env.ts";

/** The origins of our own page: the public one, and the one by which this request was reached. */
export function ownOrigins(env: Env, request: Request): string[] {
  return [new URL(env.PUBLIC_URL).origin, new URL(request.url).origin];
}

/**
 * Whether a page of somebody else made the request. A browser says so by `Origin`, or by `Sec-Fetch-Site` where it sends
 * none, as with a link or a picture; programs say nothing, and an absent `Origin` passes.
 */
export function isForeignOrigin(env: Env, request: Request): boolean {
  const origin = request.headers.get("origin");
  if (origin !== null) return !ownOrigins(env, request).includes(origin);
  return ["cross-site", "same-site"].includes(request.headers.get("sec-fetch-site") ?? "");
}
