import { and, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import * as v from "valibot";
import type { Agent } from "../protocol/records.ts";
import { roles } from "../protocol/records.ts";
import { member, organization, session, user } from "./auth-schema.ts";

const RoleSchema = v.picklist(roles);

/** Everybody of an org as the auth library's rows have them; null for an org that has no row. */
export async function membersOf(
  d1: D1Database,
  orgId: string,
): Promise<Pick<Agent, "id" | "name" | "email" | "role">[] | null> {
  const db = drizzle(d1);
  const [orgs, rows] = await db.batch([
    db.select({ id: organization.id }).from(organization).where(eq(organization.id, orgId)),
    db
      .select({ id: user.id, name: user.name, email: user.email, role: member.role })
      .from(member)
      .innerJoin(user, eq(user.id, member.userId))
      .where(eq(member.organizationId, orgId)),
  ]);
  return orgs.length === 0 ? null : rows.map((row) => ({ ...row, role: v.parse(RoleSchema, row.role) }));
}

/** Whether somebody of an org has a session, not ended yet, that began at this network address. */
export async function isSignedInFrom(d1: D1Database, orgId: string, address: string, nowMs: number): Promise<boolean> {
  const found = await drizzle(d1)
    .select({ id: session.id })
    .from(member)
    .innerJoin(session, eq(session.userId, member.userId))
    .where(
      and(eq(member.organizationId, orgId), eq(session.ipAddress, address), gt(session.expiresAt, new Date(nowMs))),
    )
    .limit(1);
  return found.length > 0;
}
