/**
 * `X-Hub-Signature-256: sha256=<hex HMAC-SHA256(raw body, app secret)>` (Meta, "Webhooks: validate
 * payloads"). Over the bytes as received: re-serialised JSON differs in its escapes of accents and emoji.
 */

const prefix = "sha256=";
const signatureBytes = 32;

/** Imported keys of this isolate; importing costs as much as verifying. Secrets rotate rarely, so few. */
const keys = new Map<string, Promise<CryptoKey>>();
const maxKeys = 1_000;

/** True when one of the secrets (several while they rotate) signed the body. An empty secret signs nothing. */
export async function isSigned(
  body: Uint8Array<ArrayBuffer>,
  header: string | undefined,
  secrets: readonly string[],
): Promise<boolean> {
  const signature = header === undefined ? null : fromHeader(header);
  if (signature === null) return false;
  for (const secret of secrets) {
    // `verify` compares in constant time.
    if (secret !== "" && (await crypto.subtle.verify("HMAC", await keyOf(secret), signature, body))) return true;
  }
  return false;
}

function fromHeader(header: string): Uint8Array<ArrayBuffer> | null {
  if (header.length !== prefix.length + 2 * signatureBytes || !header.startsWith(prefix)) return null;
  const bytes = new Uint8Array(signatureBytes);
  for (let i = 0; i < signatureBytes; i++) {
    const high = hexDigit(header.charCodeAt(prefix.length + 2 * i));
    const low = hexDigit(header.charCodeAt(prefix.length + 2 * i + 1));
    if (high < 0 || low < 0) return null;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

/** The value of a hexadecimal digit's char code, or -1. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function keyOf(secret: string): Promise<CryptoKey> {
  const held = keys.get(secret);
  if (held !== undefined) return held;
  if (keys.size >= maxKeys) keys.clear();
  const key = crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  keys.set(secret, key);
  return key;
}
