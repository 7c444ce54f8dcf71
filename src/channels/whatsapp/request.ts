import type { DeliveryError } from "../../protocol/records.ts";
import type { ProviderRequest } from "../channel.ts";
import { asObject, type JsonObject } from "../json.ts";
import { withTimeLimit } from "../time-limit.ts";

/** `answered`: whatever it says; `json` is null when the body was cut off, is late, or is none. */
export type GraphAnswer =
  | { readonly answered: true; readonly response: Response; readonly json: JsonObject | null }
  | { readonly answered: false; readonly error: DeliveryError };

/** `POST /{phone_number_id}/messages`, which takes all that a number can say. Never throws. */
export async function postMessages(
  to: Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly accessToken: string },
  body: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<GraphAnswer> {
  try {
    // The limit holds for the whole answer: a body that never ends is no answer either.
    return await withTimeLimit(timeoutMs, async (signal) => {
      const response = await fetcher(`${to.baseUrl}/${encodeURIComponent(to.channel.externalId)}/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${to.accessToken}`, "content-type": "application/json" },
        body: JSON.stringify(body),
        // The token goes to the API alone, never to where it may point.
        redirect: "manual",
        signal,
      });
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
