import { messages } from "../message.ts";

/** What is told of what happens, inside the page and by the system. */
export const notifications = messages("notifications", {
  messages: "{count, plural, one {New message from {contact}} other {# new messages from {contact}}}",
  conversation: "New message from {contact} · new conversation",
  mentioned: "{by} mentioned you",
  mentionedAbout: "{by} mentioned you: {contact}",
  assigned: "Assigned to you",
  assignedAbout: "Assigned to you: {contact}",
  assignedBy: "Assigned to you by {by}",
  assignedByAbout: "Assigned to you by {by}: {contact}",
  undelivered: "Not delivered to {contact}",
  lead: "Lead converted",
  leadAbout: "Lead converted: {contact}",
  clicked: "{contact} clicked a link in your mail",
  opened: "{contact} opened your mail",
  worth: "Worth {value, number}",
  aCustomer: "a customer",
  someone: "Someone",

  messagesInMany:
    "{messages, plural, one {# new message} other {# new messages}} in {conversations, plural, one {# conversation} other {# conversations}}",
  news: "News of {count, plural, one {# customer} other {# customers}}",
  andMore: "{names} and {count, number} more",

  list: "Notifications",
  desktop: "Desktop notifications",
  oneCustomer: "A customer",
  hint: "{contact} wrote while you were elsewhere. Your desktop can tell you next time.",
  notNow: "Not now",
  allow: "Allow desktop notifications",
});
