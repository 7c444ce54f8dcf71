import { messages } from "../message.ts";

/** What people are called by what they may do, and what that is. */
export const roles = messages("roles", {
  "role.owner": "Owner",
  "role.admin": "Admin",
  "role.agent": "Agent",
  "role.viewer": "Read-only",
  "hint.owner": "Everything, and passes ownership on",
  "hint.admin": "Answers, invites people, connects channels",
  "hint.agent": "Reads and answers conversations",
  "hint.viewer": "Reads, and changes nothing",
});
