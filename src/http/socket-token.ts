import { createHmac, hkdfSync } from "node:crypto";
import { sign, verify } from "hono/jwt";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";

/**
 * The two proofs with which a socket opens without D1. A token comes from REST, names its sign-in, lives a minute and opens
 * one socket. A ticket comes with a welcome and lets that client session come back for an hour. Both go over the wire
 * where a browser can put them, in the offered subprotocols, so they are good for nothing else. Whether the sign-in
 * still holds, and its agent is a member, is the hub's to say.
 */

/** Whose socket it is. Times are Unix milliseconds. */
export interface SocketClaim {
  readonly agentId: string;
  readonly orgId: string;
  /** How the org's address may name it beside its id. */
  readonly slug: string;
  /** The person's sign-in, and when it ends by itself. */
  readonly sid: string;
  readonly sessionEndsAt: number;
}

export interface TokenClaim extends SocketClaim {
  readonly once: { readonly id: string; readonly until: number };
}

export interface TicketClaim extends SocketClaim {
  readonly resume: { readonly session: string; readonly accessSeq: number };
}

const common = { sub: v.string(), org: v.string(), at: v.string(), sid: v.string(), end: v.number(), exp: v.number() };
const TokenSchema = v.object({ ...common, jti: v.string() });
const TicketSchema = v.object({ ...common, ses: v.string(), acc: v.number() });

const tokenAudience = "parley.realtime";
const ticketAudience = "parley.resume";

export async function createSocketToken(
  env: Env,
  { agentId: sub, orgId: org, slug: at, sid, sessionEndsAt: end }: SocketClaim,
): Promise<{ token: string; expiresAt: string }> {
  const exp = Math.floor((Date.now() + timing.socketTokenTtlMs) / 1000);
  const claims = { aud: tokenAudience, sub, org, at, sid, end, exp, jti: crypto.randomUUID() };
  const token = await sign(claims, await keyOf(env, tokenAudience), "HS256");
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
}

/** What a token says; null when it is expired, forged or none of ours. */
export async function readSocketToken(env: Env, token: string): Promise<TokenClaim | null> {
  const claims = await read(env, token, tokenAudience, TokenSchema);
  return claims && { ...claimOf(claims), once: { id: claims.jti, until: claims.exp * 1000 } };
}

/** Signs tickets of an org's hub, at once. */
export function ticketSigner(env: Env, orgId: () => string) {
  let key: Uint8Array | null = null;
  return (claims: {
    readonly agentId: string;
    readonly sid: string;
    readonly sessionEndsAt: number;
    readonly org: string;
    readonly session: string;
    readonly accessSeq: number;
    readonly expiresAt: number;
  }): string => {
    key ??= new Uint8Array(hkdfSync("sha256", env.AUTH_SECRET, new Uint8Array(), ticketAudience, 32));
    const { agentId: sub, sid, sessionEndsAt: end, org: at, session: ses, accessSeq: acc } = claims;
    const exp = Math.floor(claims.expiresAt / 1000);
    const payload = { aud: ticketAudience, sub, org: orgId(), at, sid, end, ses, acc, exp };
    const signed = `${base64Url({ alg: "HS256", typ: "JWT" })}.${base64Url(payload)}`;
    return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
  };
}

/** What a ticket says; null when it is expired, forged or none of ours. */
export async function readResumeTicket(env: Env, ticket: string): Promise<TicketClaim | null> {
  const claims = await read(env, ticket, ticketAudience, TicketSchema);
  return claims && { ...claimOf(claims), resume: { session: claims.ses, accessSeq: claims.acc } };
}

async function read<S extends v.GenericSchema>(
  env: Env,
  text: string,
  aud: string,
  schema: S,
): Promise<v.InferOutput<S> | null> {
  try {
    return v.parse(schema, await verify(text, await keyOf(env, aud), { alg: "HS256", aud }));
  } catch {
    // hono/jwt throws for every way in which a token can be bad; to the caller they are all the same.
    return null;
  }
}

function claimOf({ sub, org, at, sid, end }: Omit<v.InferOutput<typeof TokenSchema>, "jti">): SocketClaim {
  return { agentId: sub, orgId: org, slug: at, sid, sessionEndsAt: end };
}

function base64Url(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** By secret and purpose: deriving one costs more than checking a token, of which a deploy brings a thousand at once. */
const keys = new Map<string, Promise<CryptoKey>>();

/** A key for each purpose, derived from AUTH_SECRET: nothing else signed with that secret can pass for it. */
function keyOf(env: Env, purpose: string): Promise<CryptoKey> {
  const name = `${purpose}\n${env.AUTH_SECRET}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const made = derive(env.AUTH_SECRET, purpose);
  keys.set(name, made);
  return made;
}

async function derive(secret: string, purpose: string): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(purpose) },
    base,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign", "verify"],
  );
}
