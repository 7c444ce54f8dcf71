import { messages } from "../message.ts";

/** Why a request came to nothing, where the page knows more than the answer says. */
export const failures = messages("failures", {
  notReached: "Parley could not be reached. Check your connection and try again.",
  wrongPassword: "That e-mail and password do not belong together. Check both and try again.",
  accountExists: "There is already an account with this e-mail. Sign in instead, or reset its password.",
  linkUsed: "This link was used already or is too old. Ask for a new one.",
  passwordTooCommon: "This password is among the first that somebody would guess. Choose another one.",
  inviterGone: "Whoever invited you may no longer do so. Ask them or a colleague for a new invitation.",
  invitationOver: "This invitation was used, withdrawn or is too old. Ask for a new one.",
  invitedAlone:
    "Accounts are made here by invitation. Use the link in your mail, with the address that it was sent to.",
  noNewAccounts: "No new accounts are made here.",
  lastOwner: "An organisation has at least one owner. Make somebody else an owner first.",
  addressTaken: "That address is taken. Choose another one.",
  tooManyAttempts: "Too many attempts. Wait {minutes, plural, one {# minute} other {# minutes}}, then try again.",
  server: "Parley could not do that just now. Nothing was changed; try again in a moment.",
  notAccepted: "That was not accepted. Check what you entered and try again.",
});
