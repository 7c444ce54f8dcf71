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
  if (!accessToken) return [failed("token", "token_missing", { message: "There is no access token.", advice: renew })];
  const { baseUrl, channel } = request;
  const init = { headers: { authorization: `Bearer ${accessToken}` } };
  const ask = async (path: string) =>
    metaAnswer(await askProvider("WhatsApp", `${baseUrl}/${path}`, init, fetcher, timeoutMs));
  const fields = "display_phone_number,verified_name,quality_rating,status";
  const number = await ask(`${encodeURIComponent(channel.externalId)}?fields=${fields}`);
  if (number.is === "silence") return [unknown("token", "unreachable", "WhatsApp could not be asked.")];
  if (number.is === "error") return byCode(number.code);
  if (asId(number.json.id) === null && number.json.display_phone_number === undefined)
    return [unknown("token", "unreadable", "WhatsApp's answer could not be read.")];
  const checks = [passed("token", "token_valid", "The access token is valid."), numberCheck(number.json)];
  if (channel.accountId === null) return checks;
  const apps = await ask(`${encodeURIComponent(channel.accountId)}/subscribed_apps`);
  return [...checks, webhookCheck(apps)];
}

function byCode(code: number): HealthCheck[] {
  if (isTokenCode(code))
    return [failed("token", "token_refused", { message: "WhatsApp does not accept the access token.", advice: renew })];
  if (!isAccessCode(code))
    return [unknown("token", "provider_error", `WhatsApp answered with the error ${code}.`, { code: String(code) })];
  const advice = "Check the phone number id, and give the token's system user the WhatsApp account.";
  const message = "The token may not use this number, or there is no such number.";
  return [failed("number", "number_refused", { message, advice })];
}

function numberCheck(json: JsonObject): HealthCheck {
  const who = [asText(json.verified_name), asText(json.display_phone_number)].filter((part) => part !== "").join(", ");
  const status = asText(json.status);
  // CONNECTED, or a word for why it is not (Meta, "Phone number status").
  if (status !== "" && status !== "CONNECTED")
    return failed(
      "number",
      "number_inactive",
      {
        message: `The number is ${status.toLowerCase()} at WhatsApp.`,
        advice: "See WhatsApp Manager → Phone numbers.",
      },
      { status },
    );
  if (asText(json.quality_rating) === "RED")
    return failed("number", "number_rated_low", {
      message: "WhatsApp rates the number's quality as low.",
      advice: "Send less that people block or report.",
    });
  if (who === "") return passed("number", "number_owned", "The number is the token's own.");
  return passed("number", "number_owned", `The number is ${who}.`, { who });
}

function webhookCheck(answer: MetaAnswer): HealthCheck {
  if (answer.is !== "answer" || !Array.isArray(answer.json.data))
    return unknown("webhook", "webhook_untold", "WhatsApp did not tell whether it sends messages here.");
  return answer.json.data.length > 0
    ? passed("webhook", "webhook_here", "WhatsApp sends the account's messages to an app.")
    : failed("webhook", "webhook_nowhere", {
        message: "WhatsApp sends the account's messages nowhere.",
        advice: "Subscribe the app to the WhatsApp account.",
      });
}
