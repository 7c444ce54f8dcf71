import { and, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { Context, MiddlewareHandler } from "hono";
import { member, session, user } from "../db/auth-schema.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { type AuthEnv, type Door, personOf, saidOf, textOf } from "./auth-door.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import type { AppEnv } from "./context.ts";
import { type Counter, reserve, take, tooManyAttempts } from "./counters.ts";

/** Counts every request to one of the public auth endpoints by its client's address. */
export function throttleAddress(endpoint: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = [endpoint, clientAddress(c.req.raw)];
    const admission = await take(c.env, { key, limit: limits.attemptsPerAddress, windowMs: timing.addressWindowMs });
    return admission.admitted ? next() : tooManyAttempts(admission.retryAfterMs);
  };
}

type Said = Awaited<ReturnType<typeof saidOf>>;
type Context_ = Context<AuthEnv>;

/** Counts a request when what is answered says so. `counterOf` gives null where there is nobody to count. */
function count(
  counterOf: (c: Context_) => Counter | null | Promise<Counter | null>,
  isCounted: (said: Said) => boolean,
): Door {
  return async (c, next) => {
    const counter = await counterOf(c);
    if (counter === null) return next();
    const reservation = await reserve(c.env, counter);
    if (!reservation.admitted) return tooManyAttempts(reservation.retryAfterMs);
    // What is not answered counts: nobody gets an attempt for nothing by hanging up.
    let counts = true;
    try {
      await next();
      counts = isCounted(await saidOf(c.res));
    } finally {
      await reservation.settle(counts);
    }
    return undefined;
  };
}

const isGood = ({ status }: Said) => status < 400;
const isCode =
  (...codes: readonly string[]) =>
  ({ code }: Said) =>
    codes.includes(code);

/** As the auth library compares it. */
const emailOf = (c: Context_) => textOf(c, "email").toLowerCase();

/** The sign-in's own count: its name stays, so that a new version does not forget what was counted. */
export const accountKey = (email: string) => ["sign-in account", email];

const perAddress = (name: string, limit: number, windowMs: number) => (c: Context_) => ({
  key: [name, clientAddress(c.req.raw)],
  limit,
  windowMs,
});
const perPerson = (name: string, limit: number, windowMs: number) => async (c: Context_) => {
  const person = await personOf(c);
  return person === null ? null : { key: [name, person.id], limit, windowMs };
};

/**
 * Counts failed sign-ins by e-mail and client address. Only a refused password is a failure: what is wrong
 * with the request itself, or with us, is nobody's guess.
 */
const throttleSignIn = count(
  (c) => ({
    key: ["sign-in", clientAddress(c.req.raw), emailOf(c)],
    limit: limits.signInFailures,
    windowMs: timing.signInWindowMs,
  }),
  ({ status }) => status === 401,
);

/**
 * Counts failed sign-ins by account, wherever they come from. When there were too many, a client address from which the
 * account is signed in still gets through: guesses of strangers lock nobody out of where they work.
 */
const throttleAccount = count(
  async (c) => {
    const counter = { key: accountKey(emailOf(c)), limit: limits.accountFailures, windowMs: timing.hourMs };
    return (await isSignedInHere(c)) ? null : counter;
  },
  ({ status }) => status === 401,
);

async function isSignedInHere(c: Context_): Promise<boolean> {
  const rows = await drizzle(c.env.DB)
    .selectDistinct({ address: session.ipAddress })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(user.email, emailOf(c)), gt(session.expiresAt, new Date())));
  const here = clientAddress(c.req.raw);
  return rows.some(({ address }) => address !== null && networkOf(address) === here);
}

/** Counts mails asked for, whatever comes of them: nobody's inbox is to be flooded. */
const throttleResetMail = [
  count(
    (c) => ({
      key: ["mail", clientAddress(c.req.raw), emailOf(c)],
      limit: limits.signInFailures,
      windowMs: timing.signInWindowMs,
    }),
    isGood,
  ),
  count((c) => ({ key: ["mail", emailOf(c)], limit: limits.resetMailsPerRecipient, windowMs: timing.hourMs }), isGood),
];

/** A `+tag` reaches the same person. */
function mailboxOf(email: string): string {
  return email.replace(/\+[^@]*(?=@)/, "");
}

/** Only what an owner or admin asks counts: nobody else uses up what their organisation may send. */
async function mayInvite(c: Context_): Promise<boolean> {
  const person = await personOf(c);
  if (person === null) return false;
  const [row] = await drizzle(c.env.DB)
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.organizationId, textOf(c, "organizationId")), eq(member.userId, person.id)));
  return row?.role === "owner" || row?.role === "admin";
}

const throttleInvitations = [
  count(async (c) => {
    const key = ["invitations of", textOf(c, "organizationId")];
    return (await mayInvite(c)) ? { key, limit: limits.invitationsPerOrg, windowMs: timing.hourMs } : null;
  }, isGood),
  count(async (c) => {
    const limit = limits.invitationsPerOrg;
    return (await mayInvite(c)) ? perPerson("invitations by", limit, timing.hourMs)(c) : null;
  }, isGood),
  count(async (c) => {
    const key = ["invitations to", mailboxOf(emailOf(c))];
    return (await mayInvite(c)) ? { key, limit: limits.invitationsPerRecipient, windowMs: timing.dayMs } : null;
  }, isGood),
];

const isSlugTaken = isCode("ORGANIZATION_ALREADY_EXISTS", "ORGANIZATION_SLUG_ALREADY_TAKEN");
const throttleSlugs = count(perPerson("taken slugs", limits.takenSlugs, timing.hourMs), isSlugTaken);

export const authThrottles = {
  signIn: [throttleSignIn, throttleAccount],
  signUp: [
    count(perAddress("signed up", limits.signUpsPerAddress, timing.hourMs), isGood),
    count(
      perAddress("taken e-mails", limits.guesses, timing.signInWindowMs),
      isCode("USER_ALREADY_EXISTS", "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL"),
    ),
  ],
  requestReset: throttleResetMail,
  reset: [count(perAddress("reset links", limits.guesses, timing.signInWindowMs), isCode("INVALID_TOKEN"))],
  changePassword: [count(perPerson("passwords", limits.guesses, timing.signInWindowMs), isCode("INVALID_PASSWORD"))],
  updateUser: [count(perPerson("profile", limits.profileChanges, timing.hourMs), isGood)],
  invite: throttleInvitations,
  createOrganization: [count(perPerson("founded", limits.organisationsPerPerson, timing.dayMs), isGood), throttleSlugs],
  updateOrganization: [throttleSlugs],
} as const satisfies Readonly<Record<string, readonly Door[]>>;
