import type { Inbox } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { priorities } from "../../protocol/record-parts.ts";
import { list as words } from "../messages/en/list.ts";
import { t } from "../messages/t.ts";
import type { Narrowing } from "./list-views.ts";
import { channelLabel, channelName } from "./names.ts";
import { priorityName } from "./priority.tsx";

export function narrowingName(by: Narrowing): string {
  return t(words[`by.${by}`]);
}

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
      return inbox
        .agents()
        .map(({ id, name }) => ({ value: id, name: id === inbox.me ? t(words.you, { name }) : name }));
    case "priority":
      return priorities.toReversed().map((value) => ({ value, name: priorityName(value) }));
    case "channel": {
      const channels = inbox.channels();
      const types = [...new Set(channels.map(({ channel }) => channel))];
      // A type says something only where there is more than one.
      return [
        ...(types.length > 1 ? types.map((type) => ({ value: type, name: channelName(type) })) : []),
        ...channels.map((channel) => ({ value: channel.id, name: channelLabel(channel) })),
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
