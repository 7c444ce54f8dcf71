import type { Label, MacroAction, Team } from "../../protocol/catalog-records.ts";
import type { Agent } from "../../protocol/records.ts";
import { gone } from "./gone.ts";
import { macros as words } from "../messages/en/macros.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";

export type MacroStep = MacroAction["do"];

/** In the order of the menu. */
export const macroSteps = [
  "reply",
  "note",
  "label",
  "assign",
  "assignTeam",
  "prioritize",
  "snooze",
  "close",
  "archive",
  "reopen",
] as const satisfies readonly MacroStep[];

/** What a step does, as it is chosen. */
export function stepName(step: MacroStep): string {
  return t(words[`step.${step}`]);
}

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
      return action.add.length + action.remove.length === 0 ? t(words.labelMissing) : null;
    case "reply":
    case "note":
      return action.body.trim() === "" ? t(words.textMissing) : null;
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
      if (action.agentId === null) return t(words["does.assignToNobody"]);
      if (action.agentId === "me") return t(words["does.assignToMe"]);
      return t(words["does.assign"], { name: nameIn(names.agents, action.agentId, gone.agent) });
    case "assignTeam":
      return action.teamId === null
        ? t(words["does.takeFromTeam"])
        : t(words["does.assignTeam"], { name: nameIn(names.teams, action.teamId, gone.team) });
    case "label":
      return labellingInWords(action, names);
    case "prioritize":
      return action.priority === "none"
        ? t(words["priority.none"])
        : t(words["does.prioritize"], { priority: action.priority });
    case "snooze": {
      const unit = unitOf(action.minutes);
      return t(words[`does.snooze.${unit}`], { n: action.minutes / snoozeUnits[unit] });
    }
    case "reply":
      return t(words["does.reply"], { text: shortened(action.body) });
    case "note":
      return t(words["does.note"], { text: shortened(action.body) });
    case "close":
    case "archive":
    case "reopen":
      return stepName(action.do);
  }
}

const listed = perLocale((tag) => new Intl.ListFormat(tag, { type: "unit", style: "short" }));

function labellingInWords({ add, remove }: Extract<MacroAction, { do: "label" }>, { labels }: Names): string {
  const named = (ids: readonly string[]) => listed().format(ids.map((id) => nameIn(labels, id, gone.label)));
  if (add.length === 0) return t(words["does.removeLabels"], { removed: named(remove) });
  if (remove.length === 0) return t(words["does.addLabels"], { added: named(add) });
  return t(words["does.changeLabels"], { added: named(add), removed: named(remove) });
}

function nameIn(records: readonly { id: string; name: string }[], id: string, otherwise: string): string {
  return records.find((record) => record.id === id)?.name ?? otherwise;
}

const shownLength = 40;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= shownLength ? line : `${line.slice(0, shownLength).trimEnd()}…`;
}
