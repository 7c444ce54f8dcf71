import type { Conversation, ReadMark } from "../protocol/records.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, ConversationState, Decision } from "./state.ts";

/** Up to a message that was really shown; never back. */
export function read(state: ConversationState, conversation: Conversation, asker: Asker): Decision {
  const { message, readMark } = state;
  if (message?.conversationId !== conversation.id)
    return refused("not_found", "There is no such message.", { field: "upTo" });
  if (readMark !== null && readMark.number >= message.number) return unchanged;
  return accepted([{ event: "conversation:read", mark: mark(conversation, asker, message.number, message.id) }]);
}

/** The newest inbound message becomes unread again, and with it nothing of anyone else's. */
export function markUnread(readMark: ReadMark | null, conversation: Conversation, asker: Asker): Decision {
  if (conversation.inboundCount === 0)
    return refused("invalid", "There is nothing from the customer to mark as unread.");
  const number = conversation.inboundCount - 1;
  if (readMark !== null && readMark.number <= number) return unchanged;
  return accepted([{ event: "conversation:read", mark: mark(conversation, asker, number, null) }]);
}

/** An agent's mark in a conversation: messages numbered above `number` are unread for that agent (I4). */
export function mark(
  conversation: Conversation,
  asker: Pick<Asker, "id">,
  number: number,
  upTo: string | null,
): ReadMark {
  return {
    kind: "readMark",
    id: `${asker.id}:${conversation.id}`,
    seq: 0,
    conversationId: conversation.id,
    agentId: asker.id,
    upTo,
    number,
    unread: conversation.inboundCount - number,
  };
}

/** I4: unread is a subtraction. */
export function unread(
  conversation: Pick<Conversation, "inboundCount">,
  readMark: Pick<ReadMark, "number"> | null,
): number {
  return Math.max(0, conversation.inboundCount - (readMark?.number ?? 0));
}
