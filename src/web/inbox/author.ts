import type { ContactSummary } from "../../protocol/resources.ts";
import type { Message } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { mailPartsOf } from "../mail/mail-parts.ts";
import { contactName } from "./names.ts";

export interface Author {
  /** Tints the avatar. */
  id: string;
  name: string;
  /** null shows a figure instead of initials. */
  initialsFrom: string | null;
}

/** Who wrote a message. Outbound ones of no agent came from a program or from the business's own phone. */
export function useAuthor(message: Message, contact: ContactSummary | null): Author {
  const agent = useInboxView((inbox) => inbox.agents().find(({ id }) => id === message.authorId) ?? null);
  if (message.direction === "inbound") {
    const mail = mailPartsOf(message);
    if (mail?.isOther === true && mail.from !== null) {
      const { address, name } = mail.from;
      return { id: address, name: name ?? address, initialsFrom: name };
    }
    return { id: message.contactId, name: contactName(contact), initialsFrom: contact?.name ?? null };
  }
  if (agent !== null) return { id: agent.id, name: agent.name, initialsFrom: agent.name };
  const name = t(message.authorId === null ? words.outside : words.former);
  return { id: message.authorId ?? message.channelId, name, initialsFrom: null };
}
