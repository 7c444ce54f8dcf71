import type { Conversation, DeliveryError, Message } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";
import { barredFrom, templateOf } from "./departure.ts";
import type { Context, ConversationState, Decision, Refusal } from "./state.ts";
import { templateRefusal } from "./template.ts";

/**
 * D8: a scheduled message's time has come. It takes its place in the thread now, where its reader finds it too. What
 * was right when it was written may be so no more: then it has failed, with what to do about it.
 */
export function depart(
  state: Pick<ConversationState, "contact"> & { readonly template: Template | null },
  conversation: Conversation,
  message: Message,
  context: Context,
): Decision & { ok: true } {
  const { now } = context;
  const placed: Message = {
    ...message,
    position: context.seq,
    number: conversation.inboundCount,
    timestamp: now,
    status: "queued",
  };
  const template = templateOf(message);
  const refusal =
    (template === null ? null : templateRefusal(state.template, template)) ??
    barredFrom(state, conversation, message, now);
  if (refusal === null) {
    const event = { event: "message:queued", message: placed } as const;
    return { ok: true, events: [event], effects: [{ effect: "send", messageId: message.id }] };
  }
  const failed: Message = { ...placed, status: "failed", error: errorOf(refusal) };
  const fails = { event: "message:status", message: failed, status: "failed", at: now, moved: true } as const;
  return { ok: true, events: [{ event: "message:queued", message: placed }, fails], effects: [] };
}

function errorOf({ code, message }: Refusal): DeliveryError {
  const advice =
    code === "window_closed"
      ? "Its time came after the window had closed. Send a template, or send it again once the customer has written."
      : null;
  return { code, message, advice };
}
