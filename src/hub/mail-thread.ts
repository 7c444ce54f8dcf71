import type { MessageFact } from "../protocol/facts.ts";
import type { Channel, Contact, Message } from "../protocol/records.ts";
import { identityOf } from "./identities.ts";
import type { Store } from "./store.ts";

/** Where a mail belongs that is not, or not only, its sender's own conversation. */
export interface Belonging {
  /** The nearest message that it answers; null when none is known here. */
  readonly answers: Message | null;
  /** Whose conversation it joins; null: its sender's own. */
  readonly host: Contact | null;
}

/**
 * One conversation a contact and channel; who answers within another's thread joins it, when they prove that they
 * were let in: by a token that only those have got who got our mail, by naming a mail of ours, or by having been among
 * the people of the customer's mail that they answer. Anybody else is a stranger, who starts a conversation of
 * their own, whatever their mail says that it answers.
 */
export function belonging(store: Store, channel: Channel, fact: MessageFact, sender: Contact | null): Belonging {
  const { positions, references } = fact.thread ?? { positions: [], references: [] };
  const named = references.map((id) => messageNamed(store, channel, id)).filter((one) => one !== null);
  const proven = positions.map((position) => store.messageAt(position)).filter((one) => one?.channelId === channel.id);
  const answers = named[0] ?? proven[0] ?? null;
  const address = fact.from.aliases.find(({ kind }) => kind === "email")?.value ?? null;
  const letIn =
    [...proven, ...named].find((one) => one !== null && (proven.includes(one) || lets(one, address))) ?? null;
  const joined = letIn && store.conversation(letIn.conversationId);
  const host = joined && identityOf(store, joined);
  return { answers, host: host?.id === sender?.id ? null : host };
}

function messageNamed(store: Store, channel: Channel, providerId: string): Message | null {
  const key = `${channel.id}:${providerId}`;
  return store.message(key) ?? store.sentMessage(key);
}

function lets(message: Message, address: string | null): boolean {
  if (message.direction === "outbound") return true;
  const mail = message.content?.mail as { to?: { address: string }[]; cc?: { address: string }[] } | undefined;
  return [...(mail?.to ?? []), ...(mail?.cc ?? [])].some((one) => one.address === address);
}
