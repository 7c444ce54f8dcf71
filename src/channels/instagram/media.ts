import { errorOfStatus, ownError, retryAfterMs } from "../ask-provider.ts";
import type { MediaRequest, MediaVerdict } from "../channel.ts";
import { openFile } from "../open-file.ts";

const gone = "Ask the customer to send it again.";

/** The file of a message, a story or a post, from the signed address that came with it: no token goes there. */
export async function fetchMedia(
  { sourceUrl }: MediaRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  if (sourceUrl === null)
    return { verdict: "gone", error: ownError("no_address", "Instagram gave no address of the file.", gone) };
  const answer = await openFile("Instagram", sourceUrl, {}, fetcher, timeoutMs);
  if (!answer.opened) return { verdict: "retry", error: answer.error, afterMs: null };
  const { response } = answer;
  if (response.ok) return { verdict: "found", response, mimeType: response.headers.get("content-type") };
  await response.body?.cancel();
  const { status } = response;
  // A story lives for a day, and the address of a file for as long as its signature.
  if (status === 403 || status === 404 || status === 410)
    return { verdict: "gone", error: ownError("expired", "It is no longer at Instagram.", gone) };
  return { verdict: "retry", error: errorOfStatus("Instagram", status), afterMs: retryAfterMs(response) };
}
