import type { MediaRequest, MediaVerdict } from "../channel.ts";
import { fetchFromAddress } from "../fetch-from-address.ts";
import { basicAuth } from "./request.ts";

const gone: ReadonlySet<number> = new Set([404, 410]);

/**
 * A file of an MMS. Twilio may demand the account's credentials for it and then points to a store of its own
 * (Twilio, "Protect your media"); they go to Twilio's API alone.
 */
export function fetchMedia(
  { sourceUrl, secrets, channel, baseUrl }: MediaRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  const isTwilio = sourceUrl !== null && URL.parse(sourceUrl)?.origin === new URL(baseUrl).origin;
  const headers = isTwilio && secrets.authToken ? { authorization: basicAuth(channel, secrets.authToken) } : {};
  return fetchFromAddress({ provider: "Twilio", url: sourceUrl, headers, gone }, fetcher, timeoutMs);
}
