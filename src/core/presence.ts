import type { PresenceState } from "../protocol/signals.ts";

/** One socket's part in who is here. */
export interface Seat {
  readonly agentId: string;
  readonly state: PresenceState;
  /** The conversation that is open in it. */
  readonly viewing: string | null;
}

export interface Presence {
  /** Who is not in here is offline. */
  readonly states: ReadonlyMap<string, PresenceState>;
  /** Conversation → those who look at it, sorted. */
  readonly viewing: ReadonlyMap<string, readonly string[]>;
}

/** Several tabs and devices are one agent: busy when it was chosen anywhere, else online when any of them is. */
export function presenceOf(seats: readonly Seat[]): Presence {
  const states = new Map<string, PresenceState>();
  const viewing = new Map<string, string[]>();
  for (const { agentId, state, viewing: open } of seats) {
    states.set(agentId, stronger(states.get(agentId), state));
    if (open === null) continue;
    const viewers = viewing.get(open) ?? [];
    if (!viewers.includes(agentId)) viewing.set(open, [...viewers, agentId].sort());
  }
  return { states, viewing };
}

const strength: Record<PresenceState, number> = { away: 0, online: 1, busy: 2 };

function stronger(a: PresenceState | undefined, b: PresenceState): PresenceState {
  return a !== undefined && strength[a] >= strength[b] ? a : b;
}
