import type { Env } from "../env.ts";

/** The origins of our own page: the public one, and the one by which this request was reached. */
export function ownOrigins(env: Env, request: Request): string[] {
  return [new URL(env.PUBLIC_URL).origin, new URL(request.url).origin];
}

/**
 * Whether a page of somebody else made the request. A browser always says where a cross-site request or a
 * socket comes from; programs say nothing, and an absent `Origin` passes.
 */
export function isForeignOrigin(env: Env, request: Request): boolean {
  const origin = request.headers.get("origin");
  return origin !== null && !ownOrigins(env, request).includes(origin);
}
