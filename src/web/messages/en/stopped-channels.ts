import { messages } from "../message.ts";

/** A channel that cannot send, as it is told above every page and beside the reply. */
export const stoppedChannels = messages("stoppedChannels", {
  alert: "{name} cannot send: replies wait.",
  warned: "{name}:",
  mend: "Mend it",
  look: "See what it asks for",
  replyWaits: "{name} cannot send at the moment. Replies wait here, and leave once an admin has mended it.",
  replyWaitsForYou: "{name} cannot send at the moment. Replies wait here until you mend it.",
  oneWay: "The sender is a name, not a number: its messages can be read, not answered.",
  disconnected: "{name} is disconnected: the conversation can be read, not answered.",
});
