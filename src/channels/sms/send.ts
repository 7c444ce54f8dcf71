import type { DeliveryError } from "../../protocol/records.ts";
import { errorOfStatus, ownError, retryAfterMs, withoutSecret } from "../ask-provider.ts";
import type { ChannelAdapter, SendRequest, SendVerdict } from "../channel.ts";
import { asId, type JsonObject } from "../json.ts";
import { deliveryError, meaningOf } from "./errors.ts";
import { checkHealth } from "./health.ts";
import { fetchMedia } from "./media.ts";
import { askTwilio } from "./request.ts";
import { messageParam } from "./status.ts";

/** Twilio Programmable Messaging: `POST /2010-04-01/Accounts/{sid}/Messages.json`. */
export const sms: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { authToken } = request.secrets;
    if (!authToken) return { verdict: "stop", error: ownError("no_auth_token", "The channel has no auth token.") };
    const phone = request.to.find((alias) => alias.kind === "phone");
    if (phone === undefined)
      return { verdict: "rejected", error: ownError("no_address", "The customer has no phone number.") };
    const form = await formOf(request, phone.value);
    const init = { method: "POST", body: form };
    const answer = await askTwilio({ ...request, authToken }, "Messages.json", init, fetcher, timeoutMs);
    if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
    const verdict = judge(answer.response, answer.json);
    return verdict.verdict === "accepted" ? verdict : { ...verdict, error: withoutSecret(verdict.error, authToken) };
  },

  checkHealth,
  fetchMedia,
};

async function formOf({ message, channel, files, publicUrl }: SendRequest, phone: string): Promise<URLSearchParams> {
  const form = new URLSearchParams({ To: `+${phone}`, From: channel.externalId });
  if (message.body !== "") form.set("Body", message.body);
  for (const file of files) form.append("MediaUrl", await file.publicUrl());
  // Comes back with every status of this message, also when the answer to this request was lost (I9).
  const callback = `${publicUrl}/webhooks/twilio/${channel.id}/status?${messageParam}=${encodeURIComponent(message.id)}`;
  form.set("StatusCallback", callback);
  return form;
}

function judge(response: Response, body: JsonObject | null): SendVerdict {
  const { status } = response;
  if (response.ok) {
    const providerId = asId(body?.sid);
    if (providerId === null)
      return {
        verdict: "ambiguous",
        error: ownError("unreadable", "Twilio answered, but not whether it took the message."),
      };
    return { verdict: "accepted", providerId };
  }
  const code = asId(body?.code);
  if (code !== null) return byCode(response, deliveryError(code, body?.message));
  if (status === 429) return { verdict: "retry", error: byStatus(status), afterMs: retryAfterMs(response) };
  if (status === 401) return { verdict: "stop", error: deliveryError("20003", null) };
  if (status >= 500 || status === 408) return { verdict: "ambiguous", error: byStatus(status) };
  return { verdict: "rejected", error: byStatus(status) };
}

function byCode(response: Response, error: DeliveryError): SendVerdict {
  switch (meaningOf(error.code)?.what) {
    case "stop":
      return { verdict: "stop", error };
    case "fail":
      return { verdict: "rejected", error };
    case "retry":
      return { verdict: "retry", error, afterMs: retryAfterMs(response) };
    case undefined: {
      const temporary = response.status >= 500 || response.status === 429;
      return temporary ? { verdict: "retry", error, afterMs: retryAfterMs(response) } : { verdict: "rejected", error };
    }
  }
}

function byStatus(status: number): DeliveryError {
  return errorOfStatus("Twilio", status);
}
