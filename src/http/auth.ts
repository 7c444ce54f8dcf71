import { waitUntil } from "cloudflare:workers";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { betterAuth } from "better-auth/minimal";
import { bearer } from "better-auth/plugins/bearer";
import { organization } from "better-auth/plugins/organization";
import { drizzle } from "drizzle-orm/d1";
import * as schema from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { organizationOptions } from "./auth-organization.ts";
import { hashIdentifier } from "./hash-identifier.ts";
import { passwordResetMail, sendMail } from "./mail.ts";
import { tellOfPerson } from "./membership.ts";
import { ownOrigins } from "./origin.ts";
import { tellOfSessionEnd } from "./session-ends.ts";

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
      maxPasswordLength: limits.passwordLength,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => sendMail(env, passwordResetMail(env, user.email, token)),
    },
    databaseHooks: {
      user: { update: { after: (user) => tellOfPerson(env, user.id) } },
      session: { delete: { before: (session) => tellOfSessionEnd(env, session) } },
    },
    // Of a link only its digest is kept.
    verification: { storeIdentifier: { hash: hashIdentifier } },
    // A token is good with its signature alone: who reads the database has no session by that.
    plugins: [bearer({ requireSignature: true }), organization(organizationOptions(env))],
    // What is no refusal of the library's comes to our own log, without the values of statements.
    onAPIError: { throw: true },
    // Ours counts exactly and across the planet (auth-throttles.ts); this one counts per isolate.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      ...cookiesOf(env),
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

/** Where the page is https, `__Host-`: no other host of the domain can set such a cookie. */
function cookiesOf(env: Env) {
  if (!env.PUBLIC_URL.startsWith("https:")) return { cookiePrefix: "parley" };
  // The library would put its own `__Secure-` in front.
  return { cookiePrefix: "__Host-parley", useSecureCookies: false, defaultCookieAttributes: { secure: true } };
}
