import type { Label, MacroAction, Team } from "../../protocol/catalog-records.ts";
import type { Priority } from "../../protocol/record-parts.ts";
import type { Agent } from "../../protocol/records.ts";
import { gone } from "./gone.ts";

export type MacroStep = MacroAction["do"];

/** What each step does, as it is chosen; in the order of the menu. */
export const stepNames: Readonly<Record<MacroStep, string>> = {
  reply: "Send a reply",
  note: "Add a note",
  label: "Change labels",
  assign: "Assign",
  assignTeam: "Give to a team",
  prioritize: "Set priority",
  snooze: "Snooze",
  close: "Close",
  archive: "Archive",
  reopen: "Reopen",
};

export const priorityNames: Readonly<Record<Priority, string>> = {
  none: "No priority",
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};

export const snoozeUnits = { minutes: 1, hours: 60, days: 24 * 60 } as const;
export type SnoozeUnit = keyof typeof snoozeUnits;

/** The largest unit in which the time is whole. */
export function unitOf(minutes: number): SnoozeUnit {
  if (minutes % snoozeUnits.days === 0) return "days";
  return minutes % snoozeUnits.hours === 0 ? "hours" : "minutes";
}

/** A step as it begins, before its fields are filled in. */
export function blankStep(step: MacroStep): MacroAction {
  switch (step) {
    case "assign":
      return { do: step, agentId: "me" };
    case "assignTeam":
      return { do: step, teamId: null };
    case "label":
      return { do: step, add: [], remove: [] };
    case "prioritize":
      return { do: step, priority: "high" };
    case "snooze":
      return { do: step, minutes: snoozeUnits.days };
    case "reply":
    case "note":
      return { do: step, body: "" };
    case "close":
    case "archive":
    case "reopen":
      return { do: step };
  }
}

/** What is missing before the step can do anything, in words; null when nothing is. */
export function missingIn(action: MacroAction): string | null {
  switch (action.do) {
    case "label":
      return action.add.length + action.remove.length === 0 ? "Choose a label to add or remove." : null;
    case "reply":
    case "note":
      return action.body.trim() === "" ? "Write the text." : null;
    case "assign":
    case "assignTeam":
    case "prioritize":
    case "snooze":
    case "close":
    case "archive":
    case "reopen":
      return null;
  }
}

export interface Names {
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
  readonly labels: readonly Label[];
}

/** A step in a few words, for the list: "Assign to me". */
export function stepInWords(action: MacroAction, names: Names): string {
  switch (action.do) {
    case "assign":
      if (action.agentId === null) return "Assign to nobody";
      return `Assign to ${action.agentId === "me" ? "me" : nameIn(names.agents, action.agentId, gone.agent)}`;
    case "assignTeam":
      return action.teamId === null ? "Take from its team" : `Give to ${nameIn(names.teams, action.teamId, gone.team)}`;
    case "label": {
      const named = (ids: readonly string[]) => ids.map((id) => nameIn(names.labels, id, gone.label)).join(", ");
      const parts = [
        ...(action.add.length === 0 ? [] : [`Add ${named(action.add)}`]),
        ...(action.remove.length === 0
          ? []
          : [`${action.add.length === 0 ? "Remove" : "remove"} ${named(action.remove)}`]),
      ];
      return parts.join(" and ");
    }
    case "prioritize":
      return action.priority === "none" ? "No priority" : `Priority ${priorityNames[action.priority].toLowerCase()}`;
    case "snooze":
      return `Snooze for ${timeInWords(action.minutes)}`;
    case "reply":
      return `Reply “${shortened(action.body)}”`;
    case "note":
      return `Note “${shortened(action.body)}”`;
    case "close":
    case "archive":
    case "reopen":
      return stepNames[action.do];
  }
}

function nameIn(records: readonly { id: string; name: string }[], id: string, otherwise: string): string {
  return records.find((record) => record.id === id)?.name ?? otherwise;
}

function timeInWords(minutes: number): string {
  const unit = unitOf(minutes);
  const n = minutes / snoozeUnits[unit];
  return `${n.toLocaleString()} ${n === 1 ? unit.slice(0, -1) : unit}`;
}

const shownLength = 40;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= shownLength ? line : `${line.slice(0, shownLength).trimEnd()}…`;
}
