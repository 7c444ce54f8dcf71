import type { ConversationFilter } from "../../src/client/inbox.ts";

/** The lists that pages show, and that every client must have right at rest. */
export const lists: readonly ConversationFilter[] = [
  "all",
  "unread",
  "mine",
  "unassigned",
  "closed",
  "archived",
  "snoozed",
];
