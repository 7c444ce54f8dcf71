import type { Context } from "hono";
import { fitName } from "../protocol/shown-name.ts";
import type { AuthEndpointName } from "./auth-endpoints.ts";
import type { AuthEnv } from "./auth-door.ts";
import { invitationSecret } from "./invitation-secret.ts";

/**
 * What clients are told of the library's answers. A session's token is a secret: a script of the page must not come by it,
 * so it is in no body. Programs get it in `set-auth-token` where they have just given a password.
 */
type Change = (body: Fields, c: Context<AuthEnv>) => Fields | Promise<Fields>;
type Fields = Readonly<Record<string, unknown>>;

const withoutToken: Change = ({ token: _, ...rest }) => rest;

const changes: Partial<Record<AuthEndpointName, Change>> = {
  signUpEmail: withoutToken,
  signInEmail: withoutToken,
  changePassword: withoutToken,
  getSession: ({ session, ...rest }) => ({ ...rest, session: withoutSecret(session) }),
  // Whoever invites may hand on the link, which opens the invitation and proves no address.
  createInvitation: async (body, c) => ({
    ...body,
    id: await invitationSecret(c.env, { id: String(body["id"]), email: String(body["email"]) }, "told"),
  }),
  listMembers: ({ members, ...rest }) => ({ ...rest, members: Array.isArray(members) ? members.map(fitted) : [] }),
};

export const givesToken: ReadonlySet<AuthEndpointName> = new Set<AuthEndpointName>([
  "signUpEmail",
  "signInEmail",
  "changePassword",
]);

export async function answerOf(name: AuthEndpointName, body: unknown, c: Context<AuthEnv>): Promise<unknown> {
  if (Array.isArray(body)) return name === "listSessions" ? body.map(withoutSecret) : body;
  const change = changes[name];
  return change === undefined || !isFields(body) ? body : change(body, c);
}

function withoutSecret(session: unknown): unknown {
  if (!isFields(session)) return session;
  const { token: _, ...rest } = session;
  return rest;
}

/** A member's name may be from before there was a rule. */
function fitted(member: unknown): unknown {
  if (!isFields(member) || !isFields(member["user"])) return member;
  const { user } = member;
  return { ...member, user: { ...user, name: fitName(String(user["name"]), String(user["email"])) } };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
