import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unconfirmed, unknown } from "../health.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import { askTwilio } from "./request.ts";

const untold = "Twilio did not tell the account's numbers.";
const credentials = "Copy the account SID and the auth token from the Twilio console and save them here.";

/** Are the credentials good, is the number the account's, do its messages come here? */
export async function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { authToken } = request.secrets;
  if (!authToken)
    return [failed("token", "token_missing", { message: "There is no auth token.", advice: credentials })];
  const ask = (path: string) => askTwilio({ ...request, authToken }, path, {}, fetcher, timeoutMs);
  const account = await ask("");
  const unsaid = unconfirmed(request.channel, "Twilio");
  if (!account.answered) return [unknown("token", "unreachable", "Twilio could not be asked."), ...unsaid];
  const { status } = account.response;
  if (status === 401 || status === 403 || status === 404)
    return [
      failed("token", "token_refused", {
        message: "Twilio does not accept the account SID and auth token.",
        advice: credentials,
      }),
    ];
  const state = asText(account.json?.status);
  if (!account.response.ok || state === "")
    return [unknown("token", "unreadable", "Twilio's answer could not be read."), ...unsaid];
  if (state !== "active")
    return [
      failed(
        "token",
        "account_inactive",
        { message: `The Twilio account is ${state}.`, advice: "See the Twilio console for the reason." },
        { state },
      ),
    ];
  const { externalId, id } = request.channel;
  const numbers = await ask(`IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(externalId)}`);
  const list = numbers.answered && numbers.response.ok ? numbers.json?.incoming_phone_numbers : undefined;
  const token = passed("token", "token_valid", "Twilio accepts the credentials.");
  if (!Array.isArray(list))
    return [token, ...(unsaid.length > 0 ? unsaid : [unknown("number", "number_untold", untold)])];
  const number = list.map(asObject).find((one) => one?.phone_number === externalId) ?? null;
  return number === null ? [token, foreignNumber(externalId)] : [token, numberCheck(number), webhookCheck(number, id)];
}

function foreignNumber(number: string): HealthCheck {
  const message = `${number} is no number of this Twilio account.`;
  return failed("number", "number_foreign", { message, advice: "Check it in the Twilio console." }, { number });
}

function numberCheck(number: JsonObject): HealthCheck {
  return asObject(number.capabilities)?.sms === false
    ? failed("number", "number_without_sms", {
        message: "The number cannot send SMS.",
        advice: "Choose one with the capability SMS in the Twilio console.",
      })
    : passed("number", "number_owned", "The number is the account's own.");
}

function webhookCheck(number: JsonObject, channelId: string): HealthCheck {
  const path = `/webhooks/twilio/${channelId}`;
  const advice = `In the Twilio console, set “A message comes in” of this number to this deployment's address with ${path}, method POST.`;
  const url = asText(number.sms_url);
  if (url.endsWith(path)) return passed("webhook", "webhook_here", "Messages to the number come here.");
  return url === "" && asText(number.sms_application_sid) !== ""
    ? failed(
        "webhook",
        "webhook_application",
        { message: "Messages to the number go to a TwiML application.", advice },
        { path },
      )
    : failed("webhook", "webhook_elsewhere", { message: "Messages to the number go elsewhere.", advice }, { path });
}
