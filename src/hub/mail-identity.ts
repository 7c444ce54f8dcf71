import { mailPeopleOf } from "../core/mail-recipients.ts";
import type { EchoFact, Identity, MessageFact } from "../protocol/facts.ts";
import type { Channel, Contact, Message } from "../protocol/records.ts";
import { findContact } from "./identities.ts";
import type { Store } from "./store.ts";

/**
 * A fact under the id that its message will have; null when that message is there. Two mails of one Message-ID are two
 * messages when they say different things (Co8): the second goes by its fingerprint.
 */
export function newOf<F extends MessageFact | EchoFact>(store: Store, channel: Channel, fact: F): F | null {
  const key = `${channel.id}:${fact.providerId}`;
  const known = store.message(key) ?? (fact.fact === "echo" ? store.sentMessage(key) : null);
  if (known === null) return fact;
  if (fact.fingerprint === undefined || isSameMail(known, fact)) return null;
  const isKnown = store.message(`${channel.id}:${fact.fingerprint}`) !== null;
  return isKnown ? null : { ...fact, providerId: fact.fingerprint };
}

/** Who wrote, and the contact that there is: who is a customer already keeps their mail, wherever it asks for answers. */
export function writerOf(
  store: Store,
  { from, sender }: Pick<MessageFact, "from" | "sender">,
): { readonly identity: Identity; readonly contact: Contact | null } {
  const known = sender === undefined ? null : findContact(store, sender.aliases);
  return sender === undefined || known === null
    ? { identity: from, contact: findContact(store, from.aliases) }
    : { identity: sender, contact: known };
}

/** A mail that the receiving server found to be forged does not rename its contact. */
export function isForged({ content }: Pick<MessageFact, "content">): boolean {
  return mailOf(content)["authentication"] === "failed";
}

function isSameMail(message: Message, fact: MessageFact | EchoFact): boolean {
  const [one, other] = [mailOf(message.content), mailOf(fact.content)];
  const sent = mailPeopleOf({ content: fact.content, direction: "inbound" });
  return (
    mailPeopleOf(message)?.from === sent?.from &&
    one["date"] === other["date"] &&
    one["quoted"] === other["quoted"] &&
    message.subject === fact.subject &&
    message.body === fact.body &&
    hasSameFiles(message.attachments, fact.attachments)
  );
}

/** What waited for its channel was stored without its files. */
function hasSameFiles(some: Files, others: Files): boolean {
  const names = (files: Files) => files.map(({ filename, sizeBytes }) => `${filename} ${sizeBytes}`).join();
  return [...some, ...others].some(({ state }) => state !== "ready") || names(some) === names(others);
}

type Files = readonly Pick<Message["attachments"][number], "filename" | "sizeBytes" | "state">[];

function mailOf(content: MessageFact["content"]): Readonly<Record<string, unknown>> {
  const mail = content?.["mail"];
  return typeof mail === "object" && mail !== null ? (mail as Record<string, unknown>) : {};
}
