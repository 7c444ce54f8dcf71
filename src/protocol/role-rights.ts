import type { Role } from "./records.ts";

const rank: Readonly<Record<Role, number>> = { viewer: 0, agent: 1, admin: 2, owner: 3 };

/** Whether someone of this role may invite others to `given`: ownership is an owner's to give. */
export function mayGive(role: Role, given: Role): boolean {
  return role === "owner" || (role === "admin" && given !== "owner");
}

/** Whether a change takes rights away. Such a change holds in the hub before the directory has it. */
export function isLowered(before: Role, after: Role): boolean {
  return rank[after] < rank[before];
}

/** Whether an owner is left when one person's role becomes `after`, or is taken away with null. */
export function leavesAnOwner(
  members: readonly { readonly id: string; readonly role: Role }[],
  changedId: string,
  after: Role | null,
): boolean {
  const changed = members.find(({ id }) => id === changedId);
  if (changed?.role !== "owner" || after === "owner") return true;
  return members.some(({ id, role }) => id !== changedId && role === "owner");
}
