import type { Inbound, Posting } from "./inbound.ts";
import { instagramMessageId } from "./instagram.ts";
import { instagramRequest, messageEvent, reactionEvent } from "./instagram-webhook.ts";
import { shown } from "./media-shelf.ts";
import type { BusinessNumber, Customer, World } from "./world.ts";

/** Puts what a customer did on their phone and makes its webhook. */
export function recordInstagram(world: World, account: BusinessNumber, inbound: Inbound, appSecret: string): Posting {
  const chat = world.chat(account.phoneNumberId, instagramCustomer(inbound));
  const at = inbound.timestamp === undefined ? Date.now() : Date.parse(inbound.timestamp);
  const id = inbound.id ?? instagramMessageId();
  const type = inbound.type ?? "text";
  const quotes = inbound.quotes ?? null;
  if (type === "reaction") {
    const emoji = inbound.emoji === undefined || inbound.emoji === "" ? null : inbound.emoji;
    world.react(quotes ?? "", emoji);
    const event = reactionEvent(account, chat.customer, { target: quotes ?? "", at, emoji });
    return { id, request: instagramRequest([event], appSecret) };
  }
  const text = inbound.text ?? "";
  const file = inbound.content === undefined ? world.media.sent(type, inbound.media, null) : null;
  world.add(chat, {
    id,
    from: "customer",
    at,
    type,
    text: text === "" && type !== "text" ? `[${type}]` : text,
    quotes,
    tick: "sent",
    customerReaction: null,
    ...(file === null ? {} : { files: [shown(file)] }),
  });
  const content = inbound.content ?? contentOf(type, text, file === null ? null : world.media.address(file));
  const event = messageEvent(account, chat.customer, { from: "customer", id, at, quotes, content });
  return { id, request: instagramRequest([event], appSecret) };
}

/** Instagram names people by ids of its own: what is no number gets one that stays the same. */
export function instagramCustomer({ from, name = null }: { from: string; name?: string | null | undefined }): Customer {
  const digits = from.replaceAll(/\D/g, "");
  if (digits.length >= 5) return { phone: null, userId: digits, name };
  return { phone: null, userId: idOfName(from), username: from.replace(/^@/, "").toLowerCase(), name };
}

function idOfName(name: string): string {
  let hash = 7n;
  for (const character of name) hash = (hash * 131n + BigInt(character.codePointAt(0) ?? 0)) % 10n ** 15n;
  return `1${String(hash).padStart(15, "0")}`;
}

function contentOf(type: string, text: string, url: string | null): Record<string, unknown> {
  if (url !== null) return { attachments: [{ type: type === "document" ? "file" : type, payload: { url } }] };
  switch (type) {
    case "text":
      return { text };
    case "file":
    case "share":
    case "story_mention":
    case "ig_reel":
      return { attachments: [{ type, payload: { url: `https://lookaside.example/${type}` } }] };
    case "like_heart":
      return { attachments: [{ type }] };
    case "story_reply":
      return { text, reply_to: { story: { id: "17900000000000000", url: "https://lookaside.example/story" } } };
    default:
      return { is_unsupported: true };
  }
}
