import { ownError } from "../ask-provider.ts";
import type { Alias } from "../../protocol/records.ts";
import type { ChannelAdapter, SendRequest, SendVerdict } from "../channel.ts";
import { asId, type JsonObject } from "../json.ts";
import { judgeAnswer, type Refusal, withoutSecretIn } from "../verdict.ts";
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
    const to = addressIn(request.to);
    if (to === null) return { verdict: "rejected", error: ownError("no_address", "The customer has no phone number.") };
    const form = await formOf(request, to);
    const init = { method: "POST", body: form };
    const answer = await askTwilio({ ...request, authToken }, "Messages.json", init, fetcher, timeoutMs);
    if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
    return withoutSecretIn(judge(answer.response, answer.json), authToken);
  },

  checkHealth,
  fetchMedia,
};

/** A number in E.164; else a short code as it is, which E.164 would make another number. */
function addressIn(aliases: readonly Alias[]): string | null {
  const phone = aliases.find(({ kind }) => kind === "phone");
  if (phone !== undefined) return `+${phone.value}`;
  return aliases.find(({ kind, value }) => kind === "sms_sender" && /^\d+$/.test(value))?.value ?? null;
}

async function formOf({ message, channel, files, publicUrl }: SendRequest, to: string): Promise<URLSearchParams> {
  const form = new URLSearchParams({ To: to, From: channel.externalId });
  if (message.body !== "") form.set("Body", message.body);
  for (const file of files) form.append("MediaUrl", await file.publicUrl());
  // Comes back with every status of this message, also when the answer to this request was lost (I9).
  const callback = `${publicUrl}/webhooks/twilio/${channel.id}/status?${messageParam}=${encodeURIComponent(message.id)}`;
  form.set("StatusCallback", callback);
  return form;
}

function judge(response: Response, body: JsonObject | null): SendVerdict {
  const code = response.ok ? null : (asId(body?.code) ?? (response.status === 401 ? noCredentials : null));
  const refusal: Refusal | null =
    code === null ? null : { error: deliveryError(code, body?.message), what: meaningOf(code)?.what ?? null };
  return judgeAnswer({ provider: "Twilio", response, refusal, providerId: asId(body?.sid) });
}

/** What Twilio's 401 means, also where a proxy of theirs says it without the code. */
const noCredentials = "20003";
