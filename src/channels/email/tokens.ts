import { cipherKey, hex, macOf } from "../mac.ts";
import { sealingKeys } from "../secrets.ts";

/**
 * What vouches for a mail's place in a thread and for the links of tracked mail. Mail has no signed webhooks: whoever
 * comes with one of these has got it from us. Signed with the first of SECRETS_KEYS, accepted with any of them, so
 * that mails written before a key was replaced still find their way.
 *
 * A thread token names a message of ours by its `position`: `<base 36>-<20 hex>`. It is the local part of our
 * Message-ID and what follows the plus in Reply-To, so it is short, and whatever changes its case does no harm.
 */
export async function threadToken(keys: string, channelId: string, position: number): Promise<string> {
  const [key] = sealingKeys(keys);
  const mac = await macOf(key, threadInfo, threadText(channelId, position));
  return `${position.toString(36)}-${hex(mac).slice(0, threadMacLength)}`;
}

/** The position that a token names; null when we have not made it for this channel. */
export async function readThreadToken(keys: string, channelId: string, token: string): Promise<number | null> {
  const [, name, given] = /^([0-9a-z]{1,11})-([0-9a-f]{20})$/.exec(token.toLowerCase()) ?? [];
  if (name === undefined || given === undefined) return null;
  const position = Number.parseInt(name, 36);
  for (const key of sealingKeys(keys)) {
    const mac = await macOf(key, threadInfo, threadText(channelId, position));
    if (isSame(hex(mac).slice(0, threadMacLength), given)) return position;
  }
  return null;
}

/** What a tracked link or pixel stands for: a message, and where the link leads. */
export interface Tracked {
  readonly orgId: string;
  readonly channelId: string;
  readonly position: number;
  /** null for the pixel. */
  readonly url: string | null;
}

/** Encrypted, so that a mail tells nobody which org, channel and message it is of. */
export async function trackingToken(keys: string, { orgId, channelId, position, url }: Tracked): Promise<string> {
  const [key] = sealingKeys(keys);
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const plain = encoder.encode(JSON.stringify([orgId, channelId, position, url]));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipherKey(key, trackingInfo), plain);
  const token = new Uint8Array(ivBytes + cipher.byteLength);
  token.set(iv);
  token.set(new Uint8Array(cipher), ivBytes);
  return base64url(token);
}

/** Null when we have not made it: nobody can have us redirect to a place of their own choice. */
export async function readTrackingToken(keys: string, token: string): Promise<Tracked | null> {
  if (token.includes(".")) return readSignedToken(keys, token);
  if (!/^[\w-]{1,8000}$/.test(token)) return null;
  const bytes = fromBase64url(token);
  if (bytes === null || bytes.byteLength <= ivBytes) return null;
  const [iv, cipher] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes)];
  for (const key of sealingKeys(keys)) {
    const use = await cipherKey(key, trackingInfo);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, use, cipher).catch(() => null);
    if (plain !== null) return trackedOf(plain);
  }
  return null;
}

/** As mails have it that were sent before tokens were encrypted: legible, and signed. */
async function readSignedToken(keys: string, token: string): Promise<Tracked | null> {
  const [, payload, given] = /^([\w-]{1,8000})\.([\w-]{22})$/.exec(token) ?? [];
  if (payload === undefined || given === undefined) return null;
  for (const key of sealingKeys(keys)) {
    const mac = await macOf(key, signedInfo, payload);
    if (!isSame(base64url(mac.subarray(0, signedMacBytes)), given)) continue;
    const bytes = fromBase64url(payload);
    return bytes === null ? null : trackedOf(bytes);
  }
  return null;
}

const threadInfo = "parley mail threads v1";
const trackingInfo = "parley mail tracking v2";
const signedInfo = "parley mail tracking v1";
/** 80 bits; they cannot be tried offline. */
const threadMacLength = 20;
const signedMacBytes = 16;
/** 96 bits, the size that AES-GCM takes as it is. */
const ivBytes = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function threadText(channelId: string, position: number): string {
  return JSON.stringify([channelId, position]);
}

function trackedOf(bytes: BufferSource): Tracked {
  const [orgId, channelId, position, url] = JSON.parse(decoder.decode(bytes)) as [
    string,
    string,
    number,
    string | null,
  ];
  return { orgId, channelId, position, url };
}

/** Takes as long whatever differs, so that its time tells nothing. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

function base64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
