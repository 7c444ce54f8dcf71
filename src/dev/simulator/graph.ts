import { randomBytes } from "node:crypto";
import { Buffer } from "node:buffer";
import { bearerOf, businessOf } from "./business.ts";
import type { CallbackStep, Delivery } from "./delivery.ts";
import { type ShelfFile, shown } from "./media-shelf.ts";
import type { Faults, SendFault } from "./faults.ts";
import { type GraphAnswer, isObject, type Json, refusal } from "./graph-answer.ts";
import { contentRefusal, mediaIdOf, shownText } from "./outgoing.ts";
import { answerReceipt } from "./receipt.ts";
import { fetchSent } from "./sent-file.ts";
import { statusChange, whatsappRequest } from "./webhook.ts";
import type { BusinessNumber, Customer, World } from "./world.ts";

/** The Graph API's answer to POST /{phone-number-id}/messages, and what becomes of an accepted message. */

export interface GraphParts {
  readonly world: World;
  readonly faults: Faults;
  readonly delivery: Delivery;
}

/** A message id of the shape that WhatsApp gives. */
export function messageId(): string {
  return `wamid.${Buffer.from(randomBytes(24)).toString("base64url")}`;
}

export function answerMessages(
  parts: GraphParts,
  request: { phoneNumberId: string; authorization: string | undefined; body: unknown },
): GraphAnswer {
  const number = findNumber(parts.world, request.phoneNumberId, request.authorization);
  if ("kind" in number) return number;
  const body = request.body;
  if (!isObject(body)) return refusal(400, 100, "The body must be a JSON object.", "Invalid parameter");
  if (body["messaging_product"] !== "whatsapp") {
    return refusal(400, 100, 'The parameter messaging_product must be "whatsapp".', "(#100) Invalid parameter");
  }
  return body["status"] === "read" ? answerReceipt(parts.world, number, body) : answerSend(parts, number, body);
}

/** Ids that Meta would not give are unknown. */
export function findNumber(
  world: World,
  phoneNumberId: string,
  authorization: string | undefined,
): BusinessNumber | GraphAnswer {
  const secret = bearerOf(authorization);
  if (secret === undefined) {
    return refusal(401, 190, "An access token is required to request this resource.", "Access token missing");
  }
  if (!world.numbers.has(phoneNumberId) && !/^\d+$/.test(phoneNumberId)) {
    return refusal(400, 100, `Object with ID '${phoneNumberId}' does not exist.`, "Unsupported post request.", 33);
  }
  const number = businessOf(world, { channel: "whatsapp", id: phoneNumberId, accountId: phoneNumberId, secret });
  return number ?? refusal(401, 190, "The access token is not valid for this number.", "Invalid OAuth access token");
}

function answerSend(parts: GraphParts, number: BusinessNumber, body: Json): GraphAnswer {
  const customer = addressee(body);
  if (customer === null) {
    return refusal(400, 100, "The parameter to or recipient is required.", "(#100) The parameter to is required.");
  }
  const type = typeof body["type"] === "string" ? body["type"] : "text";
  const content = body[type];
  if (!isObject(content)) {
    return refusal(400, 100, `Unexpected key or missing member '${type}'.`, "(#100) Invalid parameter");
  }
  const unfit = contentRefusal(type, content);
  if (unfit !== null) return unfit;
  const mediaId = mediaIdOf(type, content);
  const file = typeof mediaId === "string" ? parts.world.media.find(mediaId) : null;
  if (typeof mediaId === "string" && file?.token !== number.accessToken) {
    return refusal(400, 131053, `There is no media with the id ${mediaId}.`, "(#131053) Media upload error");
  }
  const fault = parts.faults.nextSend("whatsapp");
  const refused = fault === null ? null : refusedBy(fault);
  if (refused !== null) return refused;

  const id = messageId();
  if (type === "reaction") {
    // Of a message that the phone does not have, or has no more, Meta says so.
    if (parts.world.find(String(content["message_id"])) === null)
      return refusal(400, 131009, "The message to react to was not found.", "(#131009) Parameter value is not valid");
    parts.world.reactAsBusiness(String(content["message_id"]), String(content["emoji"]) || null);
  } else accept(parts, number, customer, { id, type, content, body, file });
  if (fault === "accept_then_drop") return { kind: "cut" };
  const to = customer.phone ?? customer.userId;
  return {
    kind: "reply",
    status: 200,
    body: {
      messaging_product: "whatsapp",
      contacts: [{ input: to, wa_id: customer.phone ?? undefined }],
      messages: [{ id }],
    },
  };
}

function accept(
  { world, faults, delivery }: GraphParts,
  number: BusinessNumber,
  customer: Customer,
  message: { id: string; type: string; content: Json; body: Json; file: ShelfFile | null },
): void {
  const context = message.body["context"];
  const quotes = isObject(context) && typeof context["message_id"] === "string" ? context["message_id"] : null;
  const chat = world.chat(number.phoneNumberId, customer);
  world.add(chat, {
    id: message.id,
    from: "business",
    at: Date.now(),
    type: message.type,
    text: shownText(message.type, message.content),
    quotes,
    tick: "pending",
    customerReaction: null,
    ...(message.file === null ? {} : { files: [shown(message.file)] }),
  });
  fetchSent(world, message.id, [message.content["link"]]);
  const data = message.body["biz_opaque_callback_data"];
  const told = { id: message.id, data: typeof data === "string" ? data : null };
  const steps = (["sent", "delivered", "read"] as const).map((tick): CallbackStep => ({
    tick,
    request: () =>
      whatsappRequest(
        [statusChange(number, chat.customer, { ...told, at: Date.now(), status: tick })],
        delivery.appSecret,
      ),
  }));
  delivery.callBack(message.id, steps, faults.nextCallbacks("whatsapp"));
}

function addressee(body: Json): Customer | null {
  const { to, recipient } = body;
  const phone = typeof to === "string" ? to.replaceAll(/[^\d]/g, "") : "";
  if (phone !== "") return { phone, userId: null, name: null };
  if (typeof recipient === "string" && recipient !== "") return { phone: null, userId: recipient, name: null };
  return null;
}

/** The answers of a faulty send that was not accepted; null for a fault that accepts. */
function refusedBy(fault: SendFault): GraphAnswer | null {
  switch (fault) {
    case "reject":
      return refusal(400, 131026, "Message undeliverable.", "(#131026) Message undeliverable");
    case "token_expired":
      return refusal(401, 190, "Session has expired.", "Error validating access token: Session has expired");
    case "rate_limit":
      return refusal(
        429,
        130429,
        "Message failed to send: too many messages from this number.",
        "(#130429) Rate limit hit",
      );
    case "server_error":
      return refusal(500, 131016, "A service is temporarily unavailable.", "(#131016) Service unavailable");
    case "timeout":
      return { kind: "silence" };
    case "accept_then_drop":
      return null;
  }
}
