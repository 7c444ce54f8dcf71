import type { Attachment } from "../../protocol/records.ts";
import { timing } from "../../protocol/timing.ts";
import { ownError } from "../ask-provider.ts";
import type { ChannelAdapter, OutgoingFile, SendRequest, SendVerdict } from "../channel.ts";
import type { JsonObject } from "../json.ts";
import { withoutSecretIn } from "../verdict.ts";
import { checkHealth } from "./health.ts";
import { judge } from "./judge.ts";
import { fetchMedia } from "./media.ts";
import { fetchProfile } from "./profile.ts";
import { react } from "./react.ts";
import { postMessages } from "./request.ts";
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
    return withoutSecretIn(judge(answer.response, answer.json), accessToken);
  },

  react,
  showTyping,
  checkHealth,
  fetchMedia,
  fetchProfile,
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
