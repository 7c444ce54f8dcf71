import type { Channel, Conversation, Message } from "../protocol/records.ts";
import type { TemplateContent } from "../protocol/template.ts";
import { consentRefusal } from "./consent.ts";
import { refused } from "./state.ts";
import type { ConversationState, Refusal } from "./state.ts";
import { windowRefusal } from "./window.ts";

/** Why a message may not leave for its customer at `at` (ISO 8601 UTC); null when it may. Judged again each time that it is to leave. */
export function barredFrom(
  { contact }: Pick<ConversationState, "contact">,
  conversation: Conversation,
  message: Pick<Message, "type" | "content">,
  at: string,
): Refusal | null {
  const template = templateOf(message);
  const category = template?.category === "marketing" ? "marketing" : "service";
  return (
    consentRefusal(contact, conversation.channel, category) ??
    (template === null ? windowRefusal(conversation, at) : null)
  );
}

/** A sender that is a word takes no answer. */
export function senderRefusal({ oneWay }: Conversation): Refusal | null {
  return oneWay ? refused("unreachable", "The sender is a name, not a number: nobody can be answered there.") : null;
}

/** D2: a channel that is stopped keeps a queue; one that is disconnected has none, and nobody to answer through. */
export function channelRefusal(channel: Pick<Channel, "state"> | null): Refusal | null {
  return channel?.state === "disconnected"
    ? refused("channel_unavailable", "The channel is disconnected: its conversations can be read, not answered.")
    : null;
}

export function templateOf({ type, content }: Pick<Message, "type" | "content">): TemplateContent | null {
  return type === "template" && content?.template !== undefined ? (content.template as TemplateContent) : null;
}
