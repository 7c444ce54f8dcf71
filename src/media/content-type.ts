import { fileTypeFromBuffer } from "file-type/core";
import { imageSize } from "image-size";
import type { Attachment } from "../protocol/records.ts";

/** What a file is by its content; what a name or a sender says of it counts only where the content tells nothing. */
export interface ContentType {
  readonly mimeType: string;
  readonly type: Attachment["type"];
  readonly width?: number;
  readonly height?: number;
}

/** How much of a file's beginning is looked at: the frame header of a photo may lie behind a large preview. */
export const headBytes = 256 * 1024;

export async function contentTypeOf(head: Uint8Array, declared: string | null): Promise<ContentType> {
  const said = baseOf(declared);
  const mimeType = settled(await sniffed(head), said, head);
  const type = typeOf(mimeType);
  return { mimeType, type, ...(type === "image" ? pixelsOf(head) : {}) };
}

/** The same type has several names; these are the ones that `channelRules` knows. */
const canonical: Readonly<Record<string, string>> = {
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
  "audio/mp3": "audio/mpeg",
  "audio/opus": "audio/ogg",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "video/x-m4v": "video/mp4",
  "video/3gpp2": "video/3gpp",
  "image/jpg": "image/jpeg",
  "text/x-vcard": "text/vcard",
};

/** Containers that hold a film or sound alone; who recorded it knows which. */
const containers = ["mp4", "webm", "ogg", "3gpp", "quicktime"];

/** Text has no signature: of these the sender's word is taken, when it is text at all. None of them runs where it is served. */
const texts: ReadonlySet<string> = new Set([
  "text/plain",
  "text/csv",
  "text/vcard",
  "text/calendar",
  "text/markdown",
  "text/html",
  "application/json",
  "application/xml",
  "image/svg+xml",
]);

async function sniffed(head: Uint8Array): Promise<string | null> {
  try {
    return baseOf((await fileTypeFromBuffer(head))?.mime ?? null);
  } catch {
    // A file that breaks off where its own header promises more.
    return null;
  }
}

function settled(found: string | null, said: string | null, head: Uint8Array): string {
  if (found !== null && found !== "application/xml") {
    const [kind, container = ""] = found.split("/");
    const isSound = kind === "video" && said === `audio/${container}` && containers.includes(container);
    return isSound ? said : found;
  }
  if (!isText(head)) return "application/octet-stream";
  if (said !== null && texts.has(said)) return said;
  return found ?? "text/plain";
}

function typeOf(mimeType: string): Attachment["type"] {
  // A drawing that may hold script is a document, and so is what no browser shows.
  if (/^image\/(jpeg|png|gif|webp|avif|heic|heif|bmp)$/.test(mimeType)) return "image";
  if (mimeType.startsWith("audio/")) return "audio";
  return mimeType.startsWith("video/") ? "video" : "document";
}

function pixelsOf(head: Uint8Array): { width?: number; height?: number } {
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0 && height > 0)) return {};
    // Orientations from 5 on lie on their side (EXIF 2.3).
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return {};
  }
}

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    // `stream`: the head may end within a character.
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function baseOf(mimeType: string | null): string | null {
  const base = mimeType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (base === "") return null;
  return canonical[base] ?? base;
}
