import type { Attachment } from "../../protocol/records.ts";
import { timing } from "../../protocol/timing.ts";
import { ownError, retryAfterMs, withoutSecret } from "../ask-provider.ts";
import type { ChannelAdapter, OutgoingFile, SendRequest, SendVerdict } from "../channel.ts";
import { asId, asObject, type JsonObject } from "../json.ts";
import { deliveryError, meaningOf, subcodeOf } from "./errors.ts";
import { checkHealth } from "./health.ts";
import { fetchMedia } from "./media.ts";
import { byStatus, postMessages } from "./request.ts";
import { showTyping } from "./typing.ts";

/** Instagram Messaging API: `POST /{account id}/messages`. */
export const instagram: ChannelAdapter = {
  async send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
    const { accessToken } = request.secrets;
    if (!accessToken)
      return { verdict: "stop", error: ownError("no_access_token", "The channel has no access token.") };
    const customer = request.to.find((alias) => alias.kind === "instagram_id");
    if (customer === undefined)
      return { verdict: "rejected", error: ownError("no_address", "The customer has no Instagram account.") };
    const body = await bodyOf(request, customer.value);
    const answer = await postMessages({ ...request, accessToken }, body, fetcher, timeoutMs);
    if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
    const verdict = judge(answer.response, answer.json);
    return verdict.verdict === "accepted" ? verdict : { ...verdict, error: withoutSecret(verdict.error, accessToken) };
  },

  showTyping,
  checkHealth,
  fetchMedia,
};

async function bodyOf(request: SendRequest, customerId: string): Promise<JsonObject> {
  const { message, files, quotes } = request;
  const [file] = files;
  return {
    recipient: { id: customerId },
    message: file === undefined ? { text: message.body } : { attachment: await attachmentOf(file) },
    ...(quotes === null ? {} : { reply_to: { mid: quotes } }),
    ...(needsHumanAgent(request) ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } : {}),
  };
}

/**
 * After 24 hours only a person may answer, for 7 days in all, and must say so (Meta, "Human agent"). Unknown counts as
 * open: the tag needs a permission of the app, and without it a message within the window would be refused.
 */
function needsHumanAgent({ lastInboundAt }: SendRequest): boolean {
  return lastInboundAt != null && Date.now() - Date.parse(lastInboundAt) >= timing.instagramWindowMs;
}

/** Instagram fetches a file itself, from an address that soon expires. */
async function attachmentOf(file: OutgoingFile): Promise<JsonObject> {
  return { type: kinds[file.attachment.type], payload: { url: await file.publicUrl() } };
}

const kinds: Readonly<Record<Attachment["type"], string>> = {
  image: "image",
  sticker: "image",
  video: "video",
  audio: "audio",
  voice: "audio",
  document: "file",
};

function judge(response: Response, body: JsonObject | null): SendVerdict {
  const error = asObject(body?.error);
  if (error !== null && asId(error.code) !== null) return byCode(response, error);
  if (response.ok) {
    const providerId = asId(body?.message_id);
    if (providerId !== null) return { verdict: "accepted", providerId };
    return {
      verdict: "ambiguous",
      error: ownError("unreadable", "Instagram answered, but not whether it took the message."),
    };
  }
  const { status } = response;
  if (status === 429) return { verdict: "retry", error: byStatus(status), afterMs: retryAfterMs(response) };
  if (status >= 500 || status === 408) return { verdict: "ambiguous", error: byStatus(status) };
  return { verdict: "rejected", error: byStatus(status) };
}

function byCode(response: Response, json: JsonObject): SendVerdict {
  const error = deliveryError(json);
  switch (meaningOf(error.code, subcodeOf(json))?.what) {
    case "stop":
      return { verdict: "stop", error };
    case "fail":
      return { verdict: "rejected", error };
    case "retry":
      return { verdict: "retry", error, afterMs: retryAfterMs(response) };
    case undefined: {
      const temporary = response.status >= 500 || response.status === 429 || json.is_transient === true;
      return temporary ? { verdict: "retry", error, afterMs: retryAfterMs(response) } : { verdict: "rejected", error };
    }
  }
}
