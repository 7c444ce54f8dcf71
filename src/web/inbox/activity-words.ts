import type { Activity } from "../../protocol/activity.ts";
import type { Priority } from "../../protocol/record-parts.ts";

/** How the reader knows who and what an activity names; each has words for those that are gone. */
export interface ActivityNames {
  /** `you` for the reader; a noun that can stand in the middle of a sentence. */
  agent(id: string): string;
  /** With the word team. */
  team(id: string): string;
  label(id: string): string;
  /** A time to come, in short. */
  until(iso: string): string;
}

const priorityWords: Readonly<Record<Priority, string>> = {
  none: "No priority",
  low: "Low priority",
  medium: "Medium priority",
  high: "High priority",
  urgent: "Urgent",
};

/**
 * What was done to the conversation, in a line. What nobody did was done by a time, a rule or the customer; `wokeUp`
 * says that a conversation was reopened by its time.
 */
export function activityWords(activity: Activity, names: ActivityNames, wokeUp: boolean): string {
  const actor = activity.actorId === null ? null : names.agent(activity.actorId);
  const by = actor === null ? "" : ` by ${actor}`;
  switch (activity.activity) {
    case "closed":
      return actor === null ? "Closed automatically" : capitalised(`${actor} closed this`);
    case "archived":
      return actor === null ? "Archived automatically" : capitalised(`${actor} archived this`);
    case "reopened":
      if (actor !== null) return capitalised(`${actor} reopened this`);
      return wokeUp ? "Back from snooze" : "Reopened: the customer wrote";
    case "snoozed":
      return `Snoozed until ${names.until(activity.until)}${by}`;
    case "assigned":
      return assignedWords(activity, names, by);
    case "labeled":
      return labeledWords(activity, names, actor);
    case "prioritized":
      return `${priorityWords[activity.priority]}${actor === null ? "" : `, set${by}`}`;
  }
}

function assignedWords(activity: Activity & { activity: "assigned" }, names: ActivityNames, by: string): string {
  const { actorId, assigneeId, previousAssigneeId, teamId, previousTeamId } = activity;
  const person = assigneeId !== null && assigneeId !== previousAssigneeId ? assigneeId : null;
  const team = teamId !== null && teamId !== previousTeamId ? names.team(teamId) : null;
  if (person !== null && person === actorId && team === null) return capitalised(`${names.agent(person)} took this`);
  const to = [...(person === null ? [] : [names.agent(person)]), ...(team === null ? [] : [team])];
  if (to.length > 0) return `Assigned to ${to.join(", ")}${by}`;
  if (teamId === null && previousTeamId !== null && assigneeId === previousAssigneeId)
    return `Taken from ${names.team(previousTeamId)}${by}`;
  return `Unassigned${by}`;
}

function labeledWords(
  { added, removed }: Activity & { activity: "labeled" },
  names: ActivityNames,
  actor: string | null,
): string {
  const list = (ids: readonly string[]) => ids.map((id) => names.label(id)).join(", ");
  const what = [
    ...(added.length === 0 ? [] : [`added ${list(added)}`]),
    ...(removed.length === 0 ? [] : [`removed ${list(removed)}`]),
  ].join(", ");
  return capitalised(actor === null ? what : `${actor} ${what}`);
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
