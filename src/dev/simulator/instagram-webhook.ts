import type { WebhookRequest } from "./delivery.ts";
import { signature } from "./webhook.ts";
import type { BusinessNumber, Customer } from "./world.ts";

/** The bodies of Instagram's webhooks, as Meta's documentation shows them. */

/** One event of an account's messaging. */
export interface InstagramEvent {
  readonly accountId: string;
  readonly item: Readonly<Record<string, unknown>>;
}

/** A signed webhook with these events, in this order. */
export function instagramRequest(events: readonly InstagramEvent[], appSecret: string): WebhookRequest {
  const entry: { id: string; time: number; messaging: unknown[] }[] = [];
  for (const { accountId, item } of events) {
    const last = entry.at(-1);
    if (last?.id === accountId) last.messaging.push(item);
    else entry.push({ id: accountId, time: Date.now(), messaging: [item] });
  }
  const body = JSON.stringify({ object: "instagram", entry });
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature(body, appSecret) };
  return { path: "/webhooks/meta", headers, body };
}

/** What a customer or the account wrote. `content` holds the members that its kind demands, e.g. `{ text }`. */
export function messageEvent(
  account: BusinessNumber,
  customer: Customer,
  message: {
    from: "customer" | "business";
    id: string;
    at: number;
    quotes: string | null;
    content: Readonly<Record<string, unknown>>;
  },
): InstagramEvent {
  const isEcho = message.from === "business";
  return event(account, customer, isEcho, message.at, {
    message: {
      mid: message.id,
      ...(isEcho ? { is_echo: true } : {}),
      ...(message.quotes === null ? {} : { reply_to: { mid: message.quotes } }),
      ...message.content,
    },
  });
}

export function reactionEvent(
  account: BusinessNumber,
  customer: Customer,
  reaction: { target: string; at: number; emoji: string | null },
): InstagramEvent {
  const { target, emoji } = reaction;
  const what = emoji === null ? { action: "unreact" } : { action: "react", reaction: "other", emoji };
  return event(account, customer, false, reaction.at, { reaction: { mid: target, ...what } });
}

/** The customer has seen the account's message. */
export function seenEvent(account: BusinessNumber, customer: Customer, id: string, at: number): InstagramEvent {
  return event(account, customer, false, at, { read: { mid: id } });
}

function event(
  { phoneNumberId: accountId }: BusinessNumber,
  customer: Customer,
  byAccount: boolean,
  at: number,
  what: Readonly<Record<string, unknown>>,
): InstagramEvent {
  const [sender, recipient] = byAccount ? [accountId, customer.userId] : [customer.userId, accountId];
  return { accountId, item: { sender: { id: sender }, recipient: { id: recipient }, timestamp: at, ...what } };
}
