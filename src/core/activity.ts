import type { Activity } from "../protocol/activity.ts";
import type { Conversation, Message } from "../protocol/records.ts";
import type { DomainEvent } from "./domain-events.ts";

/** What of an event the thread keeps a line of; null for what is no act upon the conversation. */
export function activityOf(event: DomainEvent): Activity | null {
  switch (event.event) {
    case "conversation:closed":
      return { activity: "closed", actorId: event.agentId };
    case "conversation:archived":
      return { activity: "archived", actorId: event.agentId };
    case "conversation:reopened":
      return { activity: "reopened", actorId: event.agentId };
    case "conversation:snoozed":
      return { activity: "snoozed", actorId: event.agentId, until: event.until };
    case "conversation:assigned": {
      const { agentId: actorId, assigneeId, previousAssigneeId, teamId, previousTeamId } = event;
      return { activity: "assigned", actorId, assigneeId, previousAssigneeId, teamId, previousTeamId };
    }
    case "conversation:labeled":
      return { activity: "labeled", actorId: event.agentId, added: [...event.added], removed: [...event.removed] };
    case "conversation:prioritized":
      return { activity: "prioritized", actorId: event.agentId, priority: event.priority };
    case "conversation:created":
    case "conversation:read":
    case "conversation:followed":
    case "conversation:unfollowed":
    case "contact:created":
    case "contact:updated":
    case "note:added":
    case "mention:created":
    case "mention:read":
    case "lock:acquired":
    case "lock:released":
    case "lock:expired":
    case "lock:taken_over":
    case "draft:saved":
    case "draft:discarded":
    case "message:received":
    case "message:echoed":
    case "message:queued":
    case "message:scheduled":
    case "contact:consented":
    case "message:status":
    case "message:updated":
    case "message:reacted":
    case "email:opened":
    case "email:clicked":
      return null;
  }
}

/** Names of who and what a line speaks of; their ids where a name is gone. */
export interface Names {
  agent(id: string): string;
  team(id: string): string;
  label(id: string): string;
}

/** A line of the thread. It has neither status nor effect, and the list does not show it. */
export function activityMessage(
  conversation: Conversation,
  activity: Activity,
  names: Names,
  given: { readonly id: string; readonly now: string; readonly seq: number },
): Message {
  return {
    kind: "message",
    id: given.id,
    seq: 0,
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: conversation.channelId,
    position: given.seq,
    number: conversation.inboundCount,
    direction: "outbound",
    type: "activity",
    body: sentence(activity, names),
    subject: null,
    content: { ...activity },
    status: null,
    error: null,
    providerId: null,
    authorId: activity.actorId,
    timestamp: given.now,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    campaignId: null,
  };
}

/** The same in English, for whoever reads the API. The page says it in the reader's language. */
function sentence(activity: Activity, names: Names): string {
  const by = activity.actorId === null ? "" : ` by ${names.agent(activity.actorId)}`;
  switch (activity.activity) {
    case "closed":
      return `Closed${by}`;
    case "archived":
      return `Archived${by}`;
    case "reopened":
      return `Reopened${by}`;
    case "snoozed":
      return `Snoozed until ${activity.until}${by}`;
    case "prioritized":
      return `Priority set to ${activity.priority}${by}`;
    case "labeled": {
      const parts = [
        ...activity.added.map((id) => `${names.label(id)} added`),
        ...activity.removed.map((id) => `${names.label(id)} removed`),
      ];
      return `Labels: ${parts.join(", ")}${by}`;
    }
    case "assigned":
      return `${assigned(activity, names)}${by}`;
  }
}

function assigned(activity: Activity & { activity: "assigned" }, names: Names): string {
  const { assigneeId, previousAssigneeId, teamId, previousTeamId } = activity;
  const parts: string[] = [];
  if (teamId !== previousTeamId) parts.push(teamId === null ? "taken from its team" : `team ${names.team(teamId)}`);
  if (assigneeId !== previousAssigneeId)
    parts.push(assigneeId === null ? "assigned to nobody" : `assigned to ${names.agent(assigneeId)}`);
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
