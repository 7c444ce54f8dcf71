import { askProvider, type ProviderAnswer } from "../ask-provider.ts";
import type { Channel } from "../../protocol/records.ts";
import type { ProviderRequest } from "../channel.ts";

/** One request under the account's path. Never throws. */
export function askTwilio(
  { channel, baseUrl, authToken }: Pick<ProviderRequest, "channel" | "baseUrl"> & { readonly authToken: string },
  path: string,
  init: { readonly method?: string; readonly body?: URLSearchParams },
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<ProviderAnswer> {
  const accountSid = channel.accountId ?? "";
  const headers: Record<string, string> = { authorization: basicAuth(channel, authToken) };
  if (init.body !== undefined) headers["content-type"] = "application/x-www-form-urlencoded;charset=UTF-8";
  const account = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}`;
  const { method = "GET", body } = init;
  return askProvider(
    "Twilio",
    path === "" ? `${account}.json` : `${account}/${path}`,
    { method, headers, ...(body === undefined ? {} : { body: body.toString() }) },
    fetcher,
    timeoutMs,
  );
}

/** The account SID is the user, the auth token the password: both are ASCII. */
export function basicAuth({ accountId }: Pick<Channel, "accountId">, authToken: string): string {
  return `Basic ${btoa(`${accountId ?? ""}:${authToken}`)}`;
}
