import type { Inbox } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { Narrowing } from "./list-views.ts";
import { channelNames } from "./names.ts";
import { priorityNames } from "./priority.tsx";

export const narrowingNames: Readonly<Record<Narrowing, string>> = {
  label: "Label",
  team: "Team",
  assignee: "Assignee",
  priority: "Priority",
  channel: "Channel",
};

export interface Choice {
  readonly value: string;
  readonly name: string;
}

/** By what a list can be narrowed, for people. */
function choicesOf(inbox: Inbox, by: Narrowing): Choice[] {
  const named = (all: readonly { readonly id: string; readonly name: string }[]) =>
    all.map(({ id, name }) => ({ value: id, name }));
  switch (by) {
    case "label":
      return named(inbox.catalog("label"));
    case "team":
      return named(inbox.catalog("team"));
    case "assignee":
      return inbox.agents().map(({ id, name }) => ({ value: id, name: id === inbox.me ? `${name} (you)` : name }));
    case "priority":
      return Object.entries(priorityNames)
        .toReversed()
        .map(([value, name]) => ({ value, name }));
    case "channel": {
      const channels = inbox.channels();
      const types = [...new Set(channels.map(({ channel }) => channel))];
      // A type says something only where there is more than one.
      return [
        ...(types.length > 1 ? types.map((type) => ({ value: type, name: channelNames[type] })) : []),
        ...named(channels),
      ];
    }
  }
}

/** Those of the present moment. */
export function useChoices(by: Narrowing): Choice[] {
  const inbox = useInbox();
  useInboxView((one) => sourceOf(one, by));
  return choicesOf(inbox, by);
}

/** From what they are made, which keeps its identity while nothing changed. */
function sourceOf(inbox: Inbox, by: Narrowing): unknown {
  switch (by) {
    case "label":
    case "team":
      return inbox.catalog(by);
    case "assignee":
      return inbox.agents();
    case "channel":
      return inbox.channels();
    case "priority":
      return null;
  }
}
