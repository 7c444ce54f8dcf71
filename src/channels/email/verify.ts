import { timing } from "../../protocol/timing.ts";

/** What a mail service puts around a webhook: Svix's headers, or those of Standard Webhooks, which are the same. */
export interface SignedWebhook {
  readonly id: string | undefined;
  /** Unix seconds. */
  readonly timestamp: string | undefined;
  /** `v1,<base64>`, several of them with spaces between while a secret is replaced. */
  readonly signature: string | undefined;
}

/**
 * HMAC-SHA256 over `id.timestamp.body`, with the bytes behind `whsec_` as the key (Svix, "Verify manually", 2026). The
 * timestamp is signed too: what is older than `timing.webhookToleranceMs` is a replay, and does not pass. True when
 * one of the secrets signed it; an empty secret signs nothing.
 */
export async function isSignedBySvix(
  body: Uint8Array<ArrayBuffer>,
  { id, timestamp, signature }: SignedWebhook,
  secrets: readonly string[],
  now: number,
): Promise<boolean> {
  if (id === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp ?? "")) return false;
  if (Math.abs(now - Number(timestamp) * 1_000) > timing.webhookToleranceMs) return false;
  const given = signature.split(" ", signaturesMax).flatMap((part) => {
    const bytes = part.startsWith("v1,") ? fromBase64(part.slice(3)) : null;
    return bytes?.byteLength === signatureBytes ? [bytes] : [];
  });
  const signed = joined(encoder.encode(`${id}.${timestamp}.`), body);
  for (const secret of secrets) {
    const bytes = fromBase64(secret.trim().replace(/^whsec_/, ""));
    if (bytes === null || bytes.byteLength === 0) continue;
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    // `verify` compares in constant time.
    for (const one of given) if (await crypto.subtle.verify("HMAC", key, one, signed)) return true;
  }
  return false;
}

const signatureBytes = 32;
/** More than any service sends; each costs a hash. */
const signaturesMax = 10;
const encoder = new TextEncoder();

function joined(head: Uint8Array, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.byteLength + body.byteLength);
  all.set(head);
  all.set(body, head.byteLength);
  return all;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
