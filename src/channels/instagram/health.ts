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
import { asId, asText } from "../json.ts";
import { getFromInstagram } from "./request.ts";

const renew = "Make a new access token in the Meta app and save it here.";

/** Is the token good, is the account its own, does Meta send the account's messages here? */
export async function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { accessToken } = request.secrets;
  if (!accessToken) return [failed("token", "token_missing", { message: "There is no access token.", advice: renew })];
  const ask = async (path: string) =>
    metaAnswer(await getFromInstagram({ ...request, accessToken }, path, fetcher, timeoutMs));
  const account = encodeURIComponent(request.channel.externalId);
  const me = await ask(`${account}?fields=user_id,username`);
  if (me.is === "silence") return [unknown("token", "unreachable", "Instagram could not be asked.")];
  if (me.is === "error") return byCode(me.code);
  // The API has two ids of an account; webhooks and sends go by `user_id`.
  const accountId = asId(me.json.user_id) ?? asId(me.json.id);
  if (accountId === null) return [unknown("token", "unreadable", "Instagram's answer could not be read.")];
  const token = passed("token", "token_valid", "The access token is valid.");
  if (accountId !== request.channel.externalId)
    return [
      token,
      failed(
        "number",
        "account_differs",
        { message: `The account's id is ${accountId}.`, advice: "Connect it by that id." },
        { id: accountId },
      ),
    ];
  const name = asText(me.json.username);
  const number =
    name === ""
      ? passed("number", "number_owned", "The account is the token's own.")
      : passed("number", "number_owned", `The account is @${name}.`, { who: `@${name}` });
  return [token, number, webhookCheck(await ask(`${account}/subscribed_apps`))];
}

function byCode(code: number): HealthCheck[] {
  if (isTokenCode(code))
    return [
      failed("token", "token_refused", { message: "Instagram does not accept the access token.", advice: renew }),
    ];
  if (!isAccessCode(code))
    return [unknown("token", "provider_error", `Instagram answered with the error ${code}.`, { code: String(code) })];
  const advice = "Check the account's id, and make the token with that account.";
  const message = "The token may not use this account, or there is no such account.";
  return [failed("number", "number_refused", { message, advice })];
}

function webhookCheck(answer: MetaAnswer): HealthCheck {
  if (answer.is !== "answer" || !Array.isArray(answer.json.data))
    return unknown("webhook", "webhook_untold", "Instagram did not tell whether it sends messages here.");
  const fields = answer.json.data.flatMap((app: { subscribed_fields?: unknown }) =>
    Array.isArray(app?.subscribed_fields) ? app.subscribed_fields : [],
  );
  return fields.includes("messages")
    ? passed("webhook", "webhook_here", "Instagram sends the account's messages.")
    : failed("webhook", "webhook_nowhere", {
        message: "Instagram does not send the account's messages.",
        advice: "Subscribe the app to the field messages.",
      });
}
