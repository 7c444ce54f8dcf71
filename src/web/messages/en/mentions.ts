import { messages } from "../message.ts";

export const mentions = messages("mentions", {
  title: "Mentions",
  markAll: "Mark all as read",
  none: "Nobody has mentioned you yet",
  noneHint:
    "In a private note, type @ and a name to ask a colleague for help: customers never see it. What names you appears here.",
  notLoaded: "The mentions could not be loaded. {reason}",
  older: "Show older ones",
  who: "{author} <about>about {contact}</about>",
  program: "A program",
});
