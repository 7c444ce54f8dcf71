import { messages } from "../message.ts";

/** Those deliveries of which something was not stored. */
export const deliveries = messages("deliveries", {
  title: "What was not stored",
  intro: "Deliveries of which something is not in the inbox, and why. Their bytes are kept for 30 days.",
  noneOfKind: "None of that kind",
  allStored: "Everything that arrived was stored",
  noneOfKindHint: "No delivery of the last 30 days matches. Choose another outcome or channel.",
  allStoredHint: "Should something not be, it appears here with the reason, and can be taken in again.",
  deliveries: "Deliveries",
  older: "Show older ones",
  outcome: "Outcome",
  any: "Any",
  now: "Now: {outcomes}",
  noChannel: "No channel",

  items: "What became of its items",
  replay: "Replay",
  replayHint: "Takes it in again. What is stored already is not doubled.",
  replayed: "Taken in again: {outcomes}.",
  bytesGone: "Its bytes were kept for 30 days and are gone.",
  asItArrived: "As it arrived",
});
