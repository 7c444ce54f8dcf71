import { phoneVariants } from "../core/phone-variants.ts";
import type { Fact } from "../protocol/facts.ts";
import type { Alias, Channel, Contact, Conversation, Message } from "../protocol/records.ts";
import type { Store } from "./store.ts";

/**
 * The contact that one of these names belongs to. A name that is stable (a provider's own user id) is asked
 * before a phone number, and a number's national spellings are tried for look-up only (A10).
 */
export function findContact(store: Store, aliases: readonly Alias[]): Contact | null {
  const inOrder = [...aliases].sort((a, b) => precedence(a) - precedence(b));
  for (const alias of inOrder) {
    const owner = store.aliasOwner(alias);
    if (owner !== null) return store.contact(owner);
  }
  for (const alias of inOrder) {
    if (alias.kind !== "phone") continue;
    for (const value of phoneVariants(alias.value)) {
      const owner = store.aliasOwner({ kind: "phone", value });
      if (owner !== null) return store.contact(owner);
    }
  }
  return null;
}

/** By whose names the customer of a conversation is reached. */
export function identityOf(
  store: Store,
  { contactId, identityId }: Pick<Conversation, "contactId" | "identityId">,
): Contact | null {
  return store.contact(identityId ?? contactId);
}

/** Whom the channel's message at this place went to; null when it has none there. */
export function recipientOf(store: Store, channel: Channel, position: number): Contact | null {
  const message = store.messageAt(position);
  if (message?.channelId !== channel.id || message.direction !== "outbound") return null;
  return identityOf(store, store.conversation(message.conversationId) ?? message);
}

/** Who it is, under whatever name: the contact into which it was merged, or itself. */
export function personOf(store: Store, identity: Contact): Contact {
  return (identity.mergedInto === undefined ? null : store.contact(identity.mergedInto)) ?? identity;
}

/** Those that are merged into a contact, in the order in which they came. */
export function membersOf(store: Store, { mergedIds = [] }: Contact): Contact[] {
  return mergedIds.flatMap((id) => store.contact(id) ?? []);
}

/** A conversation is named after its channel and the contact by whose names it is: each is looked up, none searched for. */
export function conversationsOf(store: Store, identityIds: Iterable<string>): Conversation[] {
  const ids = [...identityIds];
  const channels = store.rows<{ id: string }>("SELECT id FROM record WHERE kind = 'channel'");
  return channels.flatMap(({ id: channelId }) => ids.flatMap((id) => store.conversation(`${channelId}.${id}`) ?? []));
}

/** The names among these that no contact has yet. Those that `found` itself has need no look-up. */
export function unownedAliases(store: Store, aliases: readonly Alias[], found: Contact | null): Alias[] {
  const isItsOwn = ({ kind, value }: Alias): boolean =>
    found?.aliases.some((own) => own.kind === kind && own.value === value) ?? false;
  return aliases.filter((alias) => !isItsOwn(alias) && store.aliasOwner(alias) === null);
}

/** A user name can be given up and taken by someone else; a number can be recycled; a user id cannot. */
function precedence(alias: Alias): number {
  switch (alias.kind) {
    case "wa_user_id":
    case "instagram_id":
      return 0;
    case "phone":
    case "email":
    case "sms_sender":
      return 1;
    case "wa_parent_user_id":
      return 2;
    case "username":
      return 3;
  }
}

/** The customer's mail addresses, by which a report of a mail may name them; none where it names nobody. */
export function namesInReports(store: Store, { contactId }: Message, fact: Fact): string[] {
  if (fact.fact !== "status" || fact.recipients === undefined) return [];
  const contact = store.contact(contactId);
  const people = contact === null ? [] : [contact, ...membersOf(store, contact)];
  return people.flatMap(({ aliases }) => aliases.filter(({ kind }) => kind === "email").map(({ value }) => value));
}
