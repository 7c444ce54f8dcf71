import { isUndelivered } from "../core/delivery.ts";
import { type ConversationState, emptyState } from "../core/state.ts";
import type { AboutFact } from "../core/receive-about.ts";
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

/** What a fact about a message is decided on. An edit or a revocation can change what the list shows. */
export function stateForFact(store: Store, message: Message, fact: AboutFact): ConversationState {
  if (fact.fact === "status") return stateForStatus(store, message, fact.status);
  const changesList = fact.fact === "edit" || fact.fact === "revoke";
  return { ...emptyState, message, conversation: changesList ? store.conversation(message.conversationId) : null };
}
