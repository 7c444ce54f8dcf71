import type { PresenceState } from "../protocol/signals.ts";
import type { Admission } from "./rpc.ts";

/** What a socket's attachment holds: all that must survive hibernation. */
export interface Session {
  readonly agentId: string;
  /** When its socket ends, Unix milliseconds. */
  readonly expiresAt: number;
  /** The person's sign-in, when that ends by itself (Unix milliseconds), and how the org was named: for its resume tickets. */
  readonly sid: string;
  readonly sessionEndsAt: number;
  readonly org: string;
  /** The client session that alone may say hello here: it came with that one's ticket. null: any may. */
  readonly reservedFor: string | null;
  /** The client-made id of its tab; null until `hello`, and until then it gets no changes. */
  readonly session: string | null;
  /** When it became this session, Unix milliseconds. */
  readonly since: number;
  /** When it connected or last sent a frame, Unix milliseconds. In here, since an eviction must not forget it. */
  readonly signAt: number;
  /** What it last signalled. */
  readonly state: PresenceState;
  readonly viewing: string | null;
  readonly typing: { readonly conversationId: string; readonly until: number } | null;
  /** True when the others were told that it fell silent: what a hub that was just woken cannot know otherwise. */
  readonly isSilent: boolean;
  /** True when it was closed here: the platform lists it until its other side has answered, which may be never. */
  readonly isOver: boolean;
}

export function newSession(admission: Admission, now: number): Session {
  const { agentId, expiresAt, sid, sessionEndsAt, org, resume } = admission;
  return {
    agentId,
    expiresAt,
    sid,
    sessionEndsAt,
    org,
    reservedFor: resume?.session ?? null,
    session: null,
    since: now,
    signAt: now,
    state: "online",
    viewing: null,
    typing: null,
    isSilent: false,
    isOver: false,
  };
}
