import type { Env } from "../env.ts";
import { mediaKey, mediaPath, putMedia, type Stored } from "../media/bucket.ts";
import { limits } from "../protocol/limits.ts";
import type { Actor } from "../hub/rpc.ts";
import type { Attachment } from "../protocol/records.ts";
import type { Rejection } from "../protocol/rejections.ts";
import { hubOf } from "./context.ts";

/** What is known of a file before its content is seen. */
export interface NewFile {
  readonly filename: string | null;
  /** What its sender calls it; the content decides. */
  readonly declaredType: string | null;
  /** For what cannot be seen: a recording is a `voice` message, a picture may be meant as a `document`. */
  readonly type?: "voice" | "sticker" | "document" | undefined;
  /** Whoever may send the same file twice makes the id; a new one when it is left out. */
  readonly id?: string;
  /** Who sees it while it is in no message; null for what a mail brought. */
  readonly uploader: Actor | null;
}

export type NewMedia =
  | { readonly ok: true; readonly attachment: Attachment }
  | { readonly ok: false; readonly why: (Stored & { ok: false })["why"] }
  | { readonly ok: false; readonly why: "refused"; readonly refusal: Rejection };

/**
 * Stores a file of an org and answers the attachment for a message, `ready`. The hub is told before, so that bytes
 * which end up in no message, whatever fails on the way, are swept after a day (`timing.uploadTtlMs`).
 */
export async function storeMedia(
  env: Env,
  orgId: string,
  content: Uint8Array | ReadableStream<Uint8Array>,
  file: NewFile,
): Promise<NewMedia> {
  const hub = hubOf(env, orgId);
  const id = file.id ?? crypto.randomUUID();
  const filename = file.filename === null ? null : safeName(file.filename);
  const unknown: Attachment = {
    id,
    type: file.type ?? "document",
    state: "loading",
    mimeType: null,
    filename,
    sizeBytes: null,
    providerMediaId: null,
    url: null,
  };
  const reserved = await hub.putMedia(unknown, file.uploader);
  if (!reserved.ok) return { ok: false, why: "refused", refusal: reserved };
  const body = content instanceof Uint8Array ? streamOf(content) : content;
  const stored = await putMedia(env.MEDIA, mediaKey(orgId, id), { body, filename, declaredType: file.declaredType });
  if (!stored.ok) return stored;
  const { sizeBytes, content: shown } = stored;
  const type = kindOf(file.type, shown.type);
  const attachment: Attachment = { ...unknown, ...shown, type, state: "ready", sizeBytes, url: mediaPath(orgId, id) };
  const put = await hub.putMedia(attachment, file.uploader);
  if (!put.ok) return { ok: false, why: "refused", refusal: put };
  return { ok: true, attachment };
}

/** What the sender wants it to be, where the content can be that. */
function kindOf(asked: NewFile["type"], shown: Attachment["type"]): Attachment["type"] {
  if (asked === "document") return asked;
  if (asked === "voice" && shown === "audio") return asked;
  return asked === "sticker" && shown === "image" ? asked : shown;
}

/** The last part of a path, without what no file system and no header takes. */
function safeName(name: string): string | null {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? "";
  // eslint-disable-next-line no-control-regex
  const clean = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "").trim();
  return clean === "" ? null : clean.slice(0, limits.nameLength).toWellFormed();
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
