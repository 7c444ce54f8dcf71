import { describe, expect, it } from "vitest";
import { putMedia } from "../../src/media/bucket.ts";
import { limits } from "../../src/protocol/limits.ts";

const megabyte = 1024 * 1024;

/** A bucket that counts: of several parts it keeps their sizes. */
function countingBucket() {
  const seen = { parts: [] as number[], completed: 0, aborted: 0, put: 0 };
  const upload = {
    async uploadPart(partNumber: number, part: Uint8Array) {
      seen.parts.push(part.byteLength);
      return { partNumber, etag: String(partNumber) };
    },
    complete: async () => void (seen.completed += 1),
    abort: async () => void (seen.aborted += 1),
  };
  const bucket = { put: async () => void (seen.put += 1), createMultipartUpload: async () => upload };
  return { seen, bucket: bucket as unknown as R2Bucket };
}

/** So many bytes in chunks of a size that no part has; `fails` breaks off then. */
function stream(bytes: number, fails = false): ReadableStream<Uint8Array> {
  let left = bytes;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return fails ? controller.error(new TypeError("cut")) : controller.close();
      const chunk = Math.min(left, 700_001);
      left -= chunk;
      controller.enqueue(new Uint8Array(chunk));
    },
  });
}

const storing = (body: ReadableStream<Uint8Array>, signal?: AbortSignal) => ({
  body,
  declaredType: null,
  filename: null,
  ...(signal === undefined ? {} : { signal }),
});

describe("D6: what is streamed to the bucket", () => {
  it("parts are of one size but the last, and no more than one is held", async () => {
    const { seen, bucket } = countingBucket();
    const stored = await putMedia(bucket, "key", storing(stream(12 * megabyte)));
    expect(stored).toMatchObject({ ok: true, sizeBytes: 12 * megabyte });
    expect(seen).toEqual({ parts: [5, 5, 2].map((size) => size * megabyte), completed: 1, aborted: 0, put: 0 });
  });

  it("a small file is one", async () => {
    const { seen, bucket } = countingBucket();
    expect(await putMedia(bucket, "key", storing(stream(10)))).toMatchObject({ ok: true, sizeBytes: 10 });
    expect(seen).toMatchObject({ put: 1, parts: [] });
  });

  it("I13: more than 100 MB leave nothing", async () => {
    const { seen, bucket } = countingBucket();
    const stored = await putMedia(bucket, "key", storing(stream(limits.mediaBytes + 1)));
    expect(stored).toEqual({ ok: false, why: "too_large" });
    expect(seen).toMatchObject({ completed: 0, aborted: 1 });
  });

  it("I13: a body that breaks off, or is given up, leaves nothing", async () => {
    const { seen, bucket } = countingBucket();
    await expect(putMedia(bucket, "key", storing(stream(6 * megabyte, true)))).rejects.toThrow("cut");
    expect(seen).toMatchObject({ completed: 0, aborted: 1, put: 0 });
    const silent = new ReadableStream<Uint8Array>();
    const limit = new AbortController();
    const waiting = putMedia(bucket, "key", storing(silent, limit.signal));
    limit.abort(new Error("too long"));
    await expect(waiting).rejects.toThrow("too long");
    expect(seen.put).toBe(0);
  });
});
