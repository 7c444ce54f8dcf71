import type { CommandPayload } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { Priority } from "../protocol/record-parts.ts";
import type { Conversation } from "../protocol/records.ts";
import { labelsAfter } from "./label-change.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";

/** What a team does with a conversation beside answering it. */

/** C6: out of sight until a time, or until the customer writes. */
export function snooze(conversation: Conversation, until: string, asker: Asker, context: Context): Decision {
  const at = Date.parse(until);
  if (!(at > Date.parse(context.now))) return refused("invalid", "Snooze until a time to come.", { field: "until" });
  const snoozedUntil = new Date(at).toISOString();
  if (conversation.status === "snoozed" && conversation.snoozedUntil === snoozedUntil) return unchanged;
  return accepted(
    [{ event: "conversation:snoozed", agentId: asker.id, until: snoozedUntil }],
    [{ effect: "wake", conversationId: conversation.id, until: snoozedUntil }],
  );
}

/** C7: compare-and-set, so that of two who claim a conversation one learns who has it. */
export function assign(
  state: ConversationState,
  conversation: Conversation,
  payload: CommandPayload<"conversation:assign">,
  asker: Asker,
): Decision {
  const { assigneeId: previousAssigneeId, teamId: previousTeamId } = conversation;
  const { expect, teamId = previousTeamId } = payload;
  if (expect !== undefined && expect !== previousAssigneeId) {
    const holder = state.agents.find(({ id }) => id === previousAssigneeId);
    return refused("already_assigned", holder ? `${holder.name} has it.` : "It is assigned to nobody.", {
      assigneeId: previousAssigneeId,
      assigneeName: holder?.name ?? null,
    });
  }
  const team = state.teams.find(({ id }) => id === teamId);
  if (teamId !== null && teamId !== previousTeamId && team === undefined)
    return refused("not_found", "There is no such team.", { field: "teamId" });
  const leaves = team !== undefined && teamId !== previousTeamId && !team.agentIds.includes(previousAssigneeId ?? "");
  const { agentId: assigneeId = leaves ? null : previousAssigneeId } = payload;
  if (assigneeId === previousAssigneeId && teamId === previousTeamId) return unchanged;
  const assignee = state.agents.find(({ id }) => id === assigneeId);
  if (assigneeId !== null && assigneeId !== previousAssigneeId && assignee === undefined)
    return refused("not_found", "There is no such agent.", { field: "agentId" });
  if (assignee?.role === "viewer")
    return refused("invalid", "Who may only read cannot be assigned.", { field: "agentId" });
  return accepted([
    { event: "conversation:assigned", agentId: asker.id, assigneeId, previousAssigneeId, teamId, previousTeamId },
  ]);
}

/** C8: labels by id or by name. `add` and `remove` leave alone what another agent has put there meanwhile. */
export function label(
  state: ConversationState,
  conversation: Conversation,
  change: CommandPayload<"conversation:label">,
  asker: Asker,
): Decision {
  const relabeled = labelsAfter(state.labels, conversation.labels, change);
  if (!relabeled.ok) return relabeled;
  const next = relabeled.labels;
  if (next.length > limits.labelsPerConversation)
    return refused("invalid", `A conversation has up to ${limits.labelsPerConversation} labels.`, { field: "labels" });
  const added = next.filter((id) => !conversation.labels.includes(id));
  const removed = conversation.labels.filter((id) => !next.includes(id));
  if (added.length === 0 && removed.length === 0) return unchanged;
  return accepted([{ event: "conversation:labeled", agentId: asker.id, labels: next, added, removed }]);
}

export function prioritize(conversation: Conversation, priority: Priority, asker: Asker): Decision {
  if (conversation.priority === priority) return unchanged;
  return accepted([{ event: "conversation:prioritized", agentId: asker.id, priority }]);
}

/** Followers hear of a conversation that is not theirs. */
export function follow(conversation: Conversation, asker: Asker, wants: boolean): Decision {
  if ((conversation.followerIds ?? []).includes(asker.id) === wants) return unchanged;
  return accepted([{ event: wants ? "conversation:followed" : "conversation:unfollowed", agentId: asker.id }]);
}
