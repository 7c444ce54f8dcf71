import type { MessageFact } from "../protocol/facts.ts";
import type { Alias, Channel, Contact, Conversation, Message } from "../protocol/records.ts";
import { type MailThread, addressesOf, mailPeopleOf } from "../core/mail-recipients.ts";
import { identityOf } from "./identities.ts";
import { isForged } from "./mail-identity.ts";
import type { Store } from "./store.ts";

/** Where a mail belongs that is not, or not only, its sender's own conversation. */
export interface Belonging {
  /** The nearest message that it answers; null when none is known here. */
  readonly answers: Message | null;
  /** Whose conversation it joins; null: its sender's own. */
  readonly host: Contact | null;
}

/**
 * One conversation a contact and channel. Who answers within another's thread joins it when they were in it: as author,
 * recipient or in copy of its mails (Co7). Having our mail is not enough, since it can be forwarded to anybody; such a
 * person starts a conversation of their own, whatever their mail answers.
 */
export function belonging(store: Store, channel: Channel, fact: MessageFact, sender: Contact | null): Belonging {
  const { positions, references } = fact.thread ?? { positions: [], references: [] };
  const named = references.map((id) => messageNamed(store, channel, id)).filter((one) => one !== null);
  const proven = positions.map((position) => store.messageAt(position)).filter((one) => one?.channelId === channel.id);
  const answers = named[0] ?? proven[0] ?? null;
  const author = mailPeopleOf({ content: fact.content, direction: "inbound" })?.from ?? null;
  const known = [...proven, ...named].filter((one) => one !== null);
  const letIn = known.find((one) => author !== null && isIn(store, one, known, author)) ?? null;
  const joined = letIn && store.conversation(letIn.conversationId);
  const host = joined && identityOf(store, joined);
  return { answers, host: host?.id === sender?.id ? null : host };
}

function messageNamed(store: Store, channel: Channel, providerId: string): Message | null {
  const key = `${channel.id}:${providerId}`;
  return store.message(key) ?? store.sentMessage(key);
}

/** The mails that it names, what those answer, and the conversation's newest one. */
function isIn(store: Store, { conversationId }: Message, named: readonly Message[], address: string): boolean {
  const conversation = store.conversation(conversationId);
  const newest = conversation?.lastInboundId;
  const names = (conversation && identityOf(store, conversation)?.aliases) ?? [];
  const waiting = [...named.map(({ id }) => id), ...(newest === undefined ? [] : [newest])];
  const seen = new Set<string>();
  for (let id = waiting.shift(); id !== undefined && seen.size < looked; id = waiting.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const message = store.message(id);
    if (message?.conversationId !== conversationId) continue;
    if (vouches(message, names) && addressesOf(message).includes(address)) return true;
    if (message.replyTo !== null) waiting.push(message.replyTo);
  }
  return false;
}

const looked = 50;

/** Whoever asks for answers at the customer's address comes into their conversation; that lets in nobody else, nor does a forged mail. */
function vouches(message: Message, names: readonly Alias[]): boolean {
  const mail = message.content?.["mail"] as
    | { via?: unknown; isOther?: true; replyTo?: { address: string } }
    | undefined;
  const asked = mail?.isOther === true ? mail.replyTo?.address : undefined;
  return !isForged(message) && mail?.via === undefined && !names.some(({ value }) => value === asked);
}

/** What decides who gets an answer by mail. */
export function mailThreadOf(
  store: Store,
  conversation: Pick<Conversation, "lastInboundId"> | null,
  quoted: Message | null,
  customer: readonly Alias[],
): MailThread {
  const newest = conversation?.lastInboundId;
  return {
    answered: quoted ?? (newest === undefined ? null : store.message(newest)),
    isQuoted: quoted !== null,
    customer,
    ours: store.channels().flatMap(({ channel, address }) => (channel === "email" ? [address] : [])),
  };
}
