import { messageId } from "./graph.ts";
import { type Delivery, isSuccess, type WebhookAnswer } from "./delivery.ts";
import { type Change, inboundChange } from "./webhook.ts";
import type { BusinessNumber, Customer, World } from "./world.ts";

/** A customer writes. */
export interface Inbound {
  /** A phone number, or a business-scoped user id (`CC.…`) of somebody whose phone Meta does not tell. */
  readonly from: string;
  /** Beside the phone number, for those of whom Meta tells both. */
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  /** The business number; the first one when it is left out. */
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
  /** Members of the message as Meta's documentation has them, e.g. `{ image: { id, mime_type } }`. */
  readonly content?: Readonly<Record<string, unknown>> | undefined;
}

export interface InboundResult extends WebhookAnswer {
  readonly id: string;
}

export interface InboundParts {
  readonly world: World;
  readonly delivery: Delivery;
}

/** Posts the customer's message to Parley once and answers how that went; retries go on in the background. */
export async function customerWrites(parts: InboundParts, inbound: Inbound): Promise<InboundResult | null> {
  const number = findNumber(parts.world, inbound.phoneNumberId);
  if (number === undefined) return null;
  const { change, id } = record(parts.world, number, inbound);
  const answer = await parts.delivery.post([change]);
  const delivered = () => parts.world.tick(id, "delivered");
  if (isSuccess(answer)) delivered();
  else parts.delivery.keepTrying([change], delivered);
  return { id, ...answer };
}

function findNumber(world: World, phoneNumberId: string | undefined): BusinessNumber | undefined {
  if (phoneNumberId !== undefined) return world.numbers.get(phoneNumberId);
  const [first] = world.numbers.values();
  return first;
}

/** Puts the message on the customer's phone and makes its webhook. */
function record(world: World, number: BusinessNumber, inbound: Inbound): { change: Change; id: string } {
  const customer = customerOf(inbound);
  const type = inbound.type ?? "text";
  const id = inbound.id ?? messageId();
  const at = inbound.timestamp === undefined ? Date.now() : Date.parse(inbound.timestamp);
  const chat = world.chat(number.phoneNumberId, customer);
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
    });
  } else {
    world.react(reaction.message_id, reaction.emoji === "" ? null : reaction.emoji);
  }
  const content = inbound.content ?? (reaction === null ? defaultContent(type, inbound.text ?? "") : { reaction });
  const quotes = reaction === null ? (inbound.quotes ?? null) : null;
  return { id, change: inboundChange(number, chat.customer, { id, at, type, quotes, content }) };
}

export function customerOf(inbound: Pick<Inbound, "from" | "userId" | "name">): Customer {
  const name = inbound.name ?? null;
  if (/^[A-Z]{2}\./.test(inbound.from)) return { phone: null, userId: inbound.from, name };
  return { phone: inbound.from.replaceAll(/[^\d]/g, ""), userId: inbound.userId ?? null, name };
}

/** What a type demands when the caller gave no content of its own. */
function defaultContent(type: string, text: string): Record<string, unknown> {
  switch (type) {
    case "text":
      return { text: { body: text } };
    case "image":
    case "video":
    case "document":
      return {
        [type]: {
          id: "1000000000000001",
          mime_type: mimeTypes[type],
          sha256: "",
          ...(text === "" ? {} : { caption: text }),
        },
      };
    case "audio":
    case "sticker":
      return { [type]: { id: "1000000000000001", mime_type: mimeTypes[type], sha256: "" } };
    case "location":
      return { location: { latitude: 52.52, longitude: 13.405, ...(text === "" ? {} : { name: text }) } };
    default:
      return { errors: [{ code: 131051, title: "Message type unknown", message: "Message type unknown" }] };
  }
}

const mimeTypes = {
  image: "image/jpeg",
  video: "video/mp4",
  document: "application/pdf",
  audio: "audio/ogg; codecs=opus",
  sticker: "image/webp",
} as const;
