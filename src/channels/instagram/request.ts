import type { DeliveryError } from "../../protocol/records.ts";
import { errorOfStatus, type ProviderAnswer } from "../ask-provider.ts";
import type { JsonObject } from "../json.ts";
import { getFromMeta, type MetaSender, postToMeta } from "../meta/request.ts";

/** `POST /{account id}/messages`, which takes messages, reactions and what shows that one types. Never throws. */
export function postMessages(
  to: MetaSender,
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  return postToMeta("Instagram", to, body, fetcher, timeoutMs);
}

/** `GET /{customer's id}`, as the account that they wrote to sees them. Never throws. */
export function getProfile(
  from: MetaSender,
  customerId: string,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const path = `${encodeURIComponent(customerId)}?fields=name,username`;
  return getFromMeta("Instagram", from, path, fetcher, timeoutMs);
}

export function byStatus(status: number): DeliveryError {
  return errorOfStatus("Instagram", status);
}
