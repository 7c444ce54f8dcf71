import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unconfirmed, unknown } from "../health.ts";
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
      if (accountId === null)
        return [
          unknown("token", "unreadable", "Instagram's answer could not be read."),
          ...unconfirmed(request.channel, "Instagram"),
        ];
      const token = passed("token", "token_valid", "The access token is valid.");
      if (accountId !== externalId) return [token, anotherAccount(accountId)];
      return [
        token,
        ownAccount(asText(json.username)),
        webhookCheck(await ask(`${encodeURIComponent(externalId)}/subscribed_apps`)),
      ];
    },
  };
  return checkMetaHealth(instagram, request, fetcher, timeoutMs);
}

function anotherAccount(id: string): HealthCheck {
  const said = { message: `The account's id is ${id}.`, advice: "Connect it by that id." };
  return failed("number", "account_differs", said, { id });
}

function ownAccount(username: string): HealthCheck {
  if (username === "") return passed("number", "number_owned", "The account is the token's own.");
  return passed("number", "number_owned", `The account is @${username}.`, { who: `@${username}` });
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
