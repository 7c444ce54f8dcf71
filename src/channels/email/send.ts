import type { DeliveryError } from "../../protocol/records.ts";
import { ownError } from "../ask-provider.ts";
import type { ChannelAdapter, SendRequest, SendVerdict } from "../channel.ts";
import { asId, asText, type JsonObject } from "../json.ts";
import { judgeAnswer, type Refusal, withoutSecretIn } from "../verdict.ts";
import { domainOf } from "./address.ts";
import { sendThroughBinding } from "./binding.ts";
import { compose } from "./body.ts";
import { deliveryError, meaningOf } from "./errors.ts";
import { checkHealth } from "./health.ts";
import { mailService, postEmail } from "./request.ts";

/** Mail: through an HTTP API where the deployment names one, else through Cloudflare's Email Service. */
export const email: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { mail: service, baseUrl, secrets } = request;
    if (service === undefined)
      return { verdict: "stop", error: ownError("no_mail_service", "No mail service is set up.") };
    const hasOwnAccount = baseUrl !== "" && secrets.accessToken !== undefined;
    if (!service.isProved && !hasOwnAccount) return { verdict: "stop", error: unproved(request.channel.address) };
    const mail = await compose(request, service.keys);
    if (mail === null)
      return { verdict: "rejected", error: ownError("no_address", "The customer has no mail address.") };
    if (baseUrl === "") return sendThroughBinding(mail, service.binding, timeoutMs);
    const token = secrets.accessToken ?? service.apiToken;
    const answer = await postEmail(mail, { baseUrl, token }, fetcher, timeoutMs);
    if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
    return withoutSecretIn(judge(answer.response, answer.json, mail.messageId), token);
  },

  checkHealth,
};

/** The deployment's account speaks for domains that are their orgs' alone: else anybody could write as anybody (Do4). */
function unproved(address: string): DeliveryError {
  const message = `It is not proved that ${domainOf(address)} is yours.`;
  return ownError("domain_unproved", message, "Set the TXT record that the channel's page shows, then check it there.");
}

function judge(response: Response, body: JsonObject | null, messageId: string): SendVerdict {
  // Its own id finds nothing in a mail; the Message-ID that we gave does, wherever it was kept.
  const providerId = asId(body?.id) === null ? null : messageId.slice(1, -1);
  return judgeAnswer({ provider: mailService, response, refusal: refusalOf(response, body), providerId });
}

function refusalOf(response: Response, body: JsonObject | null): Refusal | null {
  if (response.ok) return null;
  const code = asId(body?.name) ?? asId(body?.code);
  const said = asText(body?.message);
  const what = code === null ? null : (meaningOf(code)?.what ?? null);
  // A key that does not hold is told as a validation error at some of its addresses, or without a code.
  if (response.status === 401 && what !== "stop")
    return { error: deliveryError("invalid_api_key", said), what: "stop" };
  return code === null ? null : { error: deliveryError(code, said), what };
}
