import type { MiddlewareHandler } from "hono";
import type { OrgHubRpc } from "../hub/rpc.ts";
import { timing } from "../protocol/timing.ts";
import type { AppEnv } from "./context.ts";
import { problem } from "./problem.ts";

/** D1 lags behind the hub by moments. These wait for it. */

type Projector = Pick<OrgHubRpc, "project">;

const pollMs = 50;

/**
 * Reads until what was read holds the change `minSeq`, for `timing.minSeqWaitMs` at most; null when it still
 * does not. The hub is asked to project at once, so that this seldom waits; D1 is asked again even when the
 * hub is out of reach, since a drain that is under way there may land.
 */
export async function readSince<T extends { seq: number }>(
  read: () => Promise<T>,
  hub: Projector,
  minSeq: number | undefined,
): Promise<T | null> {
  const deadline = Date.now() + timing.minSeqWaitMs;
  let page = await read();
  while (minSeq !== undefined && page.seq < minSeq) {
    const left = deadline - Date.now();
    if (left <= 0) return null;
    const pause = scheduler.wait(Math.min(pollMs, left));
    await Promise.race([hub.project().catch(() => pause), scheduler.wait(left)]);
    page = await read();
    if (page.seq < minSeq) await pause;
  }
  return page;
}

/**
 * Before a read of what is true now: D1 catches up with the hub, so that everything acknowledged is in it.
 * 503 when that takes longer than a reader waits or the hub is out of reach: an old answer would look new.
 */
export const fresh: MiddlewareHandler<AppEnv> = async (c, next) =>
  (await caughtUp(c.var.hub))
    ? next()
    : problem({ code: "unavailable", message: "The history is behind; try again in a moment." });

/** False when it takes longer than a reader waits. Throws when the hub is out of reach. */
export async function caughtUp(hub: Projector): Promise<boolean> {
  return Promise.race([hub.project().then(() => true), scheduler.wait(timing.minSeqWaitMs).then(() => false)]);
}
