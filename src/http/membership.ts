import { APIError } from "better-auth/api";
import { and, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { mayGive } from "../protocol/role-rights.ts";
import { invitation, member, organization, user } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { roles, type Agent, type Role } from "../protocol/records.ts";
import { hubOf } from "./context.ts";
import { errorText } from "../protocol/error-text.ts";

/**
 * Tells hubs who belongs to them, in the request that changes it (DESIGN 2.6). The rows in D1 are the auth
 * library's; the hub's roster decides. What takes rights away is told before the row changes and once more after, and
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

/** A person who has accepted, as the auth library's hook tells it. */
export interface Accepted {
  readonly orgId: string;
  readonly userId: string;
  readonly invitationId: string;
  readonly inviterId: string;
}

/**
 * A membership by invitation. The hub lets nobody in whose inviter is gone or has lost the right meanwhile: then the
 * invitation is over. Should the hub be out of reach, it can be accepted again.
 */
export async function tellOfAccepted(env: Env, accepted: Accepted): Promise<void> {
  const { orgId, userId, inviterId } = accepted;
  let isIn: boolean;
  try {
    const row = await membership(env, orgId, userId);
    isIn = row !== undefined && (await hubOf(env, orgId).admitMember(row, inviterId));
    if (isIn) await tellOfMember(env, orgId, userId);
  } catch (error) {
    await takeBack(env, accepted, "pending");
    throw unavailable(error);
  }
  if (isIn) return;
  await takeBack(env, accepted, "canceled");
  await tellOfRemoval(env, orgId, userId);
  throw inviterGone();
}

async function takeBack(env: Env, accepted: Accepted, status: "pending" | "canceled"): Promise<void> {
  const { orgId, userId, invitationId } = accepted;
  const db = drizzle(env.DB);
  await db.batch([
    db.delete(member).where(and(eq(member.organizationId, orgId), eq(member.userId, userId))),
    db.update(invitation).set({ status }).where(eq(invitation.id, invitationId)),
  ]);
}

/** Whoever invited has to be a member who may give that role, also at the time at which it is accepted. */
export async function checkInviter(env: Env, given: { orgId: string; inviterId: string; role: string }): Promise<void> {
  let inviter: Agent | null;
  try {
    inviter = await hubOf(env, given.orgId).agent(given.inviterId);
  } catch (error) {
    throw unavailable(error);
  }
  if (inviter === null || !isRole(given.role) || !mayGive(inviter.role, given.role)) throw inviterGone();
}

/** Ends the invitations of somebody that their role no longer lets them give; all of them with null, after a removal. */
export async function endInvitations(env: Env, orgId: string, inviterId: string, role: Role | null): Promise<void> {
  const lost = roles.filter((given) => role === null || !mayGive(role, given));
  if (lost.length === 0) return;
  await drizzle(env.DB)
    .update(invitation)
    .set({ status: "canceled" })
    .where(
      and(
        eq(invitation.organizationId, orgId),
        eq(invitation.inviterId, inviterId),
        eq(invitation.status, "pending"),
        inArray(invitation.role, lost),
      ),
    );
}

/** Before the auth library writes a role, or a removal with null: the hub decides, and refuses what leaves no owner. */
export async function changeMember(env: Env, orgId: string, userId: string, role: Role | null): Promise<void> {
  let isDone: boolean;
  try {
    isDone = await hubOf(env, orgId).changeMember(userId, role);
  } catch (error) {
    throw unavailable(error);
  }
  if (!isDone) {
    throw new APIError("BAD_REQUEST", {
      code: "YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER",
      message: "An organisation has at least one owner.",
    });
  }
}

/**
 * Puts a member into the roster as D1 has them. May be repeated. It looks again after telling, until what it told is what D1
 * has: of two changes at once the one that D1 took last holds.
 */
export async function tellOfMember(env: Env, orgId: string, userId: string): Promise<void> {
  const hub = hubOf(env, orgId);
  let row = await membership(env, orgId, userId);
  for (;;) {
    await (row === undefined ? hub.removeAgent(userId) : hub.putAgent(row));
    const now = await membership(env, orgId, userId);
    if (JSON.stringify(now) === JSON.stringify(row)) return;
    row = now;
  }
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

function inviterGone(): APIError {
  return new APIError("FORBIDDEN", {
    code: "INVITER_IS_NO_LONGER_A_MEMBER_OF_THE_ORGANIZATION",
    message: "Whoever invited you may no longer do so. Ask for a new invitation.",
  });
}

function unavailable(cause: unknown): APIError {
  console.error(JSON.stringify({ level: "error", event: "membership.hub_unreachable", error: errorText(cause) }));
  return new APIError("SERVICE_UNAVAILABLE", { code: "unavailable", message: "Try again in a moment." });
}
