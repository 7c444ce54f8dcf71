import { APIError } from "better-auth/api";
import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { invitation, member, organization, user } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { roles, type Role } from "../protocol/records.ts";
import { hubOf } from "./context.ts";

/**
 * Tells hubs who belongs to them, in the request that changes it (DESIGN 2.6). The rows in D1 are the auth
 * library's; the hub's roster decides. A removal is told before the row goes and once more after, and
 * every other change looks at the row again after telling: whichever of two concurrent changes comes last,
 * somebody who was removed is not put back.
 */

/** The founder's membership. Should the hub be out of reach, there is no org without a roster: its rows go again. */
export async function tellOfNewOrg(env: Env, orgId: string, userId: string): Promise<void> {
  try {
    await hubOf(env, orgId).create(orgId);
    await tellOfMember(env, orgId, userId);
  } catch (error) {
    const db = drizzle(env.DB);
    await db.batch([
      db.delete(member).where(eq(member.organizationId, orgId)),
      db.delete(organization).where(eq(organization.id, orgId)),
    ]);
    throw unavailable(error);
  }
}

/** A membership by invitation. Should the hub be out of reach, the invitation can be accepted again. */
export async function tellOfAccepted(env: Env, orgId: string, userId: string, invitationId: string): Promise<void> {
  try {
    await tellOfMember(env, orgId, userId);
  } catch (error) {
    const db = drizzle(env.DB);
    await db.batch([
      db.delete(member).where(and(eq(member.organizationId, orgId), eq(member.userId, userId))),
      db.update(invitation).set({ status: "pending" }).where(eq(invitation.id, invitationId)),
    ]);
    throw unavailable(error);
  }
}

/** Puts a member into the roster as D1 has them now. May be repeated. */
export async function tellOfMember(env: Env, orgId: string, userId: string): Promise<void> {
  const hub = hubOf(env, orgId);
  const row = await membership(env, orgId, userId);
  if (row !== undefined) await hub.putAgent(row);
  if (row === undefined || (await membership(env, orgId, userId)) === undefined) await hub.removeAgent(userId);
}

/** Tells every org of a person that their name or address is another one. */
export async function tellOfPerson(env: Env, userId: string): Promise<void> {
  const rows = await drizzle(env.DB)
    .select({ orgId: member.organizationId })
    .from(member)
    .where(eq(member.userId, userId));
  await Promise.all(rows.map(({ orgId }) => tellOfMember(env, orgId, userId)));
}

export async function tellOfRemoval(env: Env, orgId: string, userId: string): Promise<void> {
  try {
    await hubOf(env, orgId).removeAgent(userId);
  } catch (error) {
    throw unavailable(error);
  }
}

export function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

async function membership(env: Env, orgId: string, userId: string) {
  const [row] = await drizzle(env.DB)
    .select({ id: user.id, name: user.name, email: user.email, role: member.role })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, orgId), eq(member.userId, userId)));
  if (row === undefined) return undefined;
  const { role } = row;
  // `auth.ts` lets no other role in; a row that has one was written past it.
  if (!isRole(role)) throw new Error(`The member ${userId} of ${orgId} has the unknown role "${role}".`);
  return { ...row, role };
}

function unavailable(cause: unknown): APIError {
  console.error(JSON.stringify({ level: "error", event: "membership.hub_unreachable", error: String(cause) }));
  return new APIError("SERVICE_UNAVAILABLE", { code: "unavailable", message: "Try again in a moment." });
}
