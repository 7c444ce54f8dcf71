import { APIError } from "better-auth/api";
import { adminAc, memberAc, ownerAc } from "better-auth/plugins/organization/access";
import { and, count, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { member } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { invitationSecret } from "./invitation-secret.ts";
import { invitationMail, sendMail } from "./mail.ts";
import type { Role } from "../protocol/records.ts";
import {
  changeMember,
  checkInviter,
  endInvitations,
  isRole,
  tellOfAccepted,
  tellOfMember,
  tellOfNewOrg,
  tellOfRemoval,
} from "./membership.ts";

/** How the auth library's organisations, members and invitations are set up. */
export function organizationOptions(env: Env) {
  return {
    // What a role may do with members; what it may do with conversations is the hub's decision.
    roles: { owner: ownerAc, admin: adminAc, agent: memberAc, viewer: memberAc },
    membershipLimit: limits.agentsPerOrg,
    cancelPendingInvitationsOnReInvite: true,
    // An org's hub and history would stay behind.
    disableOrganizationDeletion: true,
    organizationLimit: (user: { id: string }) => ownsTooMany(env, user.id),
    sendInvitationEmail: async (data: {
      id: string;
      email: string;
      organization: { name: string };
      inviter: { user: { name: string } };
    }) =>
      sendMail(
        env,
        invitationMail(env, {
          secret: await invitationSecret(env, data, "mailed"),
          email: data.email,
          organizationName: data.organization.name,
          inviterName: data.inviter.user.name,
        }),
      ),
    organizationHooks: {
      afterCreateOrganization: ({ organization, user }: OrgAndUser) => tellOfNewOrg(env, organization.id, user.id),
      beforeCreateInvitation: async ({ invitation }: { invitation: { role: string } }) =>
        void checkRole(invitation.role),
      beforeAcceptInvitation: ({ invitation }: { invitation: InvitationRow }) =>
        checkInviter(env, { orgId: invitation.organizationId, ...invitation }),
      afterAcceptInvitation: ({ user, invitation }: OrgAndUser & { invitation: InvitationRow }) =>
        tellOfAccepted(env, {
          orgId: invitation.organizationId,
          userId: user.id,
          invitationId: invitation.id,
          inviterId: invitation.inviterId,
        }),
      beforeUpdateMemberRole: ({ organization, user, newRole }: OrgAndUser & { newRole: string }) =>
        changeMember(env, organization.id, user.id, checkRole(newRole)),
      afterUpdateMemberRole: async ({ organization, user, member }: OrgAndUser & { member: { role: string } }) => {
        await tellOfMember(env, organization.id, user.id);
        await endInvitations(env, organization.id, user.id, checkRole(member.role));
      },
      beforeRemoveMember: ({ organization, user }: OrgAndUser) => changeMember(env, organization.id, user.id, null),
      afterRemoveMember: async ({ organization, user }: OrgAndUser) => {
        await tellOfRemoval(env, organization.id, user.id);
        await endInvitations(env, organization.id, user.id, null);
      },
    },
  };
}

interface InvitationRow {
  id: string;
  organizationId: string;
  inviterId: string;
  role: string;
}

interface OrgAndUser {
  organization: { id: string };
  user: { id: string };
}

async function ownsTooMany(env: Env, userId: string): Promise<boolean> {
  const [row] = await drizzle(env.DB)
    .select({ owned: count() })
    .from(member)
    .where(and(eq(member.userId, userId), eq(member.role, "owner")));
  return (row?.owned ?? 0) >= limits.organisationsPerPerson;
}

/** The library would also take its own role `member`, and several at once. */
function checkRole(role: string): Role {
  if (isRole(role)) return role;
  throw new APIError("BAD_REQUEST", { code: "ROLE_NOT_FOUND", message: "A role is owner, admin, agent or viewer." });
}
