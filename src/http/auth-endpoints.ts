import type * as v from "valibot";
import * as input from "./auth-input.ts";

/**
 * Which of the auth library's endpoints are open, for whom, and what they take. What is in neither list does not exist: the
 * test of this table fails when an upgrade brings an endpoint that nobody has looked at.
 */
export interface AuthEndpoint {
  readonly method: "GET" | "POST";
  /** Below `/api/auth`. */
  readonly path: `/${string}`;
  /**
   * Who gets past it: anybody, whoever is signed in, members of the organisation that it names, its owners and admins, or
   * whoever has the secret of an invitation to the address that they signed up with.
   */
  readonly audience: "public" | "person" | "member" | "admin" | "invited";
  /** Of a GET its query, of a POST its body. */
  readonly input: v.GenericSchema;
}

export type AuthEndpointName = keyof typeof openAuthEndpoints;

const post = <A extends AuthEndpoint["audience"], S extends v.GenericSchema>(
  path: `/${string}`,
  audience: A,
  schema: S,
) => ({ method: "POST", path, audience, input: schema }) as const;
const get = <A extends AuthEndpoint["audience"], S extends v.GenericSchema>(
  path: `/${string}`,
  audience: A,
  schema: S,
) => ({ method: "GET", path, audience, input: schema }) as const;

/** By the names that the library gives them. */
export const openAuthEndpoints = {
  signUpEmail: post("/sign-up/email", "public", input.SignUpBody),
  signInEmail: post("/sign-in/email", "public", input.SignInBody),
  requestPasswordReset: post("/request-password-reset", "public", input.RequestResetBody),
  resetPassword: post("/reset-password", "public", input.ResetBody),
  /** Nobody's is null. */
  getSession: get("/get-session", "public", input.Nothing),
  /** Without a session there is nothing to end. */
  signOut: post("/sign-out", "public", input.Nothing),
  updateUser: post("/update-user", "person", input.UpdateUserBody),
  changePassword: post("/change-password", "person", input.ChangePasswordBody),
  listSessions: get("/list-sessions", "person", input.Nothing),
  revokeSession: post("/revoke-session", "person", input.RevokeSessionBody),
  revokeSessions: post("/revoke-sessions", "person", input.Nothing),
  revokeOtherSessions: post("/revoke-other-sessions", "person", input.Nothing),
  createOrganization: post("/organization/create", "person", input.CreateOrganizationBody),
  listOrganizations: get("/organization/list", "person", input.Nothing),
  updateOrganization: post("/organization/update", "admin", input.UpdateOrganizationBody),
  listMembers: get("/organization/list-members", "member", input.MembersQuery),
  updateMemberRole: post("/organization/update-member-role", "admin", input.UpdateRoleBody),
  removeMember: post("/organization/remove-member", "admin", input.RemoveMemberBody),
  createInvitation: post("/organization/invite-member", "admin", input.InviteBody),
  listInvitations: get("/organization/list-invitations", "admin", input.OrganizationQuery),
  cancelInvitation: post("/organization/cancel-invitation", "admin", input.InvitationBody),
  getInvitation: get("/organization/get-invitation", "invited", input.InvitationQuery),
  acceptInvitation: post("/organization/accept-invitation", "invited", input.InvitationBody),
  rejectInvitation: post("/organization/reject-invitation", "invited", input.InvitationBody),
} as const satisfies Readonly<Record<string, AuthEndpoint>>;

/** Those that are closed, and why. */
export const closedAuthEndpoints: Readonly<Record<string, string>> = {
  accountInfo: "No account of another service is linked.",
  addMember: "For code of the server; people come by invitation.",
  callbackOAuth: "No other service signs people in.",
  changeEmail: "An address stays: it is what invitations are sent to.",
  checkOrganizationSlug: "Tells which organisations there are; founding one says whether its address is taken.",
  deleteOrganization: "Its hub and history would stay behind.",
  deleteUser: "What a person wrote stays theirs; who leaves is removed by an owner or admin.",
  deleteUserCallback: "As deleteUser.",
  error: "A page of the library's own.",
  getAccessToken: "No account of another service is linked.",
  getActiveMember: "Requests name their organisation; none is the active one.",
  getActiveMemberRole: "As getActiveMember.",
  getFullOrganization: "Members and invitations have lists of their own, with rights of their own.",
  getOrganization: "The list of a person's organisations says the same.",
  hasPermission: "The hub's roster decides; roles say what they may.",
  leaveOrganization: "Calls none of the hooks by which a hub learns of it; an owner or admin removes instead.",
  linkSocialAccount: "No other service signs people in.",
  listUserAccounts: "No account of another service is linked.",
  listUserInvitations: "An invitation is found by the secret in its mail alone.",
  ok: "`/api/health` says so.",
  refreshToken: "No account of another service is linked.",
  requestPasswordResetCallback: "The mail's link leads to the page, which asks for the new password.",
  sendVerificationEmail: "An address is proved by the mail of an invitation.",
  setActiveOrganization: "Requests name their organisation; none is the active one.",
  setPassword: "For code of the server.",
  signInSocial: "No other service signs people in.",
  unlinkAccount: "No account of another service is linked.",
  updateSession: "A session has no field that its person may set.",
  verifyEmail: "As sendVerificationEmail.",
  verifyPassword: "A place to guess at; changing a password asks for the present one.",
};
