import { limits } from "../../protocol/limits.ts";
import type { DeliveryError } from "../../protocol/records.ts";
import type { ProviderRequest } from "../channel.ts";
import { asObject, type JsonObject } from "../json.ts";
import { withTimeLimit } from "../time-limit.ts";

/** `answered`: whatever it says; `json` is null when the body was cut off, is late, or is none. */
export type GraphAnswer =
  | { readonly answered: true; readonly response: Response; readonly json: JsonObject | null }
  | { readonly answered: false; readonly error: DeliveryError };

type Graph = Pick<ProviderRequest, "baseUrl"> & { readonly accessToken: string };

/** `POST /{phone_number_id}/messages`, which takes all that a number can say. Never throws. */
export async function postMessages(
  to: Graph & Pick<ProviderRequest, "channel">,
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
  return ask(url, init, fetcher, timeoutMs);
}

/** A page of `GET /{waba_id}/message_templates`, after a cursor. Never throws. */
export async function getTemplates(
  from: Graph & { readonly accountId: string },
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
  return ask(url, { headers: { authorization: `Bearer ${from.accessToken}` } }, fetcher, timeoutMs);
}

async function ask(url: string, init: RequestInit, fetcher: typeof fetch, timeoutMs: number): Promise<GraphAnswer> {
  try {
    // The limit holds for the whole answer: a body that never ends is no answer either.
    return await withTimeLimit(timeoutMs, async (signal) => {
      // The token goes to the API alone, never to where it may point.
      const response = await fetcher(url, { ...init, redirect: "manual", signal });
      return { answered: true, response, json: await jsonOf(response) };
    });
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return {
      answered: false,
      error: late
        ? own("timeout", "WhatsApp did not answer in time.")
        : own("connection", "The connection to WhatsApp broke."),
    };
  }
}

/** An error in our own words, where the provider gave none. */
export function own(code: string, message: string): DeliveryError {
  return { code, message, advice: null };
}

export function byStatus(status: number): DeliveryError {
  return own(`http_${status}`, `WhatsApp answered with the status ${status}.`);
}

/** Meta repeats a malformed token in its message ("Malformed access token …"); nobody must see it. */
export function redacted(error: DeliveryError, accessToken: string): DeliveryError {
  return { ...error, message: error.message.replaceAll(accessToken, "…") };
}

async function jsonOf(response: Response): Promise<JsonObject | null> {
  try {
    return asObject(JSON.parse(await response.text()));
  } catch {
    return null;
  }
}
