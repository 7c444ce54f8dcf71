import type { ChannelAdapter, MediaRequest } from "../channels/channel.ts";
import { withTimeLimit } from "../channels/time-limit.ts";
import { limits } from "../protocol/limits.ts";
import type { DeliveryError } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { putMedia } from "./bucket.ts";
import type { ContentType } from "./content-type.ts";

/** What became of one try to bring a customer's file into the bucket. */
export type Download =
  | { readonly outcome: "stored"; readonly sizeBytes: number; readonly content: ContentType }
  | { readonly outcome: "gone"; readonly error: DeliveryError }
  | { readonly outcome: "retry"; readonly error: DeliveryError; readonly afterMs: number | null };

/** Never throws. A try that takes longer than `timing.mediaDownloadMs` is given up. */
export async function download(
  adapter: ChannelAdapter,
  request: MediaRequest,
  fetcher: typeof fetch,
  to: { readonly bucket: R2Bucket; readonly key: string },
): Promise<Download> {
  if (adapter.fetchMedia === undefined)
    return { outcome: "gone", error: own("no_media", "This channel gives no files.") };
  try {
    const found = await adapter.fetchMedia(request, fetcher, timing.providerTimeoutMs);
    if (found.verdict === "gone") return { outcome: "gone", error: found.error };
    if (found.verdict === "retry") return { outcome: "retry", error: found.error, afterMs: found.afterMs };
    const { response, mimeType, sha256 } = found;
    const { body } = response;
    if (body === null) return retry("empty", "The provider's file is empty.");
    if (Number(response.headers.get("content-length") ?? 0) > limits.mediaBytes) {
      await body.cancel();
      return tooLarge;
    }
    const stored = await withTimeLimit(timing.mediaDownloadMs, (signal) =>
      putMedia(to.bucket, to.key, {
        body,
        declaredType: mimeType ?? response.headers.get("content-type"),
        filename: request.attachment.filename,
        ...(sha256 === undefined ? {} : { sha256 }),
        signal,
      }),
    );
    if (stored.ok) return { outcome: "stored", sizeBytes: stored.sizeBytes, content: stored.content };
    switch (stored.why) {
      case "too_large":
        return tooLarge;
      case "empty":
        return retry("empty", "The provider's file is empty.");
      case "damaged":
        return retry("damaged", "The file arrived damaged.");
    }
  } catch (error) {
    // The message of an error may hold an address with a secret in it.
    console.warn(JSON.stringify({ event: "media.download_failed", error: error instanceof Error ? error.name : "" }));
    return retry("connection", "The download broke off.");
  }
}

const tooLarge: Download = {
  outcome: "gone",
  error: {
    code: "too_large",
    message: `The file is larger than ${limits.mediaBytes / 1024 / 1024} MB.`,
    advice: "Ask the customer to send a smaller one.",
  },
};

function retry(code: string, message: string): Download {
  return { outcome: "retry", error: own(code, message), afterMs: null };
}

function own(code: string, message: string): DeliveryError {
  return { code, message, advice: null };
}
