import { messages } from "../message.ts";

/** What is done to the conversations that are selected. */
export const bulk = messages("bulk", {
  title: "Selected conversations",
  none: "None selected",
  count: "{count, plural, one {# selected} other {# selected}}",
  all: "Select all shown",
  end: "End the selection",

  close: "Close",
  assign: "Assign",
  label: "Label",
  priority: "Priority",
  snooze: "Snooze",
  macro: "Macro",
  moreActions: "More actions",
  markRead: "Mark as read",
  markUnread: "Mark as unread",
  archive: "Archive",
  reopen: "Reopen",

  "search.assign": "Assign…",
  "search.label": "Label…",
  "search.priority": "Priority…",
  "search.snooze": "Snooze…",
  "search.macro": "Macro…",
  nothingYet: "There is nothing to choose from yet. The settings have it.",
  nothingFound: "Nothing of that name.",
  chosen: "chosen",
  me: "Me",
  nobody: "Nobody",
  noTeam: "No team",
});
