import { ownError } from "../ask-provider.ts";
import type { ReactionRequest, SendVerdict } from "../channel.ts";
import { withoutSecretIn } from "../verdict.ts";
import { judge } from "./judge.ts";
import { postMessages } from "./request.ts";

/** All that Instagram has for a business's reaction is `love`: sent for another emoji it would say what nobody said. */
const hearts: ReadonlySet<string> = new Set(["❤", "❤️"]);

/** `POST /{account id}/messages` with `sender_action`; it is answered without an id, since a reaction has none. */
export async function react(request: ReactionRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict> {
  const { accessToken } = request.secrets;
  if (!accessToken) return { verdict: "stop", error: ownError("no_access_token", "The channel has no access token.") };
  const customer = request.to.find((alias) => alias.kind === "instagram_id");
  if (customer === undefined)
    return { verdict: "rejected", error: ownError("no_address", "The customer has no Instagram account.") };
  const { emoji, target } = request;
  if (emoji !== null && !hearts.has(emoji))
    return { verdict: "rejected", error: ownError("unsupported", "Instagram takes no reaction of a business but ❤.") };
  const body = {
    recipient: { id: customer.value },
    sender_action: emoji === null ? "unreact" : "react",
    payload: emoji === null ? { message_id: target } : { message_id: target, reaction: "love" },
  };
  const answer = await postMessages({ ...request, accessToken }, body, fetcher, timeoutMs);
  if (!answer.answered) return { verdict: "ambiguous", error: answer.error };
  const isAccepted = answer.response.ok && answer.json?.error === undefined;
  if (isAccepted) return { verdict: "accepted", providerId: null };
  return withoutSecretIn(judge(answer.response, answer.json), accessToken);
}
