import type { ProviderRequest } from "../channel.ts";
import { failed, type HealthCheck, passed, unconfirmed, unknown } from "../health.ts";
import { asId, asText, type JsonObject } from "../json.ts";
import { type AskMeta, checkMetaHealth, type MetaAnswer } from "../meta/health.ts";

/** Is the token good, may it use the number, does Meta send the account's messages to an app? */
export function checkHealth(
  request: ProviderRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<HealthCheck[]> {
  const { accountId, externalId } = request.channel;
  const whatsapp = {
    provider: "WhatsApp",
    fields: "display_phone_number,verified_name,quality_rating,status",
    renew: "Make a new access token, of a system user, in Meta Business settings and save it here.",
    notOurs: {
      message: "The token may not use this number, or there is no such number.",
      advice: "Check the phone number id, and give the token's system user the WhatsApp account.",
    },
    async read(json: JsonObject, ask: AskMeta): Promise<HealthCheck[]> {
      if (asId(json.id) !== externalId)
        return [
          unknown("token", "unreadable", "WhatsApp's answer could not be read."),
          ...unconfirmed(request.channel, "WhatsApp"),
        ];
      const checks = [passed("token", "token_valid", "The access token is valid."), numberCheck(json)];
      if (accountId === null) return checks;
      return [...checks, webhookCheck(await ask(`${encodeURIComponent(accountId)}/subscribed_apps`))];
    },
  };
  return checkMetaHealth(whatsapp, request, fetcher, timeoutMs);
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
