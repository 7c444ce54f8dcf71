import type { CommandPayload } from "../protocol/commands.ts";
import { timing } from "../protocol/timing.ts";
import type { DomainEvent } from "./domain-events.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, Decision } from "./state.ts";

/** A conversation's lock as a decision sees it. `expiresAt` is the true one: signs of life are counted in already. */
export interface LockState {
  readonly conversationId: string;
  readonly agentId: string;
  readonly agentName: string;
  /** The session whose signs of life keep it; null for one taken by REST, which lives by heartbeats. */
  readonly session: string | null;
  /** A fencing token: the `seq` at which the lock was taken, so that it only grows (I5). */
  readonly token: string;
  readonly expiresAt: string;
}

/** The lock, if it is alive. Expiry is computed where a decision needs it; the alarm only announces it. */
export function alive(lock: LockState | null, now: string): LockState | null {
  return lock !== null && lock.expiresAt > now ? lock : null;
}

/** Locking what one holds gives the same token, and a token that is not the current one is never overlooked; another session of the same agent takes it without asking. */
export function acquire(
  lock: LockState | null,
  payload: CommandPayload<"lock:acquire">,
  asker: Asker,
  context: Context,
): Decision {
  const held = alive(lock, context.now);
  if (payload.token !== undefined && !isOwnToken(held, payload.token, asker)) return stale();
  if (held === null)
    return accepted([
      ...expired(lock),
      { event: "lock:acquired", lock: taken(payload.conversationId, asker, context) },
    ]);
  if (held.agentId !== asker.id) return locked(held);
  return isOwn(held, asker) || payload.token !== undefined
    ? renewed(held, asker, context)
    : takenOver(held, asker, context);
}

/** The token proves who asks; the session that shows it keeps the lock from now on. */
export function heartbeat(
  lock: LockState | null,
  payload: CommandPayload<"lock:heartbeat">,
  asker: Asker,
  context: Context,
): Decision {
  const held = alive(lock, context.now);
  if (held === null || !isOwnToken(held, payload.token, asker)) return stale();
  return renewed(held, asker, context);
}

/** What nobody holds is released already; what another session holds is not this one's to release. */
export function release(
  lock: LockState | null,
  payload: CommandPayload<"lock:release">,
  asker: Asker,
  context: Context,
): Decision {
  const held = alive(lock, context.now);
  if (payload.token !== undefined && !isOwnToken(held, payload.token, asker)) return stale();
  if (held === null) return unchanged;
  if (payload.token === undefined && !isOwn(held, asker)) return locked(held);
  return accepted([{ event: "lock:released", lock: held }]);
}

/** One explicit step, always possible; the previous holder is told at once (I6). */
export function takeOver(
  lock: LockState | null,
  payload: CommandPayload<"lock:takeover">,
  asker: Asker,
  context: Context,
): Decision {
  const held = alive(lock, context.now);
  if (held === null || held.agentId === asker.id) return acquire(lock, payload, asker, context);
  return payload.token === undefined ? takenOver(held, asker, context) : stale();
}

/** What a send has to say about the lock first (I6): nothing, that it is taken over, or a refusal. */
export function lockForSend(
  lock: LockState | null,
  payload: { readonly lockToken?: string | undefined; readonly takeover?: boolean | undefined },
  asker: Asker,
  context: Context,
): { readonly events: readonly DomainEvent[] } | (Decision & { ok: false }) {
  const held = alive(lock, context.now);
  if (payload.lockToken !== undefined && payload.lockToken !== held?.token) return stale();
  if (held === null || held.agentId === asker.id) return { events: [] };
  if (payload.takeover !== true || asker.role === null) return locked(held);
  return {
    events: [
      { event: "lock:taken_over", lock: taken(held.conversationId, asker, context), previousAgentId: held.agentId },
    ],
  };
}

function isOwn(held: LockState, asker: Asker): boolean {
  return held.agentId === asker.id && held.session === asker.session;
}

function isOwnToken(held: LockState | null, token: string, asker: Asker): boolean {
  return held !== null && held.token === token && held.agentId === asker.id;
}

function taken(conversationId: string, asker: Asker, context: Context): LockState {
  return {
    conversationId,
    agentId: asker.id,
    agentName: asker.name,
    session: asker.session,
    token: String(context.seq),
    expiresAt: aliveUntil(context.now),
  };
}

function takenOver(held: LockState, asker: Asker, context: Context): Decision {
  return accepted([
    { event: "lock:taken_over", lock: taken(held.conversationId, asker, context), previousAgentId: held.agentId },
  ]);
}

/** No event: a sign of life takes no `seq`. */
function renewed(held: LockState, asker: Asker, context: Context): Decision {
  const lock = { ...held, session: asker.session, expiresAt: aliveUntil(context.now) };
  return accepted([], [{ effect: "renew", lock }]);
}

function expired(lock: LockState | null): DomainEvent[] {
  return lock === null ? [] : [{ event: "lock:expired", lock }];
}

function aliveUntil(now: string): string {
  return new Date(Date.parse(now) + timing.lockTtlMs).toISOString();
}

function locked(held: LockState): Decision & { ok: false } {
  const { agentId, agentName, expiresAt } = held;
  return refused("locked", `${agentName} is replying.`, { agentId, agentName, expiresAt });
}

function stale(): Decision & { ok: false } {
  return refused("stale", "This is not the lock's current token.");
}
