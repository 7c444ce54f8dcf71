import type { DeliveryError } from "../../protocol/records.ts";
import { ownError } from "../ask-provider.ts";
import type { TypingRequest } from "../channel.ts";
import { failureOf } from "../meta/request.ts";
import { deliveryError } from "./errors.ts";
import { byStatus, postMessages } from "./request.ts";

/** Shows "typing…" on the customer's phone for 20 s or until the reply comes (Meta, "Sender actions", 2026). */
export async function showTyping(
  request: TypingRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<DeliveryError | null> {
  const { accessToken } = request.secrets;
  if (!accessToken) return ownError("no_access_token", "The channel has no access token.");
  const customer = request.to.find((alias) => alias.kind === "instagram_id");
  if (customer === undefined) return ownError("no_address", "The customer has no Instagram account.");
  const body = { recipient: { id: customer.value }, sender_action: "typing_on" };
  const answer = await postMessages({ ...request, accessToken }, body, fetcher, timeoutMs);
  return failureOf(answer, { byCode: deliveryError, byStatus }, accessToken);
}
