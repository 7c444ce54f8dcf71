import { Ban, Info } from "lucide-react";
import { Suspense } from "react";
import type { Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { type MailParts, mailPartsOf } from "../mail/mail-parts.ts";
import { AttachmentView } from "../media/attachment-view.tsx";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { ContentLine } from "./content-line.tsx";
import { previewText, typeName } from "./message-summary.ts";
import { RichText } from "./rich-text.tsx";
import "./message-content.css";

/** What a message says, by its kind. */
export function MessageContent({ message }: { message: Message }) {
  if (message.revokedAt !== null) {
    return (
      <ContentLine icon={Ban}>
        {t(message.direction === "inbound" ? words.deletedByCustomer : words.deleted)}
      </ContentLine>
    );
  }
  const mail = message.type === "text" ? mailPartsOf(message) : null;
  if (mail !== null) return <MailContent message={message} mail={mail} />;
  return (
    <>
      {isForwarded(message) ? <p className="content-forwarded">{t(words.forwarded)}</p> : null}
      {message.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      <ByType message={message} />
    </>
  );
}

function ByType({ message }: { message: Message }) {
  const { body, type, attachments } = message;
  const text = body === "" ? null : <RichText text={body} />;
  if (isStructured(message))
    return (
      <Suspense
        fallback={
          body === "" ? <ContentLine icon={Info}>{typeName(type)}</ContentLine> : <RichText text={previewText(body)} />
        }
      >
        <StructuredMessage message={message} />
      </Suspense>
    );
  return text ?? (attachments.length > 0 ? null : <ContentLine icon={Info}>{typeName(type)}</ContentLine>);
}

const StructuredMessage = lazily(() => import("./structured-message.tsx"));

const structuredTypes: ReadonlySet<Message["type"]> = new Set([
  "contacts",
  "order",
  "interactive",
  "location",
  "system",
  "unsupported",
]);

/** What it has beyond a text and files. */
function isStructured({ type, content }: Message): boolean {
  return structuredTypes.has(type) || (content !== null && structures.some((name) => name in content));
}

const structures = ["shares", "panels", "story", "referral", "referred_product"];

const MailBody = lazily(() => import("./mail-body.tsx"));

/** A mail: as it was laid out where it was, else its words with what they quote folded away; and its files. */
function MailContent({ message, mail }: { message: Message; mail: MailParts }) {
  const { html, quoted } = mail;
  const text = message.body === "" ? null : <RichText text={message.body} />;
  return (
    <>
      {html === null ? (
        text
      ) : (
        <Suspense fallback={text}>
          <MailBody message={message} html={html} />
        </Suspense>
      )}
      {html === null && quoted !== null ? (
        <details className="mail-quoted">
          <summary>{t(words.showQuoted)}</summary>
          <RichText text={quoted} />
        </details>
      ) : null}
      {message.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
    </>
  );
}

function isForwarded({ content }: Message): boolean {
  return content?.["forwarded"] === true || content?.["frequently_forwarded"] === true;
}
