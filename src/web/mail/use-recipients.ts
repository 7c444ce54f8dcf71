import { useInboxView } from "../../client/react.ts";
import { type MailRecipients, mailRecipients, othersIn } from "../../core/mail-recipients.ts";
import type { Conversation, Message } from "../../protocol/records.ts";
import { useContact } from "../contact/use-contact.ts";

export interface ReplyRecipients extends MailRecipients {
  /** Who of the thread gets nothing yet. */
  readonly others: readonly string[];
}

/**
 * Who will get a reply, by the hub's own rule; null until the customer is known here. `cc` are the chosen copies; none
 * are chosen where the list is empty, and then the rule's hold.
 */
export function useRecipients(
  { contactId, identityId, lastInboundId }: Conversation,
  messages: readonly Message[],
  quotedId: string | null,
  cc: readonly string[],
): ReplyRecipients | null {
  const { contact } = useContact(identityId ?? contactId);
  const channels = useInboxView((inbox) => inbox.channels());
  if (contact === null) return null;
  const ours = channels.flatMap(({ channel, address }) => (channel === "email" ? [address] : []));
  const answered = messages.find(({ id }) => id === (quotedId ?? lastInboundId)) ?? null;
  const thread = { answered, isQuoted: quotedId !== null, customer: contact.aliases, ours };
  const recipients = mailRecipients(thread, cc.length === 0 ? undefined : cc);
  const all = [recipients.to, ...recipients.cc];
  return { ...recipients, others: othersIn(messages, thread).filter((address) => !all.includes(address)) };
}
