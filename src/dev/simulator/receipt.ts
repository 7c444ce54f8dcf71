import { type GraphAnswer, isObject, type Json, refusal } from "./graph-answer.ts";
import type { BusinessNumber, World } from "./world.ts";

/** For how long a phone shows "typing…" unless the business writes before (Meta, "Typing indicators"). */
const typingMs = 25_000;

/**
 * Marks the customer's message and all before it as read; shows "typing…" when the receipt says so. It is no
 * message: it uses up no fault and nothing calls back.
 */
export function answerReceipt(world: World, number: BusinessNumber, body: Json): GraphAnswer {
  const { message_id: id, typing_indicator: indicator } = body;
  if (typeof id !== "string" || id === "") {
    return refusal(400, 100, "The parameter message_id is required.", "(#100) Invalid parameter");
  }
  if (indicator !== undefined && !(isObject(indicator) && indicator["type"] === "text")) {
    return refusal(400, 100, "Param typing_indicator['type'] must be text.", "(#100) Invalid parameter");
  }
  const found = world.find(id);
  // Only what a customer wrote to this very number can be read by it.
  if (found === null || found.message.from !== "customer" || found.chat.phoneNumberId !== number.phoneNumberId) {
    return refusal(400, 131009, "Invalid message_id", "(#131009) Parameter value is not valid");
  }
  for (const message of found.chat.messages) {
    if (message.from === "customer" && message.at <= found.message.at) world.tick(message.id, "read");
  }
  if (indicator !== undefined) world.typing(found.chat, Date.now() + typingMs);
  return { kind: "reply", status: 200, body: { success: true } };
}
