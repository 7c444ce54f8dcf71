import type { Settings, Team } from "../protocol/catalog-records.ts";
import type { Agent, Conversation } from "../protocol/records.ts";

/** C7: whether an agent may see a conversation. Who is limited to teams sees theirs, those of no team, and their own. */
export function sees(
  agent: Pick<Agent, "id" | "limitedTo">,
  conversation: Pick<Conversation, "teamId" | "assigneeId">,
): boolean {
  const { teamId, assigneeId } = conversation;
  return (
    agent.limitedTo === undefined || teamId === null || assigneeId === agent.id || agent.limitedTo.includes(teamId)
  );
}

/** The teams to which an agent is limited, or undefined for one who sees everything. */
export function limitOf(
  { id, role }: Pick<Agent, "id" | "role">,
  teams: readonly Pick<Team, "id" | "agentIds">[],
  settings: Pick<Settings, "limitedRoles"> | null,
): string[] | undefined {
  if (settings === null || !settings.limitedRoles.some((limited) => limited === role)) return undefined;
  return teams
    .filter(({ agentIds }) => agentIds.includes(id))
    .map((team) => team.id)
    .sort();
}
