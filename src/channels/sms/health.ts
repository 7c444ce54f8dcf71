import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unknown } from "../health.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import { askTwilio } from "./request.ts";

const credentials = "Copy the account SID and the auth token from the Twilio console and save them here.";

/** Are the credentials good, is the number the account's, do its messages come here? */
export async function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { authToken } = request.secrets;
  if (!authToken) return [failed("token", "There is no auth token.", credentials)];
  const ask = (path: string) => askTwilio({ ...request, authToken }, path, {}, fetcher, timeoutMs);
  const account = await ask("");
  if (!account.answered) return [unknown("token", "Twilio could not be asked.")];
  const { status } = account.response;
  if (status === 401 || status === 403 || status === 404)
    return [failed("token", "Twilio does not accept the account SID and auth token.", credentials)];
  const state = asText(account.json?.status);
  if (!account.response.ok || state === "") return [unknown("token", "Twilio's answer could not be read.")];
  if (state !== "active")
    return [failed("token", `The Twilio account is ${state}.`, "See the Twilio console for the reason.")];
  const { externalId, id } = request.channel;
  const numbers = await ask(`IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(externalId)}`);
  const list = numbers.answered && numbers.response.ok ? numbers.json?.incoming_phone_numbers : undefined;
  const token = passed("token", "Twilio accepts the credentials.");
  if (!Array.isArray(list)) return [token, unknown("number", "Twilio did not tell the account's numbers.")];
  const number = list.map(asObject).find((one) => one?.phone_number === externalId) ?? null;
  return number === null
    ? [token, failed("number", `${externalId} is no number of this Twilio account.`, "Check it in the Twilio console.")]
    : [token, numberCheck(number), webhookCheck(number, id)];
}

function numberCheck(number: JsonObject): HealthCheck {
  return asObject(number.capabilities)?.sms === false
    ? failed("number", "The number cannot send SMS.", "Choose one with the capability SMS in the Twilio console.")
    : passed("number", "The number is the account's own.");
}

function webhookCheck(number: JsonObject, channelId: string): HealthCheck {
  const path = `/webhooks/twilio/${channelId}`;
  const advice = `In the Twilio console, set “A message comes in” of this number to this deployment's address with ${path}, method POST.`;
  const url = asText(number.sms_url);
  if (url.endsWith(path)) return passed("webhook", "Messages to the number come here.");
  return url === "" && asText(number.sms_application_sid) !== ""
    ? failed("webhook", "Messages to the number go to a TwiML application.", advice)
    : failed("webhook", "Messages to the number go elsewhere.", advice);
}
