import type { DeliveryError } from "../protocol/records.ts";
import { asObject, type JsonObject } from "./json.ts";
import { withTimeLimit } from "./time-limit.ts";

/** `answered`: whatever it says; `json` is null when the body was cut off, is late, or is none. */
export type ProviderAnswer =
  | { readonly answered: true; readonly response: Response; readonly json: JsonObject | null }
  | { readonly answered: false; readonly error: DeliveryError };

/** Sends one request to a provider's API. Never throws. `provider` is its name as people know it. */
export async function askProvider(
  provider: string,
  url: string,
  init: RequestInit,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  try {
    // The limit holds for the whole answer: a body that never ends is no answer either.
    return await withTimeLimit(timeoutMs, async (signal) => {
      // Credentials go to the API alone, never to where it may point.
      const response = await fetcher(url, { ...init, redirect: "manual", signal });
      return { answered: true, response, json: await jsonOf(response) };
    });
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return {
      answered: false,
      error: late
        ? ownError("timeout", `${provider} did not answer in time.`)
        : ownError("connection", `The connection to ${provider} broke.`),
    };
  }
}

/** An error in our own words, where the provider gave none. */
export function ownError(code: string, message: string, advice: string | null = null): DeliveryError {
  return { code, message, advice };
}

export function errorOfStatus(provider: string, status: number): DeliveryError {
  return ownError(`http_${status}`, `${provider} answered with the status ${status}.`);
}

/** Providers repeat a malformed token in their message ("Malformed access token …"); nobody must see it. */
export function withoutSecret(error: DeliveryError, secret: string): DeliveryError {
  return { ...error, message: error.message.replaceAll(secret, "…") };
}

/** `Retry-After` in seconds; null leaves the wait to the hub's own back-off. */
export function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return seconds > 0 ? Math.min(seconds * 1_000, retryAfterMaxMs) : null;
}

const retryAfterMaxMs = 3_600_000;

async function jsonOf(response: Response): Promise<JsonObject | null> {
  try {
    return asObject(JSON.parse(await response.text()));
  } catch {
    return null;
  }
}
