import { APIError } from "better-auth/api";
import { adminAc, memberAc, ownerAc } from "better-auth/plugins/organization/access";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
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
    sendInvitationEmail: (data: {
      id: string;
      email: string;
      organization: { name: string };
      inviter: { user: { name: string } };
    }) =>
      sendMail(
        env,
        invitationMail(env, {
          id: data.id,
          email: data.email,
          organizationName: data.organization.name,
          inviterName: data.inviter.user.name,
        }),
      ),
    organizationHooks: {
      beforeCreateOrganization: async ({ organization }: { organization: { slug?: string; name?: string } }) =>
        checkOrg(organization),
      beforeUpdateOrganization: async ({ organization }: { organization: { slug?: string; name?: string } }) =>
        checkOrg(organization),
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

/** A slug stands in every path of the org's API. */
const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

function checkOrg({ slug, name }: { slug?: string; name?: string }): void {
  if (slug !== undefined && !slugPattern.test(slug)) {
    throw new APIError("BAD_REQUEST", {
      code: "INVALID_SLUG",
      message: "An address is of a-z, 0-9 and hyphens, 64 characters at most.",
    });
  }
  if (name !== undefined && name.length > limits.nameLength) {
    throw new APIError("BAD_REQUEST", {
      code: "INVALID_NAME",
      message: `A name has ${limits.nameLength} characters at most.`,
    });
  }
}

/** The library would also take its own role `member`, and several at once. */
function checkRole(role: string): Role {
  if (isRole(role)) return role;
  throw new APIError("BAD_REQUEST", { code: "ROLE_NOT_FOUND", message: "A role is owner, admin, agent or viewer." });
}
