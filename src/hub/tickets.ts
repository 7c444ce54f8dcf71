import type { ResumeTicket } from "../protocol/frames.ts";
import type { Agent } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Session } from "./session.ts";

/** What a resume ticket says; times are Unix milliseconds. */
export interface TicketClaims {
  readonly agentId: string;
  readonly sid: string;
  readonly sessionEndsAt: number;
  readonly org: string;
  /** The client session that may use it. */
  readonly session: string;
  readonly accessSeq: number;
  readonly expiresAt: number;
}

/** Signs at once: a welcome is one synchronous turn. */
export type SignTicket = (claims: TicketClaims) => string;

/** The ticket with which a session that is being welcomed may come back without D1; it costs no row. */
export function ticketOf(
  { agentId, sid, sessionEndsAt, org }: Session,
  { accessSeq }: Agent,
  session: string,
  now: number,
  sign: SignTicket,
): ResumeTicket {
  const expiresAt = Math.min(now + timing.resumeTicketTtlMs, sessionEndsAt);
  const ticket = sign({ agentId, sid, sessionEndsAt, org, session, accessSeq, expiresAt });
  return { ticket, expiresAt: new Date(expiresAt).toISOString() };
}
