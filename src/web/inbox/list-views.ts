import type { ConversationFilter } from "../../protocol/resources.ts";

/** The lists that the page has, of those that there are. */
export const views = [
  "all",
  "mine",
  "unassigned",
  "unread",
  "closed",
  "archived",
] as const satisfies readonly ConversationFilter[];
export type View = (typeof views)[number];

export const viewNames: Readonly<Record<View, string>> = {
  all: "All",
  mine: "Mine",
  unassigned: "Unassigned",
  unread: "Unread",
  closed: "Closed",
  archived: "Archived",
};

export function isView(text: string): text is View {
  return views.some((view) => view === text);
}
