/** Bytes as texts in which each character is a byte, as base64, and side by side. */

/** Each byte as the character of its number. */
export function ascii(bytes: Uint8Array): string {
  const pieceBytes = 0x4000;
  let text = "";
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes));
  return text;
}

/** What is no base64 within it is passed over, and so is a letter too many at its end. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const kept = text
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replace(/[^A-Za-z0-9+/]/g, "");
  return bytesOf(atob(kept.length % 4 === 1 ? kept.slice(0, -1) : kept));
}

/** Each character as the byte of its number. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** UTF-8 in base64, in lines that no reader cuts. */
export function toBase64(text: string): string {
  return base64Of(new TextEncoder().encode(text.toWellFormed()));
}

export function base64Of(bytes: Uint8Array): string {
  return btoa(ascii(bytes)).replace(/.{76}/g, "$&\r\n");
}
