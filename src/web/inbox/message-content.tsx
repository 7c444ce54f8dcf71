import { Ban, Contact, Info, type LucideIcon, MapPin, ShoppingBag, TriangleAlert } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import type { Message } from "../../protocol/records.ts";
import { lazily } from "../lazily.ts";
import { type MailParts, mailPartsOf } from "../mail/mail-parts.ts";
import { listText } from "../list-text.ts";
import { AttachmentView } from "../media/attachment-view.tsx";
import { mapAddress } from "../map-address.ts";
import { thread as words } from "../messages/en/thread.ts";
import { isolate } from "../messages/isolate.ts";
import { t } from "../messages/t.ts";
import { typeName } from "./message-summary.ts";
import { RichText } from "./rich-text.tsx";
import { type Choice, choicesOf, contactCards, orderedItems, placeOf } from "./structured-content.ts";
import "./message-content.css";

/** What a message says, by its kind. */
export function MessageContent({ message }: { message: Message }) {
  if (message.revokedAt !== null) {
    return <Line icon={Ban}>{t(message.direction === "inbound" ? words.deletedByCustomer : words.deleted)}</Line>;
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
  switch (message.type) {
    case "interactive":
      return (
        <>
          {message.body === "" ? <Line icon={Info}>{typeName("interactive")}</Line> : <RichText text={message.body} />}
          <Offered choices={choicesOf(message)} />
        </>
      );
    case "text":
    case "button":
    case "template":
    case "note":
    case "activity":
      if (message.body !== "") return <RichText text={message.body} />;
      return message.attachments.length > 0 ? null : <Line icon={Info}>{typeName(message.type)}</Line>;
    case "system":
      return <Line icon={Info}>{message.body === "" ? typeName("system") : message.body}</Line>;
    case "image":
    case "audio":
    case "voice":
    case "video":
    case "document":
    case "sticker":
      return message.body === "" ? null : <RichText text={message.body} />;
    case "location":
      return <Place message={message} />;
    case "contacts":
      return contactCards(message).map((card, index) => (
        <Line key={index} icon={Contact} detail={listText(card.numbers)}>
          {card.name ?? typeName("contacts")}
        </Line>
      ));
    case "order":
      return (
        <>
          <Line icon={ShoppingBag} detail={orderedItems(message)}>
            {typeName("order")}
          </Line>
          {message.body === "" ? null : <RichText text={message.body} />}
        </>
      );
    case "unsupported":
      return (
        <Line icon={TriangleAlert} detail={t(words.unsupported)}>
          {typeName("unsupported")}
        </Line>
      );
  }
}

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

/** What a customer could choose from. */
function Offered({ choices }: { choices: readonly Choice[] }) {
  if (choices.length === 0) return null;
  return (
    <ul className="content-choices" aria-label={t(words.choices)}>
      {choices.map(({ title, description }, index) => (
        <li key={index} dir="auto">
          {title}
          {description === null ? null : <span className="content-detail">{description}</span>}
        </li>
      ))}
    </ul>
  );
}

function Place({ message }: { message: Message }) {
  const place = placeOf(message);
  const name = message.body === "" ? typeName("location") : message.body;
  if (place === null) return <Line icon={MapPin}>{name}</Line>;
  const { latitude, longitude } = place;
  return (
    <Line icon={MapPin} detail={isolate(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)}>
      <a className="text-link" href={mapAddress(place)} target="_blank" rel="noreferrer">
        {name}
      </a>
    </Line>
  );
}

function Line({ icon: Icon, detail, children }: { icon: LucideIcon; detail?: string; children: ReactNode }) {
  return (
    <div className="content-line">
      <Icon size={20} aria-hidden />
      <div>
        <p dir="auto">{children}</p>
        {detail === undefined || detail === "" ? null : <p className="content-detail">{detail}</p>}
      </div>
    </div>
  );
}

function isForwarded({ content }: Message): boolean {
  return content?.["forwarded"] === true || content?.["frequently_forwarded"] === true;
}
