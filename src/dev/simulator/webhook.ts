import { createHmac } from "node:crypto";
import type { WebhookRequest } from "./delivery.ts";
import type { BusinessNumber, Customer } from "./world.ts";

/** The bodies of Meta's webhooks, as its documentation shows them, and their signature. */

/** One update: an entry's change. */
export interface Change {
  readonly wabaId: string;
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A webhook's body with these updates, in this order. */
export function webhookBody(changes: readonly Change[]): string {
  const entry: { id: string; changes: { field: string; value: unknown }[] }[] = [];
  for (const { wabaId, field, value } of changes) {
    const last = entry.at(-1);
    if (last?.id === wabaId) last.changes.push({ field, value });
    else entry.push({ id: wabaId, changes: [{ field, value }] });
  }
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

/** The signed webhook that tells of these updates. */
export function whatsappRequest(changes: readonly Change[], appSecret: string): WebhookRequest {
  const body = webhookBody(changes);
  const headers = { "content-type": "application/json", "x-hub-signature-256": signature(body, appSecret) };
  return { path: "/webhooks/meta", headers, body };
}

/** The value of `X-Hub-Signature-256` for a body's bytes. */
export function signature(body: string, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body, "utf8").digest("hex")}`;
}

const seconds = (at: number): string => String(Math.floor(at / 1000));

/** Meta writes a number without its `+`. */
const digitsOf = (number: BusinessNumber): string => number.displayNumber.replace(/^\+/, "");

function metadata(number: BusinessNumber): Record<string, unknown> {
  return { display_phone_number: digitsOf(number), phone_number_id: number.phoneNumberId };
}

/** The members that name a customer: the phone may be absent, the user id too. */
function sender(customer: Customer): Record<string, string> {
  return {
    ...(customer.phone === null ? {} : { from: customer.phone }),
    ...(customer.userId === null ? {} : { from_user_id: customer.userId }),
  };
}

/** A customer's message. `content` holds the members that its type demands, e.g. `{ text: { body } }`. */
export function inboundChange(
  number: BusinessNumber,
  customer: Customer,
  message: { id: string; at: number; type: string; quotes: string | null; content: Readonly<Record<string, unknown>> },
): Change {
  const contact = {
    ...(customer.name === null ? {} : { profile: { name: customer.name } }),
    ...(customer.phone === null ? {} : { wa_id: customer.phone }),
    ...(customer.userId === null ? {} : { user_id: customer.userId }),
  };
  const item = {
    ...sender(customer),
    id: message.id,
    timestamp: seconds(message.at),
    type: message.type,
    ...(message.quotes === null ? {} : { context: { from: digitsOf(number), id: message.quotes } }),
    ...message.content,
  };
  return {
    wabaId: number.wabaId,
    field: "messages",
    value: { messaging_product: "whatsapp", metadata: metadata(number), contacts: [contact], messages: [item] },
  };
}

/** A message that the business sent from its own phone app ("coexistence"). */
export function echoChange(
  number: BusinessNumber,
  customer: Customer,
  message: { id: string; at: number; text: string; quotes: string | null },
): Change {
  const item = {
    from: digitsOf(number),
    ...(customer.phone === null ? { to_user_id: customer.userId } : { to: customer.phone }),
    id: message.id,
    timestamp: seconds(message.at),
    type: "text",
    ...(message.quotes === null ? {} : { context: { from: customer.phone, id: message.quotes } }),
    text: { body: message.text },
  };
  return {
    wabaId: number.wabaId,
    field: "smb_message_echoes",
    value: { messaging_product: "whatsapp", metadata: metadata(number), message_echoes: [item] },
  };
}

/** A step of a message's delivery. `data` is the sender's `biz_opaque_callback_data`, handed back. */
export function statusChange(
  number: BusinessNumber,
  customer: Customer,
  status: { id: string; at: number; status: "sent" | "delivered" | "read"; data: string | null },
): Change {
  const item = {
    id: status.id,
    status: status.status,
    timestamp: seconds(status.at),
    ...(customer.phone === null ? {} : { recipient_id: customer.phone }),
    ...(customer.userId === null ? {} : { recipient_user_id: customer.userId }),
    ...(status.data === null ? {} : { biz_opaque_callback_data: status.data }),
    pricing: { billable: false, pricing_model: "PMP", category: "service", type: "free_customer_service" },
  };
  return {
    wabaId: number.wabaId,
    field: "messages",
    value: { messaging_product: "whatsapp", metadata: metadata(number), statuses: [item] },
  };
}
