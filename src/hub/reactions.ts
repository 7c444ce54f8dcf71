import { ownReaction, withOwnReaction } from "../core/reaction.ts";
import { emptyState } from "../core/state.ts";
import type { DeliveryError } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Outbox, OutboxRow, QueuedReaction } from "./outbox.ts";
import type { Store } from "./store.ts";

/** A reaction that did not get there shows what the customer sees again, and everybody is told why. */
export function takeBackReaction(turn: Turn, store: Store, outbox: Outbox, row: OutboxRow, error: DeliveryError): void {
  const message = store.message(row.message);
  if (message === null || row.reaction === null) return;
  const { emoji, before } = JSON.parse(row.reaction) as QueuedReaction;
  const { id: messageId, conversationId } = message;
  const failed = { event: "message:reaction_failed", payload: { messageId, conversationId, emoji, error } } as const;
  // One that was given meanwhile is on its way, and stays.
  const isShown = (ownReaction(message)?.emoji ?? null) === emoji && !outbox.hasReaction(row);
  const reactions = withOwnReaction(message, before);
  const { state, shared } = fold({ ...emptyState, message }, isShown ? [{ event: "message:reacted", reactions }] : []);
  // The message comes along although it may be as it was: by it is known who may be told.
  const reacted = state.message ?? message;
  turn.write({ actor: "provider", cause: null, ...shared, events: [...shared.events, failed], records: [reacted] });
}
