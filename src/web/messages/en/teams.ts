import { messages } from "../message.ts";

export const teams = messages("teams", {
  intro:
    "A team answers some of the conversations. Under Channels you choose which team a channel's new conversations go to.",
  none: "No teams yet",
  noneHint:
    "Make one for each group that answers on its own, such as “Sales” and “Support”. Its conversations can go to its agents in turn.",
  forAdmins: "An admin can make them.",
  warning:
    "Conversations of “{name}” stay with whoever has them, and belong to no team any more. Its channels' new conversations go to nobody. The agents stay. This cannot be undone.",
  nobody: "Nobody is in it yet",
  more: "{count, number} more",
  byThemselves: "Agents take conversations themselves",
  inTurn: "Assigned in turn",
  inTurnUpTo: "Assigned in turn, up to {capacity, number} each",
  members: "Members",
  membersHint: "Those who may reply",
  typeName: "Type a name",
  assignInTurn: "Assign new conversations in turn",
  assignInTurnHint: "New conversations go to the next agent in turn who is online.",
  capacity: "Active conversations an agent can have",
  capacityHint: "Who has this many is passed over. Empty: no limit.",

  sight: "Who sees what",
  sightHint:
    "Everybody sees all conversations, unless you limit a role. Whoever is limited also sees what belongs to no team, and what is assigned to them. Owners and admins always see everything.",
  "limit.agent": "Agents see their teams' conversations alone",
  "limit.viewer": "Read-only members see their teams' conversations alone",
});
