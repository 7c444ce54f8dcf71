import type { Team } from "../protocol/catalog-records.ts";
import type { Agent, Conversation } from "../protocol/records.ts";

export interface Turns {
  readonly team: Pick<Team, "agentIds" | "capacity">;
  /** Who had the last turn, also when that agent could not take another; null before the first. */
  readonly last: string | null;
  /** Those who are here and neither away nor busy. */
  readonly online: ReadonlySet<string>;
  /** null for who never was a member. */
  agent(id: string): Pick<Agent, "role" | "deleted"> | null;
  /** How many active conversations the agent has. */
  load(id: string): number;
}

/** C7: who of the team takes the next conversation, in turn; null when nobody can. */
export function nextAssignee({ team, last, online, agent, load }: Turns): string | null {
  const { agentIds, capacity } = team;
  const after = last === null ? 0 : agentIds.indexOf(last) + 1;
  const inTurn = [...agentIds.slice(after), ...agentIds.slice(0, after)];
  return (
    inTurn.find((id) => {
      if (!online.has(id)) return false;
      const member = agent(id);
      if (member === null || member.deleted === true || member.role === "viewer") return false;
      return capacity === null || load(id) < capacity;
    }) ?? null
  );
}

/**
 * Who counts as having had the last turn when the team's agents change. Where it is someone who leaves, it is whoever
 * came before: the next turn stays the next one's, and nobody gets two.
 */
export function lastAmong(before: readonly string[], now: readonly string[], last: string | null): string | null {
  if (last === null) return null;
  const at = before.indexOf(last);
  const backwards = [...before.slice(0, at + 1).reverse(), ...before.slice(at + 1).reverse()];
  return backwards.find((id) => now.includes(id)) ?? null;
}

type Placed = Pick<Conversation, "status" | "assigneeId" | "teamId" | "inboundCount" | "deleted">;

/**
 * The customer began or took up again: what goes to the channel's team. An echo, imported history or an agent who writes
 * first begins nothing.
 */
export function isOpened(before: Placed | null, after: Placed): boolean {
  if (after.status !== "active" || after.inboundCount === 0) return false;
  return before === null || before.status !== "active" || before.inboundCount === 0;
}

/** The team whose turn it is to take this conversation after a change; null when it is nobody's. */
export function arrivesAt(before: Placed | null, after: Placed, channelTeamId: string | null): string | null {
  if (after.deleted === true || after.status !== "active" || after.assigneeId !== null) return null;
  const opened = isOpened(before, after);
  const teamId = after.teamId ?? (opened ? channelTeamId : null);
  // Taken from its agent by a person and left in its team, it is meant to be nobody's.
  return opened || before?.teamId !== teamId ? teamId : null;
}

/** Whether it still waits for this team's next turn. */
export function awaits(conversation: Placed | null, teamId: string): boolean {
  return (
    conversation !== null &&
    conversation.deleted !== true &&
    conversation.status === "active" &&
    conversation.assigneeId === null &&
    conversation.teamId === teamId
  );
}
