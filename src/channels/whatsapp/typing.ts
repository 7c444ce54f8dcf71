import type { DeliveryError } from "../../protocol/records.ts";
import { ownError } from "../ask-provider.ts";
import type { TypingRequest } from "../channel.ts";
import { failureOf } from "../meta/request.ts";
import { deliveryError } from "./errors.ts";
import { byStatus, postMessages } from "./request.ts";

/**
 * Shows "typing…" on the customer's phone for 25 s or until the reply comes. The request is a read receipt that
 * says so besides: the customer's message gets its blue ticks (Meta, "Typing indicators", 2026).
 */
export async function showTyping(
  request: TypingRequest,
  fetcher: typeof fetch,
  timeoutMs: number,
): Promise<DeliveryError | null> {
  const { accessToken } = request.secrets;
  if (!accessToken) return ownError("no_access_token", "The channel has no access token.");
  const body = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: request.answers,
    typing_indicator: { type: "text" },
  };
  const answer = await postMessages({ ...request, accessToken }, body, fetcher, timeoutMs);
  return failureOf(answer, { byCode: deliveryError, byStatus }, accessToken);
}
