import type { Activity } from "../../protocol/activity.ts";
import { listText } from "../list-text.ts";
import { activity as words } from "../messages/en/activity.ts";
import { t } from "../messages/t.ts";

/** Somebody as the reader knows them; "gone": not here any more, or a program. */
export type Person = { readonly is: "you" | "gone" } | { readonly is: "named"; readonly name: string };

/** How the reader knows who and what an activity names; teams and labels have words for those that are gone. */
export interface ActivityNames {
  person(id: string): Person;
  /** With the word team; a noun that can stand in the middle of a sentence. */
  team(id: string): string;
  label(id: string): string;
  /** A time to come, in short. */
  until(iso: string): string;
}

/**
 * What was done to the conversation, in a line. What nobody did was done by a time, a rule or the customer; `wokeUp`
 * says that a conversation was reopened by its time.
 */
export function activityWords(activity: Activity, names: ActivityNames, wokeUp: boolean): string {
  const by = actorOf(activity, names);
  switch (activity.activity) {
    case "closed":
      return t(words.closed, by);
    case "archived":
      return t(words.archived, by);
    case "reopened":
      if (activity.actorId !== null) return t(words.reopened, by);
      return t(wokeUp ? words.wokeUp : words.customerWrote);
    case "snoozed":
      return t(words.snoozed, { time: names.until(activity.until), ...by });
    case "assigned":
      return assignedWords(activity, names);
    case "labeled":
      return labeledWords(activity, names);
    case "prioritized":
      return t(words.prioritized, { priority: activity.priority, ...by });
  }
}

function actorOf({ actorId }: Activity, names: ActivityNames): { who: string; name: string } {
  if (actorId === null) return { who: "nobody", name: "" };
  const actor = names.person(actorId);
  return { who: actor.is, name: nameOf(actor) };
}

function nameOf(person: Person): string {
  return person.is === "named" ? person.name : "";
}

function assignedWords(activity: Activity & { activity: "assigned" }, names: ActivityNames): string {
  const { actorId, assigneeId, previousAssigneeId, teamId, previousTeamId } = activity;
  const by = actorOf(activity, names);
  const team = teamId !== null && teamId !== previousTeamId ? names.team(teamId) : null;
  if (assigneeId !== null && assigneeId !== previousAssigneeId) {
    if (assigneeId === actorId && team === null) return t(words.took, by);
    const person = names.person(assigneeId);
    const to = { to: person.is, agent: nameOf(person) };
    return team === null ? t(words.assigned, { ...to, ...by }) : t(words.assignedToBoth, { ...to, team, ...by });
  }
  if (team !== null) return t(words.assignedToTeam, { team, ...by });
  if (teamId === null && previousTeamId !== null && assigneeId === previousAssigneeId)
    return t(words.takenFromTeam, { team: names.team(previousTeamId), ...by });
  return t(words.unassigned, by);
}

function labeledWords(activity: Activity & { activity: "labeled" }, names: ActivityNames): string {
  const by = actorOf(activity, names);
  const list = (ids: readonly string[]) => listText(ids.map((id) => names.label(id)));
  const added = list(activity.added);
  const removed = list(activity.removed);
  if (removed === "") return t(words.labelsAdded, { added, ...by });
  return added === "" ? t(words.labelsRemoved, { removed, ...by }) : t(words.labelsChanged, { added, removed, ...by });
}
