import { type Entity, fieldOf } from "../bytes/entity.ts";
import { base64Of, bytesOf, toBase64 } from "../bytes/octets.ts";
import { structured, writeStructured } from "../bytes/parameters.ts";
import type { Surroundings } from "./role.ts";
import { signedContent } from "./signed.ts";
import { type TnefFile, tnefOf } from "./tnef.ts";

/** Mails or parts within a part, in another packing than MIME's. */
export interface Unwrapped {
  readonly inner: readonly Uint8Array<ArrayBuffer>[];
  /** Whether the packing itself stays as a file. */
  readonly keepsOriginal: boolean;
}

/** Null for a part that is no packing, or one that cannot be opened. */
export function unwrapped(
  entity: Entity,
  bytes: () => Uint8Array,
  { parent, hasWords }: Surroundings,
): Unwrapped | null {
  const { value, params } = entity.type;
  const disposition = structured(fieldOf(entity, "content-disposition")?.value ?? "", null);
  const filename = disposition.params.get("filename") ?? params.get("name") ?? "";
  if (/^application\/(?:x-)?pkcs7-mime$/.test(value) || (isUntyped(value) && /\.p7m$/i.test(filename)))
    return ofSmime(bytes());
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(value) || (isUntyped(value) && /^winmail\.dat$/i.test(filename)))
    return ofTnef(bytes(), hasWords);
  // RFC 3156: the first part of two says of the other that it is encrypted.
  if (value === "application/pgp-encrypted" && parent?.type.value === "multipart/encrypted")
    return { inner: [bytesOf(encrypted)], keepsOriginal: false };
  return null;
}

function isUntyped(type: string): boolean {
  return type === "application/octet-stream" || type === "";
}

function ofSmime(bytes: Uint8Array): Unwrapped | null {
  const content = signedContent(bytes);
  if (content === null) return null;
  return { inner: [content === "encrypted" ? bytesOf(encrypted) : content], keepsOriginal: true };
}

/** Larger ones stay as they are: their files would stand in memory several times. */
const tnefBytes = 8 * 1024 * 1024;

/** Its words only where the mail has none of its own, which say the same. */
function ofTnef(bytes: Uint8Array, hasWords: boolean): Unwrapped | null {
  const tnef = bytes.length > tnefBytes ? null : tnefOf(bytes);
  if (tnef === null) return null;
  const inner = tnef.files.filter(({ bytes: { length } }) => length > 0).map(partOfFile);
  if (!hasWords && tnef.html !== "") inner.unshift(partOf("text/html; charset=utf-8", toBase64(tnef.html)));
  else if (!hasWords && tnef.text !== "") inner.unshift(partOf("text/plain; charset=utf-8", toBase64(tnef.text)));
  return inner.length === 0 ? null : { inner, keepsOriginal: false };
}

function partOfFile({ filename, mimeType, contentId, bytes }: TnefFile): Uint8Array<ArrayBuffer> {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : "application/octet-stream";
  const disposition = writeStructured({ value: "attachment", params: new Map([["filename", filename || "file"]]) });
  const cid = /^[^\s<>\p{Cc}]+$/u.test(contentId) ? `\r\nContent-ID: <${contentId}>` : "";
  return partOf(`${type}\r\nContent-Disposition: ${disposition}${cid}`, base64Of(bytes));
}

function partOf(type: string, base64: string): Uint8Array<ArrayBuffer> {
  return bytesOf(`Content-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`);
}

/** What stands in for words that nobody but the holder of a key can read. */
const encrypted =
  "Content-Type: text/plain; charset=utf-8\r\n\r\nThis mail is encrypted and cannot be read here. Whoever has its key can open it from the attached file.\r\n";
