import * as v from "valibot";
import { type ChannelSecrets, ChannelSecretsSchema } from "./channel.ts";

/**
 * Seals a channel's secrets for storage, with AES-256-GCM. `keys` is the setting SECRETS_KEYS:
 * `id:base64` pairs of 32-byte keys separated by commas. The first seals, every one opens, so a new key is
 * put in front and the old one stays until nothing sealed with it is left.
 *
 * Sealed form: `v1.<key id>.<base64 of iv and ciphertext>`. The key id is authenticated with the content.
 */
export async function sealSecrets(keys: string, secrets: ChannelSecrets): Promise<string> {
  const { id, bytes } = sealingKeys(keys)[0];
  const key = await importKey(bytes, "encrypt");
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const plain = encoder.encode(JSON.stringify(secrets));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: label(id) }, key, plain);
  const joined = new Uint8Array(ivBytes + cipher.byteLength);
  joined.set(iv);
  joined.set(new Uint8Array(cipher), ivBytes);
  return `v1.${id}.${toBase64(joined)}`;
}

/** Opens what `sealSecrets` made. Throws when its key is gone or a bit of it has changed. */
export async function openSecrets(keys: string, sealed: string): Promise<ChannelSecrets> {
  const [version, id, content] = sealed.split(".");
  if (version !== "v1" || id === undefined || content === undefined) throw new Error("Not sealed secrets.");
  const found = sealingKeys(keys).find((key) => key.id === id);
  if (found === undefined) throw new Error(`SECRETS_KEYS has no key "${id}", with which these secrets were sealed.`);
  const joined = fromBase64(content);
  const plain = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: joined.subarray(0, ivBytes), additionalData: label(id) },
    await importKey(found.bytes, "decrypt"),
    joined.subarray(ivBytes),
  );
  return v.parse(ChannelSecretsSchema, JSON.parse(decoder.decode(plain)));
}

/** 96 bits, the size that AES-GCM takes as it is (NIST SP 800-38D). */
const ivBytes = 12;
const keyBytes = 32;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface SealingKey {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The first is the one to use; all of them hold. */
export function sealingKeys(keys: string): [SealingKey, ...SealingKey[]] {
  const [first, ...rest] = keys
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map(parseKey);
  if (first === undefined) throw new Error("SECRETS_KEYS is not set; docs/deploy.md says how.");
  return [first, ...rest];
}

function parseKey(pair: string): SealingKey {
  const colon = pair.indexOf(":");
  const id = pair.slice(0, Math.max(colon, 0));
  if (!/^[\w-]+$/.test(id)) throw new Error("SECRETS_KEYS must hold `id:base64` pairs; an id is of A-Z a-z 0-9 _ -.");
  const bytes = fromBase64(pair.slice(colon + 1));
  if (bytes.byteLength !== keyBytes) throw new Error(`The key "${id}" in SECRETS_KEYS is not of ${keyBytes} bytes.`);
  return { id, bytes };
}

function importKey(bytes: BufferSource, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, [usage]);
}

function label(keyId: string): BufferSource {
  return encoder.encode(`parley channel secrets v1 ${keyId}`);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
