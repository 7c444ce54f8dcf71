import { messages } from "../message.ts";

/** Keys with which programs use the API. */
export const apiKeys = messages("apiKeys", {
  forAdmins: "Only owners and admins see and make API keys.",
  notLoaded: "The keys could not be loaded. {reason}",
  intro: "A program with a key reads and sends for the organisation. <link>How to use the API</link>",
  none: "No keys yet",
  noneHint: "Make one for each program, so that you can end one without the others.",
  keys: "API keys",
  make: "Make a key",
  makeKey: "Make key",
  made: "Made. Copy it now: it is shown only once.",
  nameHint: "Which program uses it",
  detail: "Ends in {lastFour}, made {date}",
  revoke: "Revoke",
  revokeOne: "Revoke {name}",
  askToRevoke: "Revoke {name}?",
  revokeHint: "The program that uses it is refused from its next request on. This cannot be undone.",
});
