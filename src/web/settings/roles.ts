import type { Role } from "../../protocol/records.ts";

export function mayManage(role: Role | null): boolean {
  return role === "owner" || role === "admin";
}

export function mayWrite(role: Role): boolean {
  return role !== "viewer";
}
