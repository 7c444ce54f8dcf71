import type { MediaRequest, MediaVerdict } from "../channel.ts";
import { fetchFromAddress } from "../fetch-from-address.ts";

/** A story lives for a day, and the address of a file for as long as its signature: then it is 403. */
const gone: ReadonlySet<number> = new Set([403, 404, 410]);

/** The file of a message, a story or a post, from the signed address that came with it: no token goes there. */
export function fetchMedia(
  { sourceUrl }: MediaRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  return fetchFromAddress({ provider: "Instagram", url: sourceUrl, headers: {}, gone }, fetcher, timeoutMs);
}
