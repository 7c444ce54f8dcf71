import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unknown } from "../health.ts";
import { asId, asText, type JsonObject } from "../json.ts";
import { type AskMeta, checkMetaHealth, type MetaAnswer } from "../meta/health.ts";

/** Is the token good, is the account its own, does Meta send the account's messages here? */
export function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { externalId } = request.channel;
  const instagram = {
    provider: "Instagram",
    fields: "user_id,username",
    renew: "Make a new access token in the Meta app and save it here.",
    notOurs: {
      message: "The token may not use this account, or there is no such account.",
      advice: "Check the account's id, and make the token with that account.",
    },
    async read(json: JsonObject, ask: AskMeta): Promise<HealthCheck[]> {
      // The API has two ids of an account; webhooks and sends go by `user_id`.
      const accountId = asId(json.user_id) ?? asId(json.id);
      if (accountId === null) return [unknown("token", "Instagram's answer could not be read.")];
      const token = passed("token", "The access token is valid.");
      if (accountId !== externalId)
        return [token, failed("number", `The account's id is ${accountId}.`, "Connect it by that id.")];
      const name = asText(json.username);
      const number = passed("number", name === "" ? "The account is the token's own." : `The account is @${name}.`);
      return [token, number, webhookCheck(await ask(`${encodeURIComponent(externalId)}/subscribed_apps`))];
    },
  };
  return checkMetaHealth(instagram, request, fetcher, timeoutMs);
}

function webhookCheck(answer: MetaAnswer): HealthCheck {
  if (answer.is !== "answer" || !Array.isArray(answer.json.data))
    return unknown("webhook", "Instagram did not tell whether it sends messages here.");
  const fields = answer.json.data.flatMap((app: { subscribed_fields?: unknown }) =>
    Array.isArray(app?.subscribed_fields) ? app.subscribed_fields : [],
  );
  return fields.includes("messages")
    ? passed("webhook", "Instagram sends the account's messages.")
    : failed("webhook", "Instagram does not send the account's messages.", "Subscribe the app to the field messages.");
}
