import { messages } from "../message.ts";

/** What arrived, what became of it, and what to do about what was not stored. */
export const ingest = messages("ingest", {
  title: "Ingest",
  forManagers: "This page is for owners and admins",
  forManagersHint:
    "It shows what customers wrote before it is anybody's to see. Ask one of them when you miss a message.",
  refresh: "Refresh",
  arrived: "What arrived",
  period: "Period",
  "period.24": "24 hours",
  "period.168": "7 days",
  asOf: "As of {time}.",
  received: "Received",
  alerts: "Alerts",
  toChannels: "To the channel",

  nothing: "Nothing has arrived in the last {period}.",
  allStored: "Everything that arrived was stored.",
  notStored:
    "{count, plural, one {# of {received, number} that arrived was} other {# of {received, number} that arrived were}} not stored: {parts}.",
  twice: "{count, number} came again and counted once.",
  counted:
    "{count, number} {outcome, select, stored {stored} duplicate {duplicate} ignored {ignored} parked {parked} other {failed}}",
  "outcome.stored": "Stored",
  "outcome.duplicate": "Duplicate",
  "outcome.ignored": "Ignored",
  "outcome.parked": "Parked",
  "outcome.failed": "Failed",
  "means.stored": "It is in the inbox.",
  "means.duplicate": "It was here already; the provider sent it again. Nothing is lost.",
  "means.ignored": "It was understood, or not, and left out on purpose.",
  "means.parked": "It is about a message that is not here yet, and takes effect when that one comes.",
  "means.failed": "It could not be stored. Its bytes are kept: replay it.",
  channelGone: "The channel that it was for is gone.",
  stumbled: "Parley stumbled over it: {reason}",

  "advice.channel_stopped":
    "Messages still arrive; replies wait. Give the channel a valid access token: what waits is then sent.",
  "advice.channel_warned":
    "The provider says this of the number or account itself. See what it asks for, then mark it as seen.",
  "advice.row_refused":
    "One record is missing from lists and search; the conversation itself goes on. Tell whoever operates Parley, with these words.",
  "advice.storage_filling": "Nothing is lost yet. Whoever operates Parley should plan for it now.",
  "advice.history_behind":
    "Nothing is lost: open conversations go on, while lists, history and search lag. It catches up by itself; if this stays for an hour, tell whoever operates Parley.",

  perHour: "What arrived in the last {period}, per hour",
  now: "Now",
  barTitle: "{time}: {count, number} received",
  numbers: "Numbers per hour",
  caption: "What arrived in the last {period}, newest hour first. Hours in which nothing came are left out.",
  hour: "Hour",
});
