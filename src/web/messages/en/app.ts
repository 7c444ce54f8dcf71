import { messages } from "../message.ts";

/** What is said when the page as a whole fails, or is renewed. */
export const app = messages("app", {
  notReached: "Parley could not be reached",
  stopped: "This page stopped working",
  ours: "That is a mistake of ours. What you had sent is kept, and goes out when the page is loaded again.",
  loadAgain: "Load the page again",
  newVersion: "A new version is here.",
  reload: "Reload",
});
