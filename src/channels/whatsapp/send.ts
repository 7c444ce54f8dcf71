import { ownError } from "../ask-provider.ts";
import type { ChannelAdapter, ReactionRequest, SendRequest, SendVerdict } from "../channel.ts";
import { asId, asObject, type JsonObject } from "../json.ts";
import { metaError } from "../meta/request.ts";
import { judgeAnswer, type Refusal, withoutSecretIn } from "../verdict.ts";
import { messageBody, reactionBody } from "./body.ts";
import { deliveryError, isAboutTemplate, meaningOf } from "./errors.ts";
import { checkHealth } from "./health.ts";
import { fetchMedia, type Handed, handOver } from "./media.ts";
import { postMessages } from "./request.ts";
import { listTemplates } from "./templates.ts";
import { showTyping } from "./typing.ts";

/** The pair limit asks for 4^n seconds after the n-th refusal (Meta, "Pair rate limits"); an hour is plenty. */
const pairLimitMaxMs = 3_600_000;

/** WhatsApp Cloud API: `POST /{phone_number_id}/messages`. */
export const whatsapp: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { accessToken } = request.secrets;
    if (!accessToken)
      return { verdict: "stop", error: ownError("no_access_token", "The channel has no access token.") };
    const [file] = request.files;
    const handed = file === undefined ? null : await handOver({ ...request, accessToken }, file, fetcher);
    if (handed?.ok === false) return notHanded(handed, request.attempt, accessToken);
    const said = messageBody(request, handed?.media ?? null);
    return said === null ? unspeakable : post({ ...request, accessToken }, said, fetcher, timeoutMs);
  },

  async react(request: ReactionRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { accessToken } = request.secrets;
    if (!accessToken)
      return { verdict: "stop", error: ownError("no_access_token", "The channel has no access token.") };
    return post({ ...request, accessToken }, reactionBody(request), fetcher, timeoutMs);
  },

  fetchMedia,
  listTemplates,
  showTyping,
  checkHealth,
};

const unspeakable: SendVerdict = {
  verdict: "rejected",
  error: ownError("unsupported", "WhatsApp has no message of this kind."),
};

async function post(
  request: Pick<SendRequest, "channel" | "baseUrl" | "to" | "attempt"> & { readonly accessToken: string },
  said: JsonObject,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<SendVerdict> {
  const to = addressee(request.to);
  if (to === null)
    return {
      verdict: "rejected",
      error: ownError("no_address", "The customer has neither a phone number nor a WhatsApp id."),
    };
  const body = { messaging_product: "whatsapp", recipient_type: "individual", ...to, ...said };
  const answer = await postMessages(request, body, fetcher, timeoutMs);
  if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
  return withoutSecretIn(judge(answer.response, answer.json, request.attempt), request.accessToken);
}

function addressee(aliases: SendRequest["to"]): JsonObject | null {
  const phone = aliases.find((alias) => alias.kind === "phone");
  const user = aliases.find((alias) => alias.kind === "wa_user_id");
  return phone !== undefined ? { to: phone.value } : user !== undefined ? { recipient: user.value } : null;
}

/** A file was not handed over, so no message was sent: never ambiguous (I9). */
function notHanded(
  { response, json, error }: Handed & { ok: false },
  attempt: number,
  accessToken: string,
): SendVerdict {
  if (response === null) return { verdict: "retry", error, afterMs: null };
  const verdict = judge(response, json, attempt);
  if (verdict.verdict === "accepted" || verdict.verdict === "ambiguous")
    return { verdict: "retry", error, afterMs: null };
  return withoutSecretIn(verdict, accessToken);
}

function judge(response: Response, body: JsonObject | null, attempt: number): SendVerdict {
  const error = metaError(body);
  const refusal = error === null ? null : refusalOf(error, attempt);
  const messages = body?.messages;
  const providerId = Array.isArray(messages) ? asId(asObject(messages[0])?.id) : null;
  const verdict = judgeAnswer({ provider: "WhatsApp", response, refusal, providerId });
  const isStale = verdict.verdict === "rejected" && isAboutTemplate(verdict.error.code);
  return isStale ? { ...verdict, staleTemplates: true } : verdict;
}

function refusalOf(json: JsonObject, attempt: number): Refusal {
  const error = deliveryError(json);
  const meaning = meaningOf(error.code);
  const refusal = { error, what: meaning?.what ?? null, isTransient: json.is_transient === true };
  if (meaning?.isPairLimit !== true) return refusal;
  return { ...refusal, afterMs: Math.min(4 ** Math.max(attempt, 1) * 1_000, pairLimitMaxMs) };
}
