import type { Fact } from "../../protocol/facts.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { customerOf, type MessagingEvent, timeOf } from "./event.ts";
import type { Said } from "../said.ts";
import { said, saidByPostback } from "./kinds.ts";

/** One item of `messaging[]`, `standby[]` or `changes[]`: something said, or something about what was said. */
export function readEvent(event: MessagingEvent): Fact {
  const { item } = event;
  const message = asObject(item.message);
  if (message !== null) return readMessage(message, event);
  const postback = asObject(item.postback);
  if (postback !== null) return readPostback(postback, event);
  const reaction = asObject(item.reaction);
  if (reaction !== null) return readReaction(reaction, event);
  const seen = asObject(item.read);
  if (seen !== null) return readSeen(seen, event);
  const edit = asObject(item.message_edit);
  if (edit !== null) return readEdit(edit, event);
  if (asObject(item.referral) !== null) return ignored("the customer came by a link");
  const names = Object.keys(item).filter((name) => !/^(sender|recipient|timestamp)$/.test(name));
  return ignored(`event ${names.join(", ") || "without a content"}`);
}

function readMessage(message: JsonObject, event: MessagingEvent): Fact {
  const id = asId(message.mid);
  if (id === null) return ignored("message without a usable id");
  // What Meta's dashboard sends on "Test": one id for all, and nobody's account.
  if (id === "random_mid") return ignored("a test of Meta's", id);
  if (message.is_deleted === true) return { fact: "revoke", providerId: id, target: id, at: timeOf(event) };
  return spoken(event, id, said(message, id), asId(asObject(message.reply_to)?.mid), event.byAccount);
}

function readPostback(postback: JsonObject, event: MessagingEvent): Fact {
  const customer = asId(asObject(event.item.sender)?.id);
  if (event.byAccount || customer === null) return ignored("postback without a customer");
  // Older subscriptions give it no id: one customer taps once in a millisecond.
  const id = asId(postback.mid) ?? asId(`postback:${customer}:${asText(String(event.item.timestamp))}`);
  if (id === null) return ignored("postback without a usable id");
  return spoken(event, id, saidByPostback(postback), null, false);
}

function spoken(event: MessagingEvent, id: string, what: Said, quotes: string | null, outbound: boolean): Fact {
  const from = customerOf(event);
  if (from === null) return ignored(outbound ? "message without a recipient" : "message without a sender", id);
  const content = event.standby ? { ...what.content, standby: true } : what.content;
  const shared = {
    providerId: id,
    at: timeOf(event),
    from,
    ...what,
    content,
    subject: null,
    quotes,
    raw: JSON.stringify(event.item),
  };
  return outbound
    ? { fact: "echo", ...shared, direction: "outbound", history: false }
    : { fact: "message", ...shared, fromAd: false };
}

function readReaction(reaction: JsonObject, event: MessagingEvent): Fact {
  const target = asId(reaction.mid);
  if (target === null) return ignored("reaction without a message");
  const from = customerOf(event);
  if (from === null) return ignored("reaction without a sender", target);
  const emoji = reaction.action === "unreact" ? null : emojiOf(reaction);
  const own = event.byAccount ? { isOwn: true as const } : {};
  return { fact: "reaction", providerId: target, target, at: timeOf(event), from, emoji, ...own };
}

/** The emoji, or what Instagram calls it where it gives the name alone. */
function emojiOf(reaction: JsonObject): string {
  const name = asText(reaction.reaction);
  return asText(reaction.emoji) || (Object.hasOwn(emojis, name) ? (emojis[name] ?? "❤️") : "❤️");
}

const emojis: Readonly<Record<string, string>> = {
  love: "❤️",
  smile: "😆",
  haha: "😆",
  wow: "😮",
  sad: "😢",
  angry: "😠",
  like: "👍",
  yes: "👍",
  dislike: "👎",
  no: "👎",
};

/** The customer has seen a message, and with it whatever came before it. */
function readSeen(seen: JsonObject, event: MessagingEvent): Fact {
  const id = asId(seen.mid);
  if (id === null) return ignored("seen without a message");
  if (event.byAccount) return ignored("seen by the account itself", id);
  return {
    fact: "status",
    providerId: id,
    messageId: null,
    status: "read",
    at: timeOf(event),
    error: null,
    andEarlier: true,
  };
}

function readEdit(edit: JsonObject, event: MessagingEvent): Fact {
  const id = asId(edit.mid);
  if (id === null) return ignored("edit without a message");
  if (typeof edit.text !== "string") return ignored("edit without a text", id);
  return { fact: "edit", providerId: id, target: id, at: timeOf(event), body: asText(edit.text) };
}
