import type { EchoFact, Fact, IdentityFact, IgnoredFact, MessageFact, ReactionFact } from "../../protocol/facts.ts";
import type { Alias } from "../../protocol/records.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { addressOf, aliasesOf, identityOf, timeOf, type Change } from "./change.ts";
import { said, typeOf } from "./kinds.ts";

/** One item of `messages[]`: what a customer did. */
export function readMessage(item: unknown, change: Change): Fact {
  const message = asObject(item);
  if (message === null) return ignored("malformed message");
  const id = asId(message.id);
  if (id === null) return ignored("message without a usable id");
  if (message.group_id !== undefined) return ignored("group message", id);
  const type = typeOf(message);
  const amendment = readAmendment(message, type, id, change);
  if (amendment !== null) return amendment;
  // The customer has opened the chat for the first time and written nothing yet (Meta, "Welcome message").
  if (type === "request_welcome") return ignored("the customer opened the chat", id);

  const from = identityOf(message, "from", change);
  const at = timeOf(message.timestamp, change);
  if (type === "system") return readSystem(message, id, at, from);
  if (from === null) return ignored("message without a sender", id);
  if (type === "reaction") return readReaction(message, { providerId: id, at, from });
  return {
    fact: "message",
    providerId: id,
    at,
    from,
    ...said(message, type, id),
    subject: null,
    quotes: quoted(message),
    fromAd: asObject(message.referral) !== null,
    raw: JSON.stringify(message),
  };
}

/** A message that the business wrote in its phone app, or one of its imported history. `thread` is the customer then. */
export function readEcho(item: unknown, change: Change, thread: JsonObject | null): Fact {
  const message = asObject(item);
  if (message === null) return ignored("malformed message");
  const id = asId(message.id);
  if (id === null) return ignored("message without a usable id");
  const type = typeOf(message);
  const amendment = readAmendment(message, type, id, change);
  if (amendment !== null) return amendment;
  if (type === "system") return ignored("system of the phone app", id);

  const inbound = thread !== null && isFrom(message, thread);
  const from = thread === null ? identityOf(message, "to", change) : identityOf({ from: thread.id }, "from", change);
  if (from === null) return ignored("message without a recipient", id);
  const at = timeOf(message.timestamp, change);
  if (type === "reaction") {
    const own = inbound ? {} : { isOwn: true as const };
    return readReaction(message, { providerId: id, at, from, ...own });
  }
  return {
    fact: "echo",
    providerId: id,
    at,
    from,
    ...said(message, type, id),
    subject: null,
    quotes: quoted(message),
    direction: inbound ? "inbound" : "outbound",
    history: thread !== null,
    raw: JSON.stringify(message),
  } satisfies EchoFact;
}

function readReaction(message: JsonObject, by: Omit<ReactionFact, "fact" | "target" | "emoji">): Fact {
  const reaction = asObject(message.reaction);
  const target = asId(reaction?.message_id);
  if (target === null) return ignored("reaction without a message", by.providerId);
  return { fact: "reaction", ...by, target, emoji: asText(reaction?.emoji) || null };
}

/** Edits and withdrawals name their message, and need no sender. null for everything else. */
function readAmendment(message: JsonObject, type: string, id: string, change: Change): Fact | null {
  if (type !== "edit" && type !== "revoke") return null;
  const amendment = asObject(message[type]);
  const target = asId(amendment?.original_message_id);
  if (target === null) return ignored(`${type} without a message`, id);
  const at = timeOf(message.timestamp, change);
  if (type === "revoke") return { fact: "revoke", providerId: id, target, at };
  const next = asObject(amendment?.message);
  if (next === null) return ignored("edit without a text", id);
  return { fact: "edit", providerId: id, target, at, body: said(next, typeOf(next), id).body };
}

/**
 * A customer has changed number or business-scoped id: `from…` and `previous…` are the old names, the others in `system`
 * the new ones. Where no old name is told, one of the new ones has to be known. (`new_wa_id` is what `wa_id` was called up
 * to v11; both are still seen.)
 */
function readSystem(
  message: JsonObject,
  id: string,
  at: string,
  sender: MessageFact["from"] | null,
): IdentityFact | IgnoredFact {
  const system = asObject(message.system);
  const kind = asText(system?.type) || "unknown";
  if (system === null || !renamings.has(kind)) return ignored(`system: ${kind}`.slice(0, 100), id);
  const adds = aliasesOf({
    address: addressOf(system.wa_id ?? system.new_wa_id),
    userId: asId(system.user_id),
    parentUserId: asId(system.parent_user_id),
    username: null,
  });
  const old: Alias[] = [];
  const previous = asId(system.previous_user_id);
  const previousParent = asId(system.previous_parent_user_id);
  if (previous !== null) old.push({ kind: "wa_user_id", value: previous });
  if (previousParent !== null) old.push({ kind: "wa_parent_user_id", value: previousParent });
  const aliases = [...(sender?.aliases ?? []), ...old];
  if (adds.length === 0) return ignored(`system: ${kind} without a new id`, id);
  // Two names at least, or nothing is told of anybody.
  if (new Set([...aliases, ...adds].map((one) => `${one.kind}:${one.value}`)).size < 2)
    return ignored(`system: ${kind} without an old id`, id);
  return { fact: "identity", providerId: id, at, from: { aliases, name: sender?.name ?? null }, adds };
}

const renamings: ReadonlySet<string> = new Set([
  "user_changed_number",
  "user_changed_user_id",
  "customer_changed_number",
]);

function quoted(message: JsonObject): string | null {
  return asId(asObject(message.context)?.id);
}

function isFrom(message: JsonObject, thread: JsonObject): boolean {
  if (asObject(message.history_context)?.from_me === true) return false;
  const from = addressOf(message.from);
  return from !== null && from === addressOf(thread.id);
}
