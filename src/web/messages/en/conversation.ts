import { messages } from "../message.ts";

/** The head of a conversation: what is known of it, and its menus. */
export const conversation = messages("conversation", {
  readOnly: "Your role may read, not answer.",
  notHere: "This conversation is not here",
  whyNotHere: "The link may be wrong, or it belongs to another organisation.",
  notOnDevice: "This conversation is not on this device",
  opensLater: "It opens as soon as Parley is reached again.",
  back: "Back to the list",

  close: "Close",
  reopen: "Reopen",
  "status.closed": "Closed",
  "status.archived": "Archived",
  "status.snoozed": "Snoozed",
  follow: "Follow",

  moreActions: "More actions",
  markUnread: "Mark as unread",
  archive: "Archive",
  "menu.snooze": "Snooze…",
  "menu.label": "Label…",
  "menu.priority": "Priority…",
  "menu.macro": "Run a macro…",

  assign: "Assign",
  assignTo: "Assign to…",
  assignedTo: "Assigned to {name}",
  assignedToYou: "Assigned to you",
  noAssignee: "Nobody of that name, and no team.",
  you: "You",
  me: "Me",
  nobody: "Nobody",
  noTeam: "No team",
  hasIt: "has it",

  label: "Label",
  labels: "Labels: {names}",
  noLabels: "No labels yet. Type a name to make one.",
  createLabel: "Create label “{name}”",

  priority: "Priority",
  setPriority: "Set priority",
  priorityIs: "Priority: {priority}",

  snooze: "Snooze",
  snoozeUntil: "Snooze until",
  dateAndTimeMenu: "Date and time…",
  wakeUp: "Wake up now",
  comesBack: "It comes back earlier when the customer writes.",
});
