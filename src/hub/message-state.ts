import { isUndelivered } from "../core/delivery.ts";
import { type ConversationState, emptyState } from "../core/state.ts";
import type { DeliveryStatus } from "../protocol/message-kinds.ts";
import type { Message } from "../protocol/records.ts";
import type { Store } from "./store.ts";

/**
 * What a new status of a message is decided on. Its conversation is read only where its mark for undelivered messages
 * may change, so that the usual steps of a delivery cost no read of it and no write.
 */
export function stateForStatus(store: Store, message: Message, next: DeliveryStatus): ConversationState {
  const mayMark = isUndelivered(message.status) || isUndelivered(next);
  return { ...emptyState, message, conversation: mayMark ? store.conversation(message.conversationId) : null };
}
