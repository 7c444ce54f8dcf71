import { Reply } from "lucide-react";
import { Link } from "wouter";
import type { ConversationView } from "../../client/inbox.ts";
import { Avatar } from "../controls/avatar.tsx";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { contactName } from "./names.ts";
import "./conversation-row.css";

interface RowProps {
  view: ConversationView;
  href: string;
  open: boolean;
}

/** The element of a conversation's row, to give it the focus. */
export function rowId(conversationId: string): string {
  return `row-${conversationId}`;
}

export function ConversationRow({ view, href, open }: RowProps) {
  const { record, contact, unread } = view;
  const today = useToday();
  const preview = record.lastMessagePreview ?? "";
  return (
    <Link
      id={rowId(record.id)}
      className="row"
      href={href}
      aria-current={open ? "true" : undefined}
      data-unread={unread > 0 ? "" : undefined}
    >
      <span className="row-avatar">
        <Avatar id={record.contactId} name={contact?.name ?? null} />
        <ChannelGlyph channel={record.channel} />
      </span>
      <span className="row-name">
        {contactName(contact)}
        {contact?.name == null || contact.phoneNumber === null ? null : (
          <span className="row-number"> {contact.phoneNumber}</span>
        )}
      </span>
      {record.lastMessageAt === null ? null : (
        <time className="row-time" dateTime={record.lastMessageAt} title={fullTime(record.lastMessageAt)}>
          {listTime(record.lastMessageAt, today)}
        </time>
      )}
      <span className="row-last">
        <span className="row-preview">
          {record.lastMessageDirection === "outbound" ? (
            <Reply className="row-sent" size={16} aria-label="Sent:" />
          ) : null}
          {preview}
        </span>
        {unread === 0 ? null : (
          <span className="row-unread">
            {unread > 99 ? "99+" : unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </span>
    </Link>
  );
}
