import { askProvider } from "../ask-provider.ts";
import type { ProviderRequest } from "../channel.ts";
import {
  failed,
  type HealthCheck,
  isAccessCode,
  isTokenCode,
  metaAnswer,
  type MetaAnswer,
  passed,
  unknown,
} from "../health.ts";
import { asId, asText, type JsonObject } from "../json.ts";

const renew = "Make a new access token, of a system user, in Meta Business settings and save it here.";

/** Is the token good, may it use the number, does Meta send the account's messages to an app? */
export async function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { accessToken } = request.secrets;
  if (!accessToken) return [failed("token", "There is no access token.", renew)];
  const { baseUrl, channel } = request;
  const init = { headers: { authorization: `Bearer ${accessToken}` } };
  const ask = async (path: string) =>
    metaAnswer(await askProvider("WhatsApp", `${baseUrl}/${path}`, init, fetcher, timeoutMs));
  const fields = "display_phone_number,verified_name,quality_rating,status";
  const number = await ask(`${encodeURIComponent(channel.externalId)}?fields=${fields}`);
  if (number.is === "silence") return [unknown("token", "WhatsApp could not be asked.")];
  if (number.is === "error") return byCode(number.code);
  if (asId(number.json.id) === null && number.json.display_phone_number === undefined)
    return [unknown("token", "WhatsApp's answer could not be read.")];
  const checks = [passed("token", "The access token is valid."), numberCheck(number.json)];
  if (channel.accountId === null) return checks;
  const apps = await ask(`${encodeURIComponent(channel.accountId)}/subscribed_apps`);
  return [...checks, webhookCheck(apps)];
}

function byCode(code: number): HealthCheck[] {
  if (isTokenCode(code)) return [failed("token", "WhatsApp does not accept the access token.", renew)];
  if (!isAccessCode(code)) return [unknown("token", `WhatsApp answered with the error ${code}.`)];
  const advice = "Check the phone number id, and give the token's system user the WhatsApp account.";
  return [failed("number", "The token may not use this number, or there is no such number.", advice)];
}

function numberCheck(json: JsonObject): HealthCheck {
  const who = [asText(json.verified_name), asText(json.display_phone_number)].filter((part) => part !== "").join(", ");
  const status = asText(json.status);
  // CONNECTED, or a word for why it is not (Meta, "Phone number status").
  if (status !== "" && status !== "CONNECTED")
    return failed(
      "number",
      `The number is ${status.toLowerCase()} at WhatsApp.`,
      "See WhatsApp Manager → Phone numbers.",
    );
  if (asText(json.quality_rating) === "RED")
    return failed("number", "WhatsApp rates the number's quality as low.", "Send less that people block or report.");
  return passed("number", who === "" ? "The number is the token's own." : `The number is ${who}.`);
}

function webhookCheck(answer: MetaAnswer): HealthCheck {
  if (answer.is !== "answer" || !Array.isArray(answer.json.data))
    return unknown("webhook", "WhatsApp did not tell whether it sends messages here.");
  return answer.json.data.length > 0
    ? passed("webhook", "WhatsApp sends the account's messages to an app.")
    : failed("webhook", "WhatsApp sends the account's messages nowhere.", "Subscribe the app to the WhatsApp account.");
}
