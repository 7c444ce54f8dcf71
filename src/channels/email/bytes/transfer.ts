import { ascii, fromBase64, joined } from "./octets.ts";

/** A body without its Content-Transfer-Encoding. What is not what it is said to be is taken as it is. */
export function untransferred(body: Uint8Array, encoding: string | undefined): Uint8Array {
  const said = (encoding ?? "").toLowerCase();
  if (said.includes("quoted-printable")) return fromQuotedPrintable(body);
  if (!said.includes("base64")) return body;
  const text = ascii(body);
  return isBase64(text) ? fromBase64Parts(text) : body;
}

/** Words have spaces and points, base64 has neither. */
function isBase64(text: string): boolean {
  const sample = text.slice(0, 4_000).trim();
  const foreign = (sample.match(/[^A-Za-z0-9+/=\s_-]|[^\S\r\n]+(?=\S)/g) ?? []).length;
  return foreign * 20 <= sample.length;
}

/** Some mailers put several pieces of base64 one after the other, each with its own end. */
function fromBase64Parts(text: string): Uint8Array {
  const parts = text.split(/={1,2}(?=\s*[A-Za-z0-9+/])/);
  if (parts.length === 1) return fromBase64(text);
  return joined(parts.map(fromBase64));
}

/** RFC 2045 6.7. */
function fromQuotedPrintable(body: Uint8Array): Uint8Array {
  const result = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte !== equals) {
      result[length] = byte;
      length += 1;
      continue;
    }
    const high = hexOf(body[at + 1]);
    const low = hexOf(body[at + 2]);
    if (high >= 0 && low >= 0) {
      result[length] = high * 16 + low;
      length += 1;
      at += 2;
      continue;
    }
    const next = endOfLine(body, at + 1);
    if (next !== null) at = next;
    else {
      result[length] = byte;
      length += 1;
    }
  }
  return result.subarray(0, length);
}

const equals = 0x3d;

/** Where a soft line break ends; null when it is none. */
function endOfLine(body: Uint8Array, from: number): number | null {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at += 1;
  if (at >= body.length) return at;
  if (body[at] === 0x0d && body[at + 1] === 0x0a) return at + 1;
  return body[at] === 0x0a || body[at] === 0x0d ? at : null;
}

function hexOf(byte: number | undefined): number {
  return byte === undefined ? -1 : "0123456789abcdef".indexOf(String.fromCharCode(byte).toLowerCase());
}
