import type { ConversationFilter, ConversationQuery } from "../../src/client/inbox.ts";

export type List = ConversationFilter | ConversationQuery;

/** The lists that pages show, and that every client must have right at rest. A client keeps twelve. */
export const lists: readonly List[] = [
  "all",
  "unread",
  "mine",
  "unassigned",
  "following",
  "closed",
  "archived",
  "snoozed",
  { filter: "all", label: "vip" },
  { filter: "all", assignee: "ben", priority: "urgent" },
];

export function queryOf(list: List): ConversationQuery {
  return typeof list === "string" ? { filter: list } : list;
}
