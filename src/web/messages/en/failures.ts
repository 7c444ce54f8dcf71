import { messages } from "../message.ts";

/** Why a request came to nothing, where the page knows more than the answer says. */
export const failures = messages("failures", {
  notReached: "Parley could not be reached. Check your connection and try again.",
  wrongPassword: "That e-mail and password do not belong together. Check both and try again.",
  accountExists: "There is already an account with this e-mail. Sign in instead, or reset its password.",
  linkUsed: "This link was used already or is too old. Ask for a new one.",
  addressTaken: "That address is taken. Choose another one.",
  tooManyAttempts: "Too many attempts. Wait {minutes, plural, one {# minute} other {# minutes}}, then try again.",
  server: "Parley could not do that just now. Nothing was changed; try again in a moment.",
  notAccepted: "That was not accepted. Check what you entered and try again.",
});
