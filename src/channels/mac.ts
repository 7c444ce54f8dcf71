import type { SealingKey } from "./secrets.ts";

const encoder = new TextEncoder();

/** HMAC-SHA256 with a key made for one purpose: what signs links must not be what seals secrets. */
export async function macOf({ bytes }: SealingKey, purpose: string, text: string): Promise<Uint8Array> {
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(purpose) };
  const use = { name: "HMAC", hash: "SHA-256", length: 256 };
  const key = await crypto.subtle.deriveKey(derived, base, use, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
