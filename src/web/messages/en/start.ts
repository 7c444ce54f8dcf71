import { messages } from "../message.ts";

/** Writing to a customer first. */
export const start = messages("start", {
  title: "New conversation",
  customer: "Customer",
  customerHint: "A name, a phone number or an e-mail address",
  search: "Find a customer, or type a number or an address",
  writeTo: "Write to {address}",
  nobody: "Nobody of that name. Type a phone number with + and the country, or an e-mail address.",
  whichNumber: "This may be one of several numbers. Which one is meant?",
  change: "Choose another customer",
  name: "Name (optional)",
  channel: "Channel",
  noChannel: "No connected channel reaches this customer.",
  there: "There is a conversation on this channel already.",
  templateFirst: "On this channel the first message is a template.",
  chooseTemplate: "Choose a template…",
  subject: "Subject",
  message: "Message",
  send: "Send",
  open: "Open",
  nothingSaid: "Write a message first.",
});
