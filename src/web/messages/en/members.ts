import { messages } from "../message.ts";

/** Who belongs to the organisation, and who is asked to. */
export const members = messages("members", {
  notLoaded: "The team could not be loaded. {reason}",
  members: "Members",
  you: "{name} (you)",
  roleOf: "Role of {name}",
  remove: "Remove",
  removeOne: "Remove {name}",
  askToRemove: "Remove {name}?",
  askForRole: "Make {name} {role}?",
  changeRole: "Change role",
  roleActsAtOnce: "The change takes effect at once.",
  becomesViewer:
    "{count, plural, =0 {They leave their teams} one {Their # open conversation becomes unassigned, and they leave their teams} other {Their # open conversations become unassigned, and they leave their teams}}. Changing the role back does not undo this.",
  removeHint: "They lose access to {organisation} at once, on all their devices. What they wrote stays.",

  invite: "Invite a colleague",
  send: "Send invitation",
  sent: "The invitation is on its way.",
  role: "Role",
  roleMeans: "{role}: {hint}.",
  open: "Open invitations",
  invitedUntil: "{role}, invited until {date}",
  withdraw: "Withdraw",
  withdrawOne: "Withdraw the invitation of {email}",
});
