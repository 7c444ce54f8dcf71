import { messages } from "../message.ts";

/** When a reply is to leave. */
export const schedule = messages("schedule", {
  later: "Send later",
  at: "Send at",
  dateAndTime: "Date and time",
  dateAndTimeMenu: "Date and time…",
  toCome: "Choose a time to come.",
  schedule: "Schedule",
  hint: "Until then it can be cancelled in the thread.",
});
