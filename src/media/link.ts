import { type SealingKey, sealingKeys } from "../channels/secrets.ts";

/**
 * Addresses of files for those who are not signed in, such as a provider that fetches what is sent: they end by
 * themselves, and are signed with the first of SECRETS_KEYS, whose id they carry, so that keys can rotate.
 */
export interface MediaLink {
  readonly url: string;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
}

export interface LinkSettings {
  readonly PUBLIC_URL: string;
  readonly SECRETS_KEYS: string;
}

export async function signedLink(
  { PUBLIC_URL, SECRETS_KEYS }: LinkSettings,
  file: { readonly orgId: string; readonly mediaId: string },
  expiresMs: number,
): Promise<MediaLink> {
  const [key] = sealingKeys(SECRETS_KEYS);
  const expires = Math.ceil(expiresMs / 1_000);
  const mac = await crypto.subtle.sign("HMAC", await hmacKey(key), signed(file, expires));
  const path = `/api/media/${encodeURIComponent(file.orgId)}/${encodeURIComponent(file.mediaId)}`;
  const query = new URLSearchParams({ expires: String(expires), key: key.id, signature: hex(new Uint8Array(mac)) });
  return { url: `${PUBLIC_URL}${path}?${query}`, expiresAt: new Date(expires * 1_000).toISOString() };
}

/** Whether we have signed this address and it has not ended. */
export async function isSigned(
  { SECRETS_KEYS }: LinkSettings,
  file: { readonly orgId: string; readonly mediaId: string },
  query: {
    readonly expires: string | undefined;
    readonly key: string | undefined;
    readonly signature: string | undefined;
  },
  nowMs: number,
): Promise<boolean> {
  const expires = Number(query.expires);
  const mac = query.signature === undefined ? null : bytesOf(query.signature);
  const key = sealingKeys(SECRETS_KEYS).find(({ id }) => id === query.key);
  if (mac === null || key === undefined || !Number.isSafeInteger(expires)) return false;
  // Constant in time, unlike a comparison of texts.
  const isOurs = await crypto.subtle.verify("HMAC", await hmacKey(key), mac, signed(file, expires));
  return isOurs && expires * 1_000 > nowMs;
}

const encoder = new TextEncoder();

/** A key of its own purpose: what signs addresses must not be what seals tokens. */
async function hmacKey({ bytes }: SealingKey): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = encoder.encode("parley media links v1");
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const use = { name: "HMAC", hash: "SHA-256", length: 256 };
  return crypto.subtle.deriveKey(algorithm, base, use, false, ["sign", "verify"]);
}

function signed(file: { readonly orgId: string; readonly mediaId: string }, expires: number): BufferSource {
  return encoder.encode(JSON.stringify([file.orgId, file.mediaId, expires]));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[0-9a-f]{64}$/.test(text)) return null;
  return Uint8Array.from({ length: 32 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}
