import { limits } from "../../protocol/limits.ts";
import type { DeliveryError } from "../../protocol/records.ts";
import { errorOfStatus, type ProviderAnswer } from "../ask-provider.ts";
import type { JsonObject } from "../json.ts";
import { getFromMeta, type MetaSender, postToMeta } from "../meta/request.ts";

/** `POST /{phone_number_id}/messages`, which takes all that a number can say. Never throws. */
export function postMessages(
  to: MetaSender,
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  return postToMeta("WhatsApp", to, body, fetcher, timeoutMs);
}

/** A page of `GET /{waba_id}/message_templates`, after a cursor. Never throws. */
export async function getTemplates(
  from: Pick<MetaSender, "baseUrl" | "accessToken"> & { readonly accountId: string },
  after: string | null,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const query = new URLSearchParams({
    fields: "id,name,language,category,status,components,parameter_format,quality_score,rejected_reason",
    limit: String(limits.templatesPerRequest),
    ...(after === null ? {} : { after }),
  });
  const path = `${encodeURIComponent(from.accountId)}/message_templates?${query.toString()}`;
  return getFromMeta("WhatsApp", from, path, fetcher, timeoutMs);
}

export function byStatus(status: number): DeliveryError {
  return errorOfStatus("WhatsApp", status);
}
