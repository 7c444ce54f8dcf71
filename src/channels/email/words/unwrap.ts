import { type Entity, fieldOf } from "../bytes/entity.ts";
import { bytesOf } from "../bytes/octets.ts";
import { structured } from "../bytes/parameters.ts";
import type { Surroundings } from "./role.ts";
import { signedContent } from "./signed.ts";

/** Mails or parts within a part, in another packing than MIME's. */
export interface Unwrapped {
  readonly inner: readonly Uint8Array<ArrayBuffer>[];
  /** Whether the packing itself stays as a file. */
  readonly keepsOriginal: boolean;
}

/** Null for a part that is no packing, or one that cannot be opened. */
export function unwrapped(entity: Entity, bytes: () => Uint8Array, { parent }: Surroundings): Unwrapped | null {
  const { value, params } = entity.type;
  const disposition = structured(fieldOf(entity, "content-disposition")?.value ?? "", null);
  const filename = disposition.params.get("filename") ?? params.get("name") ?? "";
  if (/^application\/(?:x-)?pkcs7-mime$/.test(value) || (isUntyped(value) && /\.p7m$/i.test(filename)))
    return ofSmime(bytes());
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

/** What stands in for words that nobody but the holder of a key can read. */
const encrypted =
  "Content-Type: text/plain; charset=utf-8\r\n\r\nThis mail is encrypted and cannot be read here. Whoever has its key can open it from the attached file.\r\n";
