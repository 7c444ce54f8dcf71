import {
  Ban,
  Contact,
  FileText,
  Film,
  Image,
  Info,
  type LucideIcon,
  MapPin,
  Mic,
  Music,
  ShoppingBag,
  Sticker,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Attachment, Message } from "../../protocol/records.ts";
import { listText } from "../list-text.ts";
import { thread as words } from "../messages/en/thread.ts";
import { isolate } from "../messages/isolate.ts";
import { t } from "../messages/t.ts";
import { typeName } from "./message-summary.ts";
import { RichText } from "./rich-text.tsx";
import { contactCards, orderedItems, placeOf } from "./structured-content.ts";
import "./message-content.css";

/** What a message says, by its kind. */
export function MessageContent({ message }: { message: Message }) {
  if (message.revokedAt !== null) {
    return <Line icon={Ban}>{t(message.direction === "inbound" ? words.deletedByCustomer : words.deleted)}</Line>;
  }
  return (
    <>
      {isForwarded(message) ? <p className="content-forwarded">{t(words.forwarded)}</p> : null}
      <ByType message={message} />
    </>
  );
}

function ByType({ message }: { message: Message }) {
  switch (message.type) {
    case "text":
    case "interactive":
    case "button":
    case "template":
    case "note":
    case "activity":
      return message.body === "" ? <Line icon={Info}>{typeName(message.type)}</Line> : <RichText text={message.body} />;
    case "system":
      return <Line icon={Info}>{message.body === "" ? typeName("system") : message.body}</Line>;
    case "image":
    case "audio":
    case "voice":
    case "video":
    case "document":
    case "sticker":
      return (
        <>
          {message.attachments.map((attachment) => (
            <AttachmentLine key={attachment.id} attachment={attachment} />
          ))}
          {message.body === "" ? null : <RichText text={message.body} />}
        </>
      );
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

const attachmentIcons: Readonly<Record<Attachment["type"], LucideIcon>> = {
  image: Image,
  audio: Music,
  voice: Mic,
  video: Film,
  document: FileText,
  sticker: Sticker,
};

function AttachmentLine({ attachment }: { attachment: Attachment }) {
  const name = attachment.filename ?? typeName(attachment.type);
  const icon = attachmentIcons[attachment.type];
  switch (attachment.state) {
    case "loading":
      return (
        <Line icon={icon} detail={t(words.loading)}>
          {name}
        </Line>
      );
    case "failed":
      return (
        <Line icon={icon} detail={t(words.fileFailed)}>
          {name}
        </Line>
      );
    case "ready":
      return (
        <Line icon={icon}>
          {attachment.url === null ? (
            name
          ) : (
            <a className="text-link" href={attachment.url} target="_blank" rel="noreferrer">
              {name}
            </a>
          )}
        </Line>
      );
  }
}

function Place({ message }: { message: Message }) {
  const place = placeOf(message);
  const name = message.body === "" ? typeName("location") : message.body;
  if (place === null) return <Line icon={MapPin}>{name}</Line>;
  const { latitude, longitude } = place;
  return (
    <Line icon={MapPin} detail={isolate(`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)}>
      <a
        className="text-link"
        href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
        target="_blank"
        rel="noreferrer"
      >
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
