import type { ProviderAnswer } from "../ask-provider.ts";
import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, unconfirmed, unknown } from "../health.ts";
import { asId, asObject, type JsonObject } from "../json.ts";
import { isAccessCode, isTokenCode } from "./codes.ts";
import { getFromMeta } from "./request.ts";

/** Meta's answer to a question: what it says, or its error's code, or that it said nothing that could be read. */
export type MetaAnswer =
  | { readonly is: "answer"; readonly json: JsonObject }
  | { readonly is: "error"; readonly code: number }
  | { readonly is: "silence" };

export type AskMeta = (path: string) => Promise<MetaAnswer>;

/** What differs between a number of WhatsApp's and an account of Instagram's. */
export interface MetaHealth {
  readonly provider: string;
  /** The fields that are asked of the number or account. */
  readonly fields: string;
  /** What to do about a token that is no good. */
  readonly renew: string;
  /** What is wrong when the token is good and may not see the number or account, and what to do. */
  readonly notOurs: { readonly message: string; readonly advice: string };
  /** Reads the number or account, and may ask more. */
  read(json: JsonObject, ask: AskMeta): Promise<HealthCheck[]>;
}

/** Is there a token, is it good, may it use the number or account? What only one of the two has, `read` asks. */
export async function checkMetaHealth(
  { provider, fields, renew, notOurs, read }: MetaHealth,
  { channel, secrets, baseUrl }: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { accessToken } = secrets;
  if (!accessToken) return [failed("token", "token_missing", { message: "There is no access token.", advice: renew })];
  const ask: AskMeta = async (path) =>
    answerOf(await getFromMeta(provider, { baseUrl, accessToken }, path, fetcher, timeoutMs));
  const answer = await ask(`${encodeURIComponent(channel.externalId)}?fields=${fields}`);
  switch (answer.is) {
    case "answer":
      return read(answer.json, ask);
    case "silence":
      return [unknown("token", "unreachable", `${provider} could not be asked.`), ...unconfirmed(channel, provider)];
    case "error": {
      const check = errorCheck(answer.code, { provider, renew, notOurs });
      return check.ok === null ? [check, ...unconfirmed(channel, provider)] : [check];
    }
  }
}

function errorCheck(
  code: number,
  { provider, renew, notOurs }: Pick<MetaHealth, "provider" | "renew" | "notOurs">,
): HealthCheck {
  if (isTokenCode(code)) {
    const message = `${provider} does not accept the access token.`;
    return failed("token", "token_refused", { message, advice: renew });
  }
  if (isAccessCode(code)) return failed("number", "number_refused", notOurs);
  return unknown("token", "provider_error", `${provider} answered with the error ${code}.`, { code: String(code) });
}

function answerOf(answer: ProviderAnswer): MetaAnswer {
  if (!answer.answered || answer.json === null) return { is: "silence" };
  const error = asObject(answer.json.error);
  const code = asId(error?.code);
  if (error !== null && code !== null) return { is: "error", code: Number(code) };
  return answer.response.ok ? { is: "answer", json: answer.json } : { is: "silence" };
}
