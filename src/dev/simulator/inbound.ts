import { messageId } from "./graph.ts";
import { type Delivery, isSuccess, type WebhookAnswer, type WebhookRequest } from "./delivery.ts";
import { recordInstagram } from "./inbound-instagram.ts";
import { recordSms } from "./inbound-sms.ts";
import { sha256, type ShelfFile, shown } from "./media-shelf.ts";
import type { Sample } from "./samples.ts";
import { inboundChange, whatsappRequest } from "./webhook.ts";
import type { BusinessNumber, Customer, SimulatedChannel, World } from "./world.ts";

/** A customer writes. */
export interface Inbound {
  readonly channel: SimulatedChannel;
  /**
   * A phone number; on WhatsApp also a business-scoped user id (`CC.…`) of somebody whose phone Meta does not tell; on
   * Instagram an id, or any name.
   */
  readonly from: string;
  /** Beside the phone number, for those of whom Meta tells both. */
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  /** The business number or account; the channel's first one when it is left out. */
  readonly phoneNumberId?: string | undefined;
  readonly type?: string | undefined;
  readonly text?: string | undefined;
  /** The provider's id of the message that this one quotes, or reacts to. */
  readonly quotes?: string | undefined;
  readonly emoji?: string | undefined;
  /** The provider's id; one is made when it is left out. Give it twice for a duplicate. */
  readonly id?: string | undefined;
  /** ISO 8601; now when it is left out. */
  readonly timestamp?: string | undefined;
  /** Its file; a sample of the type when it is left out. */
  readonly media?: Sample | undefined;
  /** Members of the message as its provider's documentation has them, e.g. `{ image: { id, mime_type } }`. */
  readonly content?: Readonly<Record<string, unknown>> | undefined;
}

export interface InboundResult extends WebhookAnswer {
  readonly id: string;
}

export interface InboundParts {
  readonly world: World;
  readonly delivery: Delivery;
}

/** A webhook that tells of what a customer did, and the provider's id of it. */
export interface Posting {
  readonly id: string;
  readonly request: WebhookRequest;
}

/** Posts the customer's message to Parley once and answers how that went; retries go on in the background. */
export async function customerWrites(parts: InboundParts, inbound: Inbound): Promise<InboundResult | null> {
  const number = findNumber(parts.world, inbound);
  const posting = number === undefined ? null : record(parts, number, inbound);
  if (posting === null) return null;
  const { id, request } = posting;
  const answer = await parts.delivery.post(request);
  const delivered = () => parts.world.tick(id, "delivered");
  if (isSuccess(answer)) delivered();
  else parts.delivery.keepTrying(request, delivered);
  return { id, ...answer };
}

function findNumber(world: World, { channel, phoneNumberId }: Inbound): BusinessNumber | undefined {
  if (phoneNumberId === undefined) return [...world.numbers.values()].find((one) => one.channel === channel);
  const number = world.numbers.get(phoneNumberId);
  return number?.channel === channel ? number : undefined;
}

function record({ world, delivery }: InboundParts, number: BusinessNumber, inbound: Inbound): Posting | null {
  switch (inbound.channel) {
    case "whatsapp":
      return recordWhatsapp(world, number, inbound, delivery.appSecret);
    case "instagram":
      return recordInstagram(world, number, inbound, delivery.appSecret);
    case "sms":
      return recordSms(world, number, inbound);
  }
}

/** Puts the message on the customer's phone and makes its webhook. */
function recordWhatsapp(world: World, number: BusinessNumber, inbound: Inbound, appSecret: string): Posting {
  const customer = customerOf(inbound);
  const type = inbound.type ?? "text";
  const id = inbound.id ?? messageId();
  const at = inbound.timestamp === undefined ? Date.now() : Date.parse(inbound.timestamp);
  const chat = world.chat(number.phoneNumberId, customer);
  const file = inbound.content === undefined ? world.media.sent(type, inbound.media, number.accessToken) : null;
  const reaction = type === "reaction" ? { message_id: inbound.quotes ?? "", emoji: inbound.emoji ?? "" } : null;
  if (reaction === null) {
    world.add(chat, {
      id,
      from: "customer",
      at,
      type,
      text: inbound.text ?? (type === "text" ? "" : `[${type}]`),
      quotes: inbound.quotes ?? null,
      tick: "sent",
      customerReaction: null,
      ...(file === null ? {} : { files: [shown(file)] }),
    });
  } else {
    world.react(reaction.message_id, reaction.emoji === "" ? null : reaction.emoji);
  }
  const content = inbound.content ?? (reaction === null ? contentOf(type, inbound.text ?? "", file) : { reaction });
  const quotes = reaction === null ? (inbound.quotes ?? null) : null;
  // A voice message is sound that says so.
  const named = type === "voice" ? "audio" : type;
  const change = inboundChange(number, chat.customer, { id, at, type: named, quotes, content });
  return { id, request: whatsappRequest([change], appSecret) };
}

export function customerOf(inbound: Pick<Inbound, "from" | "userId" | "name">): Customer {
  const name = inbound.name ?? null;
  if (/^[A-Z]{2}\./.test(inbound.from)) return { phone: null, userId: inbound.from, name };
  return { phone: inbound.from.replaceAll(/[^\d]/g, ""), userId: inbound.userId ?? null, name };
}

/** What a type demands when the caller gave no content of its own. */
function contentOf(type: string, text: string, file: ShelfFile | null): Record<string, unknown> {
  if (file !== null) return fileContent(type, text, file);
  switch (type) {
    case "text":
      return { text: { body: text } };
    case "location":
      return { location: { latitude: 52.52, longitude: 13.405, ...(text === "" ? {} : { name: text }) } };
    default:
      return { errors: [{ code: 131051, title: "Message type unknown", message: "Message type unknown" }] };
  }
}

function fileContent(type: string, text: string, file: ShelfFile): Record<string, unknown> {
  const about = { id: file.id, mime_type: file.mimeType, sha256: sha256(file) };
  if (type === "voice") return { audio: { ...about, voice: true } };
  if (type === "audio" || type === "sticker") return { [type]: about };
  const filename = type === "document" && file.filename !== null ? { filename: file.filename } : {};
  return { [type]: { ...about, ...filename, ...(text === "" ? {} : { caption: text }) } };
}
