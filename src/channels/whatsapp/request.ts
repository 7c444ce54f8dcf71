import { limits } from "../../protocol/limits.ts";
import type { DeliveryError } from "../../protocol/records.ts";
import { askProvider, errorOfStatus, ownError, type ProviderAnswer, withoutSecret } from "../ask-provider.ts";
import type { ProviderRequest } from "../channel.ts";
import type { JsonObject } from "../json.ts";

export type GraphAnswer = ProviderAnswer;

/** `POST /{phone_number_id}/messages`, which takes all that a number can say. Never throws. */
export async function postMessages(
  to: Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly accessToken: string },
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<GraphAnswer> {
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${to.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const url = `${to.baseUrl}/${encodeURIComponent(to.channel.externalId)}/messages`;
  return askProvider("WhatsApp", url, init, fetcher, timeoutMs);
}

/** A page of `GET /{waba_id}/message_templates`, after a cursor. Never throws. */
export async function getTemplates(
  from: Pick<ProviderRequest, "baseUrl"> & { readonly accessToken: string; readonly accountId: string },
  after: string | null,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<GraphAnswer> {
  const query = new URLSearchParams({
    fields: "id,name,language,category,status,components,parameter_format,quality_score,rejected_reason",
    limit: String(limits.templatesPerRequest),
    ...(after === null ? {} : { after }),
  });
  const url = `${from.baseUrl}/${encodeURIComponent(from.accountId)}/message_templates?${query.toString()}`;
  const init = { headers: { authorization: `Bearer ${from.accessToken}` } };
  return askProvider("WhatsApp", url, init, fetcher, timeoutMs);
}

export const own = ownError;
export const redacted = withoutSecret;

export function byStatus(status: number): DeliveryError {
  return errorOfStatus("WhatsApp", status);
}
