import type { Delivery } from "./delivery.ts";
import { messageId } from "./graph.ts";
import { instagramMessageId } from "./instagram.ts";
import { type InstagramEvent, instagramRequest, messageEvent } from "./instagram-webhook.ts";
import { type Change, echoChange, inboundChange, statusChange, whatsappRequest } from "./webhook.ts";
import type { Customer, PhoneMessage, World } from "./world.ts";

/**
 * A message of the past. Replies of the business come as those that it sent from its own phone app: that is
 * how Meta tells of messages which did not go through its API.
 */
export interface HistoryItem {
  readonly phoneNumberId: string;
  readonly customer: Customer;
  readonly from: "customer" | "business";
  /** Unix milliseconds. */
  readonly at: number;
  readonly text: string;
  /** Index, among the items given, of the message it quotes. */
  readonly quotes?: number;
  /** How far the customer got with a message of the business. */
  readonly tick?: "sent" | "delivered" | "read";
}

/** Updates of one webhook; Meta allows 1,000. Small ones keep Parley's order as close to time's as ours. */
const batchSize = 40;

/** Posts the past in the order of its time, and retries until it is all there. */
export async function replayHistory(
  parts: { readonly world: World; readonly delivery: Delivery },
  items: readonly HistoryItem[],
): Promise<void> {
  const isInstagram = items.map((item) => parts.world.numbers.get(item.phoneNumberId)?.channel === "instagram");
  const ids = isInstagram.map((is) => (is ? instagramMessageId() : messageId()));
  const order = items.map((item, index) => ({ item, index })).sort((a, b) => a.item.at - b.item.at);
  const events: InstagramEvent[] = [];
  const changes: Change[] = [];
  const statuses: Change[] = [];
  for (const { item, index } of order) {
    const number = parts.world.numbers.get(item.phoneNumberId);
    if (number === undefined) throw new Error(`No business number ${item.phoneNumberId}`);
    const id = ids[index] ?? messageId();
    const quotes = item.quotes === undefined ? null : (ids[item.quotes] ?? null);
    const message: PhoneMessage = {
      id,
      from: item.from,
      at: item.at,
      type: "text",
      text: item.text,
      quotes,
      tick: item.tick ?? "delivered",
      customerReaction: null,
    };
    parts.world.add(parts.world.chat(item.phoneNumberId, item.customer), message);
    if (number.channel === "instagram") {
      const { from, at } = item;
      events.push(messageEvent(number, item.customer, { from, id, at, quotes, content: { text: item.text } }));
    } else if (item.from === "customer") {
      const content = { text: { body: item.text } };
      changes.push(inboundChange(number, item.customer, { id, at: item.at, type: "text", quotes, content }));
    } else {
      changes.push(echoChange(number, item.customer, { id, at: item.at, text: item.text, quotes }));
      for (const status of stepsTo(item.tick ?? "read")) {
        statuses.push(statusChange(number, item.customer, { id, at: item.at + 1_000, status, data: null }));
      }
    }
  }
  const { delivery } = parts;
  for (const batch of [...batchesOf(changes), ...batchesOf(statuses)])
    await delivery.postUntilAnswered(whatsappRequest(batch, delivery.appSecret));
  for (const batch of batchesOf(events)) await delivery.postUntilAnswered(instagramRequest(batch, delivery.appSecret));
}

function batchesOf<T>(all: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < all.length; from += batchSize) batches.push(all.slice(from, from + batchSize));
  return batches;
}

/** What is told beyond "sent": a message that the phone app tells of has been sent. */
function stepsTo(tick: "sent" | "delivered" | "read"): ("delivered" | "read")[] {
  switch (tick) {
    case "sent":
      return [];
    case "delivered":
      return ["delivered"];
    case "read":
      return ["delivered", "read"];
  }
}
