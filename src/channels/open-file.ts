import type { DeliveryError } from "../protocol/records.ts";
import { ownError } from "./ask-provider.ts";
import { withTimeLimit } from "./time-limit.ts";

export type OpenedFile =
  | { readonly opened: true; readonly response: Response }
  | { readonly opened: false; readonly error: DeliveryError };

/**
 * Asks for a file; `timeoutMs` is until its body begins. Redirects are the fetcher's: it follows them without
 * credentials to another origin. Never throws.
 */
export async function openFile(
  provider: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<OpenedFile> {
  try {
    const response = await withTimeLimit(timeoutMs, (signal) => fetcher(url, { headers, signal }));
    return { opened: true, response };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return {
      opened: false,
      error: late
        ? ownError("timeout", `${provider} did not answer in time.`)
        : ownError("connection", `The file could not be fetched from ${provider}.`),
    };
  }
}
