import type { Contact, Conversation, Message } from "../../src/protocol/records.ts";
import { hubOf, recordsOf } from "../http/meta-app.ts";

/** An org's state in the provider's words, without what says in which order it came about. */
export async function stateOf(org: string) {
  const channels = new Map((await hubOf(org).channels()).map((channel) => [channel.id, channel]));
  const contacts = new Map((await recordsOf(org, "contact")).map((contact) => [contact.id, contact]));
  const messages = await recordsOf(org, "message");
  const conversations = await recordsOf(org, "conversation");
  const number = (id: string) => (channels.get(id)?.externalId ?? "").replace(/ \w+$/, "");
  const who = (id: string) => namesOf(contacts.get(id));
  return {
    messages: messages
      .map((message) => messageOf(message, number(message.channelId), who(message.contactId)))
      .toSorted(byText),
    contacts: [...contacts.values()]
      .map((contact) => ({ who: namesOf(contact), name: contact.name, phoneNumber: contact.phoneNumber }))
      .toSorted(byText),
    conversations: conversations
      .map((one) => conversationOf(one, number(one.channelId), who(one.contactId)))
      .toSorted(byText),
  };
}

function messageOf(message: Message, number: string, who: string) {
  const {
    id: _id,
    seq: _seq,
    position: _position,
    number: _number,
    conversationId: _in,
    contactId: _of,
    channelId,
    replyTo,
    attachments,
    ...said
  } = message;
  const inChannel = (id: string) => (id.startsWith(`${channelId}:`) ? id.slice(channelId.length + 1) : id);
  return {
    ...said,
    channel: number,
    who,
    replyTo: replyTo === null ? null : inChannel(replyTo),
    // Where a file is, and whether it has come yet, is told by its own job.
    attachments: attachments.map(({ id, url: _url, state: _state, error: _error, ...file }) => ({
      ...file,
      id: inChannel(id),
    })),
  };
}

function conversationOf(conversation: Conversation, number: string, who: string) {
  const { status, inboundCount, lastInboundAt, windowClosesAt } = conversation;
  return { channel: number, who, status, inboundCount, lastInboundAt, windowClosesAt };
}

function namesOf(contact: Contact | undefined): string {
  return (contact?.aliases ?? [])
    .map((alias) => `${alias.kind}=${alias.value}`)
    .toSorted()
    .join(" ");
}

function byText(a: unknown, b: unknown): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}
