import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { invitation } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { derivedKey } from "./derived-key.ts";

/**
 * Who may use an invitation: whoever has its secret, `<id>.<mac>`. Lists show the bare id, which opens nothing. The mail's
 * secret proves that its reader has the address; the one in the answer to whoever invited does not, so they differ.
 */
export type SecretKind = "mailed" | "told";

const kinds: readonly SecretKind[] = ["mailed", "told"];

export interface OpenedInvitation {
  readonly id: string;
  readonly email: string;
  /** Whether the secret is the mail's. */
  readonly isMailed: boolean;
  readonly isPending: boolean;
}

export async function invitationSecret(
  env: Env,
  { id, email }: { readonly id: string; readonly email: string },
  kind: SecretKind,
): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await keyOf(env, kind), signed(id, email));
  return `${id}.${Buffer.from(mac).toString("base64url")}`;
}

/** The invitation that a secret opens; null for any other words, also for a bare id. */
export async function openInvitation(env: Env, secret: string): Promise<OpenedInvitation | null> {
  const id = invitationId(secret);
  const mac = Buffer.from(secret.slice(id.length + 1), "base64url");
  if (mac.byteLength !== 32) return null;
  const [row] = await drizzle(env.DB)
    .select({ email: invitation.email, status: invitation.status, expiresAt: invitation.expiresAt })
    .from(invitation)
    .where(eq(invitation.id, id));
  if (row === undefined) return null;
  for (const kind of kinds) {
    if (!(await crypto.subtle.verify("HMAC", await keyOf(env, kind), mac, signed(id, row.email)))) continue;
    const isPending = row.status === "pending" && row.expiresAt.getTime() > Date.now();
    return { id, email: row.email.toLowerCase(), isMailed: kind === "mailed", isPending };
  }
  return null;
}

/** The id in a secret; a bare id is itself. */
export function invitationId(secret: string): string {
  return secret.split(".", 1)[0] ?? "";
}

function signed(id: string, email: string): BufferSource {
  return new TextEncoder().encode(JSON.stringify([id, email.toLowerCase()]));
}

function keyOf(env: Env, kind: SecretKind): Promise<CryptoKey> {
  return derivedKey(env, `parley.invitation.${kind}`);
}
