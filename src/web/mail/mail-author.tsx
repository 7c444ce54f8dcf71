import { ShieldAlert, ShieldQuestionMark } from "lucide-react";
import type { Message } from "../../protocol/records.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { mailPartsOf } from "./mail-parts.ts";
import "./mail-author.css";

/** Who wrote a mail: name and address, and whether that is proven. Null for any other message. */
export function MailAuthor({ message, name }: { message: Message; name: string }) {
  const mail = mailPartsOf(message);
  if (mail?.from == null) return null;
  const { address } = mail.from;
  return (
    <p className="message-author mail-author">
      {name === address ? null : <bdi className="mail-author-name">{name}</bdi>}
      <bdi dir="ltr">{address}</bdi>
      {mail.authentication === "failed" ? (
        <span className="mail-doubt mail-forged" title={t(words.forgedWhy, { address: address })}>
          <ShieldAlert size={14} aria-hidden />
          {t(words.forged)}
        </span>
      ) : mail.authentication === "unknown" ? (
        <span className="mail-doubt" title={t(words.notVerifiedWhy, { address: address })}>
          <ShieldQuestionMark size={14} aria-hidden />
          {t(words.notVerified)}
        </span>
      ) : null}
    </p>
  );
}
