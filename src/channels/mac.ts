import type { SealingKey } from "./secrets.ts";

const encoder = new TextEncoder();

/** HMAC-SHA256 with a key made for one purpose: what signs links must not be what seals secrets. */
export async function macOf(of: SealingKey, purpose: string, text: string): Promise<Uint8Array> {
  const key = await derived(of, purpose, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

/** A key of AES-256-GCM, made for one purpose. */
export function cipherKey(of: SealingKey, purpose: string): Promise<CryptoKey> {
  return derived(of, purpose, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
}

async function derived(
  { bytes }: SealingKey,
  purpose: string,
  use: { readonly name: string; readonly hash?: string; readonly length: number },
  usages: ("sign" | "encrypt" | "decrypt")[],
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const from = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(purpose) };
  return crypto.subtle.deriveKey(from, base, use, false, usages);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
