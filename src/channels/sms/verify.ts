/**
 * `X-Twilio-Signature`: base64 of HMAC-SHA1, with the account's auth token, over the address as Twilio called it,
 * query included, followed by every parameter's name and value in the order of the names (Twilio, "Webhooks
 * security"). Over all parameters, those that we do not know too: the set grows.
 */
export async function isSignedByTwilio(
  url: string,
  params: URLSearchParams,
  header: string | undefined,
  authToken: string,
): Promise<boolean> {
  const signature = header === undefined ? null : fromBase64(header);
  if (signature === null || authToken === "") return false;
  const key = await crypto.subtle.importKey("raw", encoder.encode(authToken), algorithm, false, ["verify"]);
  // `verify` compares in constant time.
  return crypto.subtle.verify("HMAC", key, signature, encoder.encode(url + joined(params)));
}

const encoder = new TextEncoder();
const algorithm = { name: "HMAC", hash: "SHA-1" };
const signatureBytes = 20;

/** A name that comes several times counts each different value once, in their order, as Twilio's own helpers do. */
function joined(params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort(byUnits);
  return names.flatMap((name) => [...new Set(params.getAll(name))].sort(byUnits).map((value) => name + value)).join("");
}

/** By code units, not by a language: `Body` comes before `body`. */
function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fromBase64(header: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
    return bytes.byteLength === signatureBytes ? bytes : null;
  } catch {
    return null;
  }
}
