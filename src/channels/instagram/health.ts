import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, isAccessCode, isTokenCode, metaAnswer, passed, unknown } from "../health.ts";
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
  if (!accessToken) return [failed("token", "There is no access token.", renew)];
  const ask = async (path: string) =>
    metaAnswer(await getFromInstagram({ ...request, accessToken }, path, fetcher, timeoutMs));
  const me = await ask("me?fields=user_id,username");
  if (me.is === "silence") return [unknown("token", "Instagram could not be asked.")];
  if (me.is === "error")
    return isTokenCode(me.code) || isAccessCode(me.code)
      ? [failed("token", "Instagram does not accept the access token.", renew)]
      : [unknown("token", `Instagram answered with the error ${me.code}.`)];
  const accountId = asId(me.json.user_id) ?? asId(me.json.id);
  if (accountId === null) return [unknown("token", "Instagram's answer could not be read.")];
  const checks = [passed("token", "The access token is valid.")];
  if (accountId !== request.channel.externalId) {
    const advice = "Enter that account's id, or make a token for this account.";
    return [...checks, failed("number", `The token belongs to another account, ${accountId}.`, advice)];
  }
  const name = asText(me.json.username);
  checks.push(passed("number", name === "" ? "The account is the token's own." : `The account is @${name}.`));
  return [...checks, await webhook(ask)];
}

async function webhook(ask: (path: string) => Promise<ReturnType<typeof metaAnswer>>): Promise<HealthCheck> {
  const answer = await ask("me/subscribed_apps");
  if (answer.is !== "answer" || !Array.isArray(answer.json.data))
    return unknown("webhook", "Instagram did not tell whether it sends messages here.");
  const fields = answer.json.data.flatMap((app: { subscribed_fields?: unknown }) =>
    Array.isArray(app?.subscribed_fields) ? app.subscribed_fields : [],
  );
  return fields.includes("messages")
    ? passed("webhook", "Instagram sends the account's messages.")
    : failed("webhook", "Instagram does not send the account's messages.", "Subscribe the app to the field messages.");
}
