import { messages } from "../message.ts";

/** When a reply is to leave. */
export const schedule = messages("schedule", {
  later: "Send later",
  at: "Send at",
  dateAndTime: "Date and time",
  dateAndTimeMenu: "Date and time…",
  toCome: "Choose a time to come.",
  beyondWindow: "Replies can leave until {time}, when the window that the customer opened closes.",
  schedule: "Schedule",
  hint: "Until then it can be cancelled in the thread.",
});
