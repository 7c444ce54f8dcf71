import { askProvider, type ProviderAnswer, withoutSecret } from "../ask-provider.ts";
import type { ProviderRequest } from "../channel.ts";
import type { DeliveryError } from "../../protocol/records.ts";
import { asId, asObject, type JsonObject } from "../json.ts";

/** WhatsApp and Instagram are asked alike: one bearer token, JSON both ways, errors under `error`. */

export type MetaSender = Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly accessToken: string };

/** `POST /{number or account}/messages`, which takes all that it can say. Never throws. */
export function postToMeta(
  provider: string,
  { channel, baseUrl, accessToken }: MetaSender,
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  return askProvider(
    provider,
    `${baseUrl}/${encodeURIComponent(channel.externalId)}/messages`,
    init,
    fetcher,
    timeoutMs,
  );
}

/** `GET /{path}`. Never throws. */
export function getFromMeta(
  provider: string,
  { baseUrl, accessToken }: Pick<MetaSender, "baseUrl" | "accessToken">,
  path: string,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const init = { headers: { authorization: `Bearer ${accessToken}` } };
  return askProvider(provider, `${baseUrl}/${path}`, init, fetcher, timeoutMs);
}

/** The error of an answer, where it has one with a code; else the answer proves nothing by itself. */
export function metaError(json: JsonObject | null): JsonObject | null {
  const error = asObject(json?.error);
  return error !== null && asId(error.code) !== null ? error : null;
}

/** Why Meta did not do what it was asked, in words; null when it did. */
export function failureOf(
  answer: ProviderAnswer,
  inWords: {
    readonly byCode: (error: JsonObject) => DeliveryError;
    readonly byStatus: (status: number) => DeliveryError;
  },
  accessToken: string,
): DeliveryError | null {
  if (!answer.answered) return answer.error;
  const error = metaError(answer.json);
  if (error !== null) return withoutSecret(inWords.byCode(error), accessToken);
  return answer.response.ok ? null : inWords.byStatus(answer.response.status);
}
