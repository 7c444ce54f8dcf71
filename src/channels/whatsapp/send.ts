import { retryAfterMs } from "../ask-provider.ts";
import type { ChannelAdapter, ReactionRequest, SendRequest, SendVerdict } from "../channel.ts";
import { asId, asObject, type JsonObject } from "../json.ts";
import { messageBody, reactionBody } from "./body.ts";
import { deliveryError, isAboutTemplate, meaningOf } from "./errors.ts";
import { checkHealth } from "./health.ts";
import { fetchMedia, type Handed, handOver } from "./media.ts";
import { byStatus, own, postMessages, redacted } from "./request.ts";
import { listTemplates } from "./templates.ts";
import { showTyping } from "./typing.ts";

/** The pair limit asks for 4^n seconds after the n-th refusal (Meta, "Pair rate limits"); an hour is plenty. */
const pairLimitMaxMs = 3_600_000;

/** WhatsApp Cloud API: `POST /{phone_number_id}/messages`. */
export const whatsapp: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { accessToken } = request.secrets;
    if (!accessToken) return { verdict: "stop", error: own("no_access_token", "The channel has no access token.") };
    const [file] = request.files;
    const handed = file === undefined ? null : await handOver({ ...request, accessToken }, file, fetcher);
    if (handed?.ok === false) return notHanded(handed, request.attempt, accessToken);
    const said = messageBody(request, handed?.media ?? null);
    return said === null ? unspeakable : post({ ...request, accessToken }, said, fetcher, timeoutMs);
  },

  async react(request: ReactionRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { accessToken } = request.secrets;
    if (!accessToken) return { verdict: "stop", error: own("no_access_token", "The channel has no access token.") };
    return post({ ...request, accessToken }, reactionBody(request), fetcher, timeoutMs);
  },

  fetchMedia,
  listTemplates,
  showTyping,
  checkHealth,
};

const unspeakable: SendVerdict = {
  verdict: "rejected",
  error: own("unsupported", "WhatsApp has no message of this kind."),
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
      error: own("no_address", "The customer has neither a phone number nor a WhatsApp id."),
    };
  const body = { messaging_product: "whatsapp", recipient_type: "individual", ...to, ...said };
  const answer = await postMessages(request, body, fetcher, timeoutMs);
  if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
  const verdict = judge(answer.response, answer.json, request.attempt);
  if (verdict.verdict === "accepted") return verdict;
  return { ...verdict, error: redacted(verdict.error, request.accessToken) };
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
  return { ...verdict, error: redacted(verdict.error, accessToken) };
}

function judge(response: Response, body: JsonObject | null, attempt: number): SendVerdict {
  const error = asObject(body?.error);
  if (error !== null && asId(error.code) !== null) return byCode(response, error, attempt);
  if (response.ok) {
    const messages = body?.messages;
    const providerId = Array.isArray(messages) ? asId(asObject(messages[0])?.id) : null;
    if (providerId !== null) return { verdict: "accepted", providerId };
    return {
      verdict: "ambiguous",
      error: own("unreadable", "WhatsApp answered, but not whether it took the message."),
    };
  }
  const { status } = response;
  if (status === 429) return { verdict: "retry", error: byStatus(status), afterMs: retryAfterMs(response) };
  if (status >= 500 || status === 408) return { verdict: "ambiguous", error: byStatus(status) };
  return { verdict: "rejected", error: byStatus(status) };
}

function byCode(response: Response, json: JsonObject, attempt: number): SendVerdict {
  const error = deliveryError(json);
  const meaning = meaningOf(error.code);
  switch (meaning?.what) {
    case "stop":
      return { verdict: "stop", error };
    case "fail":
      return { verdict: "rejected", error, staleTemplates: isAboutTemplate(error.code) };
    case "retry":
      return { verdict: "retry", error, afterMs: retryAfterMs(response) };
    case "pair":
      return { verdict: "retry", error, afterMs: Math.min(4 ** Math.max(attempt, 1) * 1_000, pairLimitMaxMs) };
    case undefined: {
      const temporary = response.status >= 500 || response.status === 429 || json.is_transient === true;
      return temporary ? { verdict: "retry", error, afterMs: retryAfterMs(response) } : { verdict: "rejected", error };
    }
  }
}
