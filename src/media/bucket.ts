import { limits } from "../protocol/limits.ts";
import { type ContentType, contentTypeOf, headBytes } from "./content-type.ts";

/** Files in R2, under `org id/media id`: an org's are found, and erased, by that prefix. */
export function mediaKey(orgId: string, mediaId: string): string {
  return `${orgId}/${mediaId}`;
}

/** Where the org's people get it, below the deployment's origin. */
export function mediaPath(orgId: string, mediaId: string): string {
  return `/api/orgs/${encodeURIComponent(orgId)}/media/${encodeURIComponent(mediaId)}`;
}

export interface Storing {
  readonly body: ReadableStream<Uint8Array>;
  readonly declaredType: string | null;
  readonly filename: string | null;
  /** In hexadecimal or base64; a file that differs from it is not kept. */
  readonly sha256?: string;
  readonly signal?: AbortSignal;
}

export type Stored =
  | { readonly ok: true; readonly sizeBytes: number; readonly content: ContentType }
  | { readonly ok: false; readonly why: "empty" | "too_large" | "damaged" };

/** R2 takes parts of at least 5 MiB, all but the last of one size. This much of a file is in memory at a time. */
const partBytes = 5 * 1024 * 1024;

/**
 * Streams a file of unknown length to the bucket, up to `limits.mediaBytes`. What is not kept leaves nothing there.
 * Rejects when the body breaks off, the bucket is out of reach, or `signal` aborts.
 */
export async function putMedia(bucket: R2Bucket, key: string, given: Storing): Promise<Stored> {
  const reader = new PartReader(given);
  try {
    const first = await reader.next();
    if (first.byteLength === 0) return { ok: false, why: "empty" };
    const content = await contentTypeOf(first.subarray(0, headBytes), given.declaredType);
    const options = {
      httpMetadata: { contentType: content.mimeType },
      // Names may be in any script; metadata is sent as headers.
      customMetadata: given.filename === null ? {} : { filename: encodeURIComponent(given.filename) },
    };
    if (first.byteLength < partBytes) {
      if (!(await reader.isWhole())) return { ok: false, why: "damaged" };
      await bucket.put(key, first, options);
      return { ok: true, sizeBytes: reader.sizeBytes, content };
    }
    const why = await putParts(await bucket.createMultipartUpload(key, options), first, reader);
    return why === null ? { ok: true, sizeBytes: reader.sizeBytes, content } : { ok: false, why };
  } finally {
    await reader.end();
  }
}

/** null when all is there. */
async function putParts(
  upload: R2MultipartUpload,
  first: Uint8Array,
  reader: PartReader,
): Promise<"too_large" | "damaged" | null> {
  let isDone = false;
  try {
    const parts: R2UploadedPart[] = [];
    for (let part = first; part.byteLength > 0; part = await reader.next()) {
      if (reader.sizeBytes > limits.mediaBytes) return "too_large";
      parts.push(await upload.uploadPart(parts.length + 1, part));
    }
    if (!(await reader.isWhole())) return "damaged";
    await upload.complete(parts);
    isDone = true;
    return null;
  } finally {
    if (!isDone) await upload.abort().catch(() => undefined);
  }
}

/** A checksum of what streams by. The runtime's own; not every project that checks this file has its types. */
type Digest = WritableStream<Uint8Array> & { readonly digest: Promise<ArrayBuffer> };
const { DigestStream } = crypto as unknown as { DigestStream: new (algorithm: string) => Digest };

/** A body in parts of `partBytes`, and its checksum as it goes by. */
class PartReader {
  sizeBytes = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #signal: AbortSignal | undefined;
  readonly #expected: string | undefined;
  readonly #digest: Digest | null;
  readonly #digestWriter: WritableStreamDefaultWriter<Uint8Array> | null;
  #rest: Uint8Array | null = null;

  constructor({ body, sha256, signal }: Storing) {
    this.#reader = body.getReader();
    this.#signal = signal;
    this.#expected = sha256;
    this.#digest = sha256 === undefined ? null : new DigestStream("SHA-256");
    this.#digestWriter = this.#digest?.getWriter() ?? null;
    // Without this a body that has gone silent would be waited for whatever the time.
    signal?.addEventListener("abort", () => void this.#reader.cancel(signal.reason).catch(() => undefined));
  }

  /** Shorter than `partBytes` only at the end; empty beyond it. */
  async next(): Promise<Uint8Array> {
    const part = new Uint8Array(partBytes);
    let length = 0;
    while (length < partBytes) {
      const chunk = this.#rest ?? (await this.#read());
      if (chunk === null) break;
      const taken = chunk.subarray(0, partBytes - length);
      part.set(taken, length);
      length += taken.byteLength;
      this.#rest = taken.byteLength < chunk.byteLength ? chunk.subarray(taken.byteLength) : null;
    }
    return part.subarray(0, length);
  }

  /** Whether all that was read has the checksum that was told; to be asked at the end, once. */
  async isWhole(): Promise<boolean> {
    if (this.#digest === null || this.#digestWriter === null) return true;
    await this.#digestWriter.close();
    const bytes = new Uint8Array(await this.#digest.digest);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex === this.#expected?.toLowerCase() || btoa(String.fromCharCode(...bytes)) === this.#expected;
  }

  async end(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }

  async #read(): Promise<Uint8Array | null> {
    const { done, value } = await this.#reader.read();
    // A cancelled body looks like one that has ended.
    this.#signal?.throwIfAborted();
    if (done) return null;
    this.sizeBytes += value.byteLength;
    await this.#digestWriter?.write(value);
    return value;
  }
}
