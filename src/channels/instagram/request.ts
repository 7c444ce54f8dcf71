import type { DeliveryError } from "../../protocol/records.ts";
import { askProvider, errorOfStatus, type ProviderAnswer } from "../ask-provider.ts";
import type { ProviderRequest } from "../channel.ts";
import type { JsonObject } from "../json.ts";

type To = Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly accessToken: string };

/** `POST /{account id}/messages`, which takes messages, reactions and what shows that one types. Never throws. */
export function postMessages(
  to: To,
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${to.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const url = `${to.baseUrl}/${encodeURIComponent(to.channel.externalId)}/messages`;
  return askProvider("Instagram", url, init, fetcher, timeoutMs);
}

/** `GET /{path}`. Never throws. */
export function getFromInstagram(
  to: To,
  path: string,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const init = { headers: { authorization: `Bearer ${to.accessToken}` } };
  return askProvider("Instagram", `${to.baseUrl}/${path}`, init, fetcher, timeoutMs);
}

export function byStatus(status: number): DeliveryError {
  return errorOfStatus("Instagram", status);
}
