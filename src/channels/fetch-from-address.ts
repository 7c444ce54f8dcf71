import type { DeliveryError } from "../protocol/records.ts";
import { errorOfStatus, ownError, retryAfterMs } from "./ask-provider.ts";
import type { MediaVerdict } from "./channel.ts";
import { PrivateAddressError } from "./public-fetch.ts";
import { withTimeLimit } from "./time-limit.ts";

/** Where a provider's file is, and what its refusals mean. */
export interface FileAddress {
  readonly provider: string;
  /** null when the provider gave none; whatever it gave may be no address. */
  readonly url: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Statuses that say that it is there no more. */
  readonly gone: ReadonlySet<number>;
}

/**
 * A customer's file from the address that came with its message; `timeoutMs` is until its body begins. Redirects are
 * the fetcher's: it follows them without credentials to another origin. Never throws.
 */
export async function fetchFromAddress(
  { provider, url, headers, gone }: FileAddress,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<MediaVerdict> {
  if (url === null || !URL.canParse(url))
    return { verdict: "gone", error: ownError("no_address", `${provider} gave no address of the file.`, askAgain) };
  let response: Response;
  try {
    response = await withTimeLimit(timeoutMs, (signal) => fetcher(url, { headers, signal }));
  } catch (error) {
    // What leads to a private address today leads there tomorrow.
    if (error instanceof PrivateAddressError)
      return { verdict: "gone", error: ownError("private_address", error.message) };
    return { verdict: "retry", error: unreachable(provider, error), afterMs: null };
  }
  if (response.ok) return { verdict: "found", response, mimeType: response.headers.get("content-type") };
  await response.body?.cancel();
  const { status } = response;
  if (gone.has(status))
    return { verdict: "gone", error: ownError("gone", `It is no longer at ${provider}.`, askAgain) };
  return { verdict: "retry", error: errorOfStatus(provider, status), afterMs: retryAfterMs(response) };
}

const askAgain = "Ask the customer to send it again.";

function unreachable(provider: string, error: unknown): DeliveryError {
  const late = error instanceof Error && error.name === "TimeoutError";
  return late
    ? ownError("timeout", `${provider} did not answer in time.`)
    : ownError("connection", `The file could not be fetched from ${provider}.`);
}
