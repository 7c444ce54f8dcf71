import { waitUntil } from "cloudflare:workers";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins/bearer";
import { organization } from "better-auth/plugins/organization";
import { adminAc, memberAc, ownerAc } from "better-auth/plugins/organization/access";
import { drizzle } from "drizzle-orm/d1";
import * as schema from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { visibleName } from "../protocol/plain-text.ts";
import { invitationMail, passwordResetMail, sendMail } from "./mail.ts";
import { isRole, tellOfAccepted, tellOfMember, tellOfNewOrg, tellOfPerson, tellOfRemoval } from "./membership.ts";
import { ownOrigins } from "./origin.ts";

export type Auth = ReturnType<typeof createAuth>;

/** One instance an isolate: setting it up costs more than the requests that it serves. */
const instances = new WeakMap<Env, Auth>();

/** Sign-up, sign-in, sessions, orgs, members and invitations: better-auth on D1, under `/api/auth`. */
export function authOf(env: Env): Auth {
  const known = instances.get(env);
  if (known !== undefined) return known;
  const created = createAuth(env);
  instances.set(env, created);
  return created;
}

function createAuth(env: Env) {
  // With no secret the library would sign with a published one.
  if (!env.AUTH_SECRET || env.AUTH_SECRET.length < 32)
    throw new Error("AUTH_SECRET needs 32 characters; docs/deploy.md says how.");
  return betterAuth({
    appName: "Parley",
    baseURL: env.PUBLIC_URL,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    database: drizzleAdapter(drizzle(env.DB), { provider: "sqlite", schema }),
    trustedOrigins: (request) => (request === undefined ? [env.PUBLIC_URL] : ownOrigins(env, request)),
    emailAndPassword: {
      enabled: true,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendMail(env, passwordResetMail(env, user.email, token)),
    },
    databaseHooks: {
      user: {
        create: { before: async ({ name }) => ({ data: { name: checkName(name) } }) },
        update: {
          before: async ({ name }) => (name === undefined ? undefined : { data: { name: checkName(name) } }),
          after: (user) => tellOfPerson(env, user.id),
        },
      },
    },
    plugins: [bearer(), organization(organizationOptions(env))],
    // Ours counts exactly and across the planet (sign-in-throttle.ts); this one counts per isolate.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Leaving calls none of the hooks by which a hub learns of it (1.7.5); an owner or admin removes instead.
    disabledPaths: ["/organization/leave"],
    advanced: {
      cookiePrefix: "parley",
      // Said outright, since the library switches the check off where NODE_ENV is "test".
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      // Mails go out after the answer, so that its timing does not tell whether an account exists.
      backgroundTasks: { handler: waitUntil },
    },
    logger: {
      level: "error",
      // The message alone: what comes with it may hold a person's data.
      log: (level, message) => console.error(JSON.stringify({ level, event: "auth", message })),
    },
  });
}

function organizationOptions(env: Env) {
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
      beforeCreateInvitation: async ({ invitation }: { invitation: { role: string } }) => checkRole(invitation.role),
      afterAcceptInvitation: ({ organization, user, invitation }: OrgAndUser & { invitation: { id: string } }) =>
        tellOfAccepted(env, organization.id, user.id, invitation.id),
      beforeUpdateMemberRole: async ({ newRole }: { newRole: string }) => checkRole(newRole),
      afterUpdateMemberRole: ({ organization, user }: OrgAndUser) => tellOfMember(env, organization.id, user.id),
      beforeRemoveMember: ({ organization, user }: OrgAndUser) => tellOfRemoval(env, organization.id, user.id),
      afterRemoveMember: ({ organization, user }: OrgAndUser) => tellOfRemoval(env, organization.id, user.id),
    },
  };
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
  if (name !== undefined) checkName(name);
}

/** A name as it is kept. */
function checkName(text: string): string {
  const name = visibleName(text, text.length);
  if (name !== null && text.length <= limits.nameLength) return name;
  throw new APIError("BAD_REQUEST", {
    code: "INVALID_NAME",
    message: `A name has something that can be seen, and ${limits.nameLength} characters at most.`,
  });
}

/** The library would also take its own role `member`, and several at once. */
function checkRole(role: string): void {
  if (!isRole(role))
    throw new APIError("BAD_REQUEST", { code: "ROLE_NOT_FOUND", message: "A role is owner, admin, agent or viewer." });
}
