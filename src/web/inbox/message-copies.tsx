import type { Message } from "../../protocol/records.ts";
import { listText } from "../list-text.ts";
import { copiesOf } from "../mail/mail-parts.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";

/** Who else has got a mail. */
export function MessageCopies({ message }: { message: Message }) {
  const copies = copiesOf(message);
  if (copies.length === 0) return null;
  return <p className="bubble-copies">{t(words.copiesTo, { addresses: listText(copies) })}</p>;
}
