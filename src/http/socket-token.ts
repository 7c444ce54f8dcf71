import { sign, verify } from "hono/jwt";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";

/**
 * A JWT that opens one org's socket for one agent. It goes over the wire where a browser can put it, in the
 * offered subprotocols, so it is short-lived and good for nothing else. Whether the agent still belongs to
 * the org is asked when it is used.
 */
const ClaimsSchema = v.object({ sub: v.string(), org: v.string(), exp: v.number() });

const audience = "parley.realtime";

export async function createSocketToken(
  env: Env,
  agentId: string,
  orgId: string,
): Promise<{ token: string; expiresAt: string }> {
  const exp = Math.floor((Date.now() + timing.socketTokenTtlMs) / 1000);
  const token = await sign({ sub: agentId, org: orgId, aud: audience, exp }, await keyOf(env), "HS256");
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
}

/** What a token says, its end in Unix milliseconds; null when it is expired, forged or none of ours. */
export async function readSocketToken(
  env: Env,
  token: string,
): Promise<{ agentId: string; orgId: string; expiresAt: number } | null> {
  try {
    const { sub, org, exp } = v.parse(
      ClaimsSchema,
      await verify(token, await keyOf(env), { alg: "HS256", aud: audience }),
    );
    return { agentId: sub, orgId: org, expiresAt: exp * 1000 };
  } catch {
    // hono/jwt throws for every way in which a token can be bad; to the caller they are all the same.
    return null;
  }
}

/** A key of its own, derived from AUTH_SECRET: nothing else signed with that secret can pass for a token. */
async function keyOf(env: Env): Promise<CryptoKey> {
  const encoder = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", encoder.encode(env.AUTH_SECRET), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(audience) },
    secret,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign", "verify"],
  );
}
