import { errorOfStatus, ownError, retryAfterMs } from "../ask-provider.ts";
import type { MediaRequest, MediaVerdict } from "../channel.ts";
import { openFile } from "../open-file.ts";
import { basicAuth } from "./request.ts";

const again = "Ask the customer to send it again.";

/**
 * A file of an MMS. Twilio may demand the account's credentials for it and then points to a store of its own
 * (Twilio, "Protect your media"); they go to Twilio's API alone.
 */
export async function fetchMedia(
  { sourceUrl, secrets, channel, baseUrl }: MediaRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  if (sourceUrl === null)
    return { verdict: "gone", error: ownError("no_address", "Twilio gave no address of the file.", again) };
  const isTwilio = new URL(sourceUrl).origin === new URL(baseUrl).origin;
  const headers = isTwilio && secrets.authToken ? { authorization: basicAuth(channel, secrets.authToken) } : {};
  const answer = await openFile("Twilio", sourceUrl, headers, fetcher, timeoutMs);
  if (!answer.opened) return { verdict: "retry", error: answer.error, afterMs: null };
  const { response } = answer;
  if (response.ok) return { verdict: "found", response, mimeType: response.headers.get("content-type") };
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410)
    return { verdict: "gone", error: ownError("deleted", "It is no longer at Twilio.", again) };
  return { verdict: "retry", error: errorOfStatus("Twilio", response.status), afterMs: retryAfterMs(response) };
}
