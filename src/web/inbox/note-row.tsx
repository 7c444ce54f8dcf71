import { Lock } from "lucide-react";
import type { Message } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { clockTime, fullTime } from "../time.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import type { Author } from "./author.ts";
import { NoteText } from "./note-text.tsx";
import "./note-row.css";

/** A private note: as wide as the thread, so that nobody takes it for something the customer reads. */
export function NoteRow({ message, author, own }: { message: Message; author: Author; own: boolean }) {
  const name = own ? t(words.you) : author.name;
  return (
    <article
      className="note"
      data-message={message.id}
      aria-label={t(words.note, { name, time: clockTime(message.timestamp) })}
    >
      <p className="note-head">
        <Lock size={16} aria-hidden />
        <Avatar id={author.id} name={author.initialsFrom} size={20} />
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className="note-private">{t(words.privateNote)}</span>
        <time dateTime={message.timestamp} title={fullTime(message.timestamp)}>
          {clockTime(message.timestamp)}
        </time>
      </p>
      <NoteText text={message.body} mentions={mentionsOf(message)} />
    </article>
  );
}

function mentionsOf({ content }: Message): string[] {
  const mentions = content?.["mentions"];
  return Array.isArray(mentions) ? mentions.filter((id) => typeof id === "string") : [];
}
