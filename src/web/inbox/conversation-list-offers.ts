import type { ConversationView, Inbox } from "../../client/inbox.ts";
import type { LabelColor } from "../../protocol/catalog-records.ts";
import { priorities } from "../../protocol/record-parts.ts";
import { bulk as words } from "../messages/en/bulk.ts";
import { inbox as inboxWords } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";
import { mayWrite } from "../settings/roles.ts";
import type { Change } from "./conversation-list-changes.ts";
import type { HeaderMenu } from "./open-menu.ts";
import { priorityName } from "./priority.tsx";
import { snoozeChoices, untilTime } from "./snooze-times.ts";
import { now } from "../clock.ts";

/** One thing that a menu offers for the conversations that are meant. */
export interface Offer {
  readonly key: string;
  readonly name: string;
  /** Said after the name: the time, for a snooze. */
  readonly hint?: string;
  /** It is so for all of them already. */
  readonly isOn?: boolean;
  readonly look?: { readonly agentId: string; readonly agentName: string } | { readonly color: LabelColor };
  readonly change: Change;
}

/** What can be chosen for these conversations, by menu. */
export function offersOf(
  menu: Exclude<HeaderMenu, "macro">,
  inbox: Inbox,
  meant: readonly ConversationView[],
): Offer[] {
  const all = (is: (view: ConversationView) => boolean) => meant.length > 0 && meant.every(is);
  switch (menu) {
    case "assign":
      return [...agentOffers(inbox, all), ...teamOffers(inbox, all)];
    case "label":
      return inbox.catalog("label").map(({ id, name, color }): Offer => {
        const isOn = all(({ record }) => record.labels.includes(id));
        const change: Change = { do: "label", add: isOn ? [] : [id], remove: isOn ? [id] : [] };
        return { key: id, name, isOn, look: { color }, change };
      });
    case "priority":
      return priorities.toReversed().map((priority) => ({
        key: priority,
        name: priorityName(priority),
        isOn: all(({ record }) => record.priority === priority),
        change: { do: "prioritize", priority },
      }));
    case "snooze": {
      const today = new Date(now());
      return snoozeChoices(today).map(({ key, name, until }) => ({
        key,
        name,
        hint: untilTime(until.toISOString(), today),
        change: { do: "snooze", until: until.toISOString() },
      }));
    }
  }
}

type All = (is: (view: ConversationView) => boolean) => boolean;

function agentOffers(inbox: Inbox, all: All): Offer[] {
  const assigned = (agentId: string | null, name: string, agentName = name): Offer => ({
    key: agentId ?? "nobody",
    name,
    isOn: all(({ record }) => record.assigneeId === agentId),
    ...(agentId === null ? {} : { look: { agentId, agentName } }),
    change: { do: "assign", agentId },
  });
  const writers = inbox.agents().filter(({ role }) => mayWrite(role));
  // Oneself first: it is whom one gives most to.
  const mine = writers.filter(({ id }) => id === inbox.me).map(({ id, name }) => assigned(id, t(words.me), name));
  const others = writers.filter(({ id }) => id !== inbox.me).map(({ id, name }) => assigned(id, name));
  return [...mine, ...others, assigned(null, t(words.nobody))];
}

function teamOffers(inbox: Inbox, all: All): Offer[] {
  const teams = inbox.catalog("team").map(({ id, name }) => ({ teamId: id, name: t(inboxWords.team, { name }) }));
  const choices = teams.length === 0 ? [] : [...teams, { teamId: null, name: t(words.noTeam) }];
  return choices.map(({ teamId, name }) => ({
    key: `team ${teamId ?? ""}`,
    name,
    isOn: all(({ record }) => record.teamId === teamId),
    change: { do: "assignTeam", teamId },
  }));
}
