import type { Role } from "../../protocol/records.ts";

/** As people call them. */
export const roleNames: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  agent: "Agent",
  viewer: "Read-only",
};

/** What a role may do, in a line. */
export const roleHints: Readonly<Record<Role, string>> = {
  owner: "Everything, and passes ownership on",
  admin: "Answers, invites people, connects channels",
  agent: "Reads and answers conversations",
  viewer: "Reads, and changes nothing",
};

export function mayManage(role: Role | null): boolean {
  return role === "owner" || role === "admin";
}

export function mayWrite(role: Role): boolean {
  return role !== "viewer";
}
