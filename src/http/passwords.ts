import { waitUntil } from "cloudflare:workers";
import { and, eq, gt, ne, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { user, verification } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { type Door, personOf, textOf } from "./auth-door.ts";
import { accountKey } from "./auth-throttles.ts";
import { commonPasswordDigests } from "./common-passwords.ts";
import { forget } from "./counters.ts";
import { hashIdentifier } from "./hash-identifier.ts";
import { passwordChangedMail, sendMail } from "./mail.ts";
import { libraryProblem } from "./problem.ts";

/** The library's own minimum: what is shorter it refuses itself. */
const minLength = 8;

let common: ReadonlySet<number> | null = null;

/** Whether it is one of those that are tried first: known ones, the person's own address, one character over and over. */
export async function isGuessable(password: string, email: string): Promise<boolean> {
  const lower = password.toLowerCase();
  const address = email.toLowerCase();
  if (lower === address || lower === address.split("@", 1)[0] || lower === address.split("@")[1]) return true;
  if (new Set(lower).size < 3) return true;
  common ??= new Set(digestsOf(commonPasswordDigests));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lower));
  return common.has(new DataView(digest).getUint32(0));
}

function digestsOf(base64: string): number[] {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: bytes.byteLength / 4 }, (_, index) => bytes.readUInt32BE(index * 4));
}

function tooCommon(): Response {
  return libraryProblem(400, {
    code: "PASSWORD_TOO_COMMON",
    message: "This password is among the first that somebody would guess. Choose another one.",
  });
}

export const signUpPassword: Door = async (c, next) =>
  (await isGuessable(textOf(c, "password"), textOf(c, "email"))) ? tooCommon() : next();

/** A new password ends every other session, and its person is told. */
export const changePassword: Door = async (c, next) => {
  const person = await personOf(c);
  if (person !== null && (await isGuessable(textOf(c, "newPassword"), person.email))) return tooCommon();
  c.set("input", { ...c.var.input, revokeOtherSessions: true });
  await next();
  if (person !== null && c.res.status < 400) waitUntil(sendMail(c.env, passwordChangedMail(c.env, person.email)));
  return undefined;
};

/** A link that is used ends the others of its person, also when two are used at once: D1 takes one of them first. */
export const resetPassword: Door = async (c, next) => {
  const identifier = await hashIdentifier(`reset-password:${textOf(c, "token")}`);
  const person = await whoResets(c.env, identifier);
  if (person === null) return next();
  const password = textOf(c, "newPassword");
  if (await isGuessable(password, person.email)) return tooCommon();
  if (password.length >= minLength) await endOtherLinks(c.env, person.id, identifier);
  await next();
  if (c.res.status >= 400) return undefined;
  await forget(c.env, accountKey(person.email));
  waitUntil(sendMail(c.env, passwordChangedMail(c.env, person.email)));
  return undefined;
};

async function whoResets(env: Env, identifier: string): Promise<{ id: string; email: string } | null> {
  const [row] = await drizzle(env.DB)
    .select({ id: user.id, email: user.email })
    .from(verification)
    .innerJoin(user, eq(user.id, verification.value))
    .where(and(eq(verification.identifier, identifier), gt(verification.expiresAt, new Date())));
  return row ?? null;
}

async function endOtherLinks(env: Env, userId: string, identifier: string): Promise<void> {
  await drizzle(env.DB)
    .delete(verification)
    .where(
      and(
        eq(verification.value, userId),
        ne(verification.identifier, identifier),
        sql`exists (select 1 from ${verification} as mine where mine.identifier = ${identifier})`,
      ),
    );
}
