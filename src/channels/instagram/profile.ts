import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { ownError, retryAfterMs, withoutSecret } from "../ask-provider.ts";
import type { ProfileRequest, ProfileVerdict } from "../channel.ts";
import { asText } from "../json.ts";
import { isTokenCode } from "../meta/codes.ts";
import { metaError } from "../meta/request.ts";
import { deliveryError, meaningOf, subcodeOf } from "./errors.ts";
import { byStatus, getProfile } from "./request.ts";

/**
 * Who a customer is: a message names them by an id alone. Meta tells it of those who have written to the account, and
 * not of those who blocked it (Meta, "Instagram User Profile API", 2025). What a person or time may mend is asked again.
 */
export async function fetchProfile(
  request: ProfileRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProfileVerdict> {
  const { accessToken } = request.secrets;
  if (!accessToken) return { verdict: "gone", error: ownError("no_access_token", "The channel has no access token.") };
  const answer = await getProfile({ ...request, accessToken }, request.customer.value, fetcher, timeoutMs);
  if (!answer.answered) return { verdict: "retry", error: answer.error, afterMs: null };
  const { response, json } = answer;
  const refusal = metaError(json);
  if (refusal !== null) {
    const error = withoutSecret(deliveryError(refusal), accessToken);
    const isTemporary =
      response.status >= 500 || response.status === 429 || meaningOf(error.code, subcodeOf(refusal))?.what === "retry";
    return isTemporary || isTokenCode(Number(error.code))
      ? { verdict: "retry", error, afterMs: retryAfterMs(response) }
      : { verdict: "gone", error };
  }
  if (!response.ok || json === null)
    return { verdict: "retry", error: byStatus(response.status), afterMs: retryAfterMs(response) };
  const name = (value: unknown) => visibleName(asText(value), limits.nameLength);
  const username = name(json.username)?.replace(/^@/, "").toLowerCase() ?? "";
  return { verdict: "found", name: name(json.name), username: username === "" ? null : username };
}
