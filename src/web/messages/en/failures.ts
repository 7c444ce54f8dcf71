import { messages } from "../message.ts";

/** Why a request came to nothing, where the page knows more than the answer says. */
export const failures = messages("failures", {
  notReached: "Parley could not be reached. Check your connection and try again.",
  wrongPassword: "Wrong email or password. Check both and try again.",
  accountExists: "There is already an account with this e-mail. Sign in instead, or reset its password.",
  linkUsed: "This link was used already or is too old. Ask for a new one.",
  wrongEmail: "Enter a valid email address, such as name@company.com.",
  passwordTooShort: "The password is too short. Choose a longer one.",
  passwordTooLong: "The password is too long. Choose a shorter one.",
  isMember: "This person is already a member of the team.",
  isInvited: "This person has already been invited.",
  otherRecipient: "This invitation is for another email address. Sign in with the address that it was sent to.",
  passwordTooCommon: "This password is too easy to guess. Choose another one.",
  inviterGone: "The person who invited you can no longer invite people. Ask them or a teammate for a new invitation.",
  invitationOver: "This invitation was used, withdrawn or is too old. Ask for a new one.",
  invitedAlone:
    "You need an invitation to create an account here. Use the link in your email, with the address that it was sent to.",
  noNewAccounts: "New accounts cannot be created here.",
  lastOwner: "An organisation needs at least one owner. Make somebody else an owner first.",
  addressTaken: "That address is taken. Choose another one.",
  tooManyAttempts: "Too many attempts. Wait {minutes, plural, one {# minute} other {# minutes}}, then try again.",
  server: "Parley could not do that just now. Nothing was changed; try again in a moment.",
  notAccepted: "That was not accepted. Check what you entered and try again.",
});
