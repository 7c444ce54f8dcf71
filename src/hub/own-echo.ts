import { isEchoOf } from "../core/own-echo.ts";
import type { EchoFact, StatusFact } from "../protocol/facts.ts";
import type { Channel, Contact, Message } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import { sentLately } from "./sent-lately.ts";
import type { Store } from "./store.ts";

/** The news in an echo of what we sent ourselves, which its provider does not tell from others: that it was taken. */
export function ownEcho(
  turn: Turn,
  store: Store,
  channel: Channel,
  contact: Contact,
  fact: EchoFact,
): StatusFact | null {
  if (channel.channel !== "instagram" || fact.direction !== "outbound") return null;
  const conversationId = `${channel.id}.${contact.id}`;
  const waiting = sentLately(store, conversationId, turn.nextSeq(), ["queued", "unconfirmed"]);
  const message = waiting.find((one) => isEchoOf(one, fact) && hasLeft(store, one));
  if (message === undefined) return null;
  const { providerId, at } = fact;
  return { fact: "status", providerId, messageId: message.id, status: "sent", at, error: null };
}

/** Whether a request for it has been made: one that still waits for its turn cannot have been echoed. */
function hasLeft(store: Store, message: Message): boolean {
  if (message.status !== "queued") return true;
  const granted = "SELECT 1 FROM outbox WHERE conversation = ? AND message = ? AND granted_at IS NOT NULL";
  return store.rows(granted, message.conversationId, message.id).length > 0;
}
