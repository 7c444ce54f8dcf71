import { saidLost, withStatus } from "./delivery.ts";
import { barredFrom } from "./departure.ts";
import { lockForSend } from "./lock.ts";
import { withoutUndelivered } from "./mail-report.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";
import type { Conversation, Message } from "../protocol/records.ts";

/** What a person does about a message that is not there yet, or whose fate is not known. */

/**
 * A person sends again what did not arrive, under the same id. For an `unconfirmed` message this is that
 * person's decision that the first try was lost (I9). It is a reply like any other: not while another replies (I6).
 */
export function retry(state: ConversationState, conversation: Conversation, asker: Asker, context: Context): Decision {
  const { message } = state;
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  if (message.status !== "failed" && message.status !== "unconfirmed") {
    return refused("not_retriable", "Only a failed or unconfirmed message can be sent again.", {
      status: message.status,
    });
  }
  const barred = barredFrom(state, conversation, message, context.now);
  if (barred !== null) return barred;
  const heldByOther = lockForSend(state.lock, {}, asker, context);
  if ("ok" in heldByOther) return heldByOther;
  const again: Message = {
    ...message,
    status: "queued",
    error: null,
    providerId: null,
    sentAt: null,
    content: withoutUndelivered(message.content),
    timestamp: context.now,
  };
  return accepted([{ event: "message:queued", message: again }], [{ effect: "send", messageId: message.id }]);
}

/** C10: a message that the provider cannot have yet is taken back, and the list shows what it showed before. */
export function cancel(
  { message, isSending, before }: ConversationState,
  conversation: Conversation,
  context: Context,
): Decision {
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  if (message.status === "cancelled") return unchanged;
  if ((message.status !== "queued" && message.status !== "scheduled") || isSending)
    return refused("not_cancellable", "It is on its way already.", { status: message.status });
  const isShown = before !== null && conversation.lastPosition === message.position;
  return accepted(
    [
      {
        event: "message:status",
        message: { ...message, status: "cancelled" },
        status: "cancelled",
        at: context.now,
        moved: true,
        ...(isShown ? { restores: before } : {}),
      },
    ],
    [{ effect: "unsend", messageId: message.id }],
  );
}

/**
 * I9: whether an `unconfirmed` message arrived, by the word of a person who has asked or looked. What the provider
 * says later still moves it forward.
 */
export function settle(
  { message }: ConversationState,
  conversation: Conversation,
  arrived: boolean,
  context: Context,
): Decision {
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  const { status: before, error: known } = message;
  const isDone = arrived ? before === "sent" : before === "failed" && known?.code === saidLost.code;
  if (isDone) return unchanged;
  if (message.status !== "unconfirmed")
    return refused("not_settleable", "Only of an unconfirmed message it is not known whether it arrived.", {
      status: message.status,
    });
  const status = arrived ? "sent" : "failed";
  const error = arrived ? null : saidLost;
  const next = withStatus({ ...message, error: null }, { status, at: context.now, error, providerId: null });
  if (next === null) return unchanged;
  return accepted([{ event: "message:status", message: next, status, at: context.now, moved: true }]);
}
