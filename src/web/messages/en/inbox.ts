import { messages } from "../message.ts";

/** What customers, channels, views and colleagues are called, on the list and in the thread. */
export const inbox = messages("inbox", {
  conversation: "Conversation",
  viewNotHere: "This view is not here",
  whyNotHere: "It was deleted, or it is a colleague's own.",
  allConversations: "All conversations",
  nothingOpen: "No conversation open",
  howToOpen: "Choose one from the list. With the keyboard: j and k move, Enter opens, ? shows all keys.",

  unknownCustomer: "Unknown customer",
  "channel.whatsapp": "WhatsApp",
  "channel.instagram": "Instagram",
  "channel.sms": "SMS",
  "channel.email": "E-mail",

  "view.all": "Open",
  "view.mine": "Mine",
  "view.unassigned": "Unassigned",
  "view.unread": "Unread",
  "view.following": "Following",
  "view.snoozed": "Snoozed",
  "view.closed": "Closed",
  "view.archived": "Archived",

  "priority.none": "No priority",
  "priority.low": "Low",
  "priority.medium": "Medium",
  "priority.high": "High",
  "priority.urgent": "Urgent",
  "mark.low": "Low priority",
  "mark.medium": "Medium priority",
  "mark.high": "High priority",
  "mark.urgent": "Urgent",

  team: "Team {name}",
  has: "{name} has this",
  follows: "{name} follows this",
  looks: "{name} is looking at this",
  replies: "{name} is replying",
  types: "{name} is typing…",
  twoType: "{first} and {second} are typing…",
  manyType: "{count, plural, one {# colleague is typing…} other {# colleagues are typing…}}",

  "snooze.hour": "In 1 hour",
  "snooze.evening": "This evening",
  "snooze.tomorrow": "Tomorrow",
  "snooze.monday": "Monday",
  snoozedUntil: "Snoozed until {time}",
});
