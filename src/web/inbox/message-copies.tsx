import type { Message } from "../../protocol/records.ts";
import { listText } from "../list-text.ts";
import { copiesOf, type MailPerson, mailPartsOf, recipientOf } from "../mail/mail-parts.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";

/** How a mail came, where it went and who else has got it. */
export function MessageCopies({ message }: { message: Message }) {
  const copies = copiesOf(message);
  const to = recipientOf(message);
  const mail = mailPartsOf(message);
  const lines = [
    mail?.via == null ? null : t(words.through, { sender: named(mail.via) }),
    mail?.sender == null ? null : t(words.sentBy, { sender: named(mail.sender) }),
    mail?.replyTo == null ? null : t(words.wantsAnswersAt, { address: mail.replyTo.address }),
    to === null ? null : t(words.sentTo, { address: to }),
    copies.length === 0 ? null : t(words.copiesTo, { addresses: listText(copies) }),
  ].filter((line) => line !== null);
  return lines.map((line, index) => (
    <p key={index} className="bubble-copies">
      {line}
    </p>
  ));
}

function named({ name, address }: MailPerson): string {
  return name === null ? address : `${name} <${address}>`;
}
