import { messages } from "../message.ts";

/** Files of messages. */
export const media = messages("media", {
  open: "Open the picture",
  close: "Close",
  download: "Download {name}",
  loading: "Loading…",
  failed: "Could not be loaded. Ask the customer to send it again.",
  tryAgain: "Try again",
  notPlayed: "This browser cannot play it. Download it instead.",
  notShown: "This browser cannot show it. Download it instead.",
});
