import { PenLine, Reply } from "lucide-react";
import { Link } from "wouter";
import type { ConversationView, Inbox } from "../../client/inbox.ts";
import type { Conversation } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { AgentAvatar } from "./agent-avatar.tsx";
import { useTypingWords } from "./agents.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { contactName } from "./names.ts";
import { Viewers } from "./viewers.tsx";
import { useInboxView } from "../../client/react.ts";
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
      <span className="row-meta">
        {record.assigneeId === null ? null : <AgentAvatar id={record.assigneeId} size={20} doing="has this" />}
        {record.lastMessageAt === null ? null : (
          <time className="row-time" dateTime={record.lastMessageAt} title={fullTime(record.lastMessageAt)}>
            {listTime(record.lastMessageAt, today)}
          </time>
        )}
      </span>
      <span className="row-last">
        <RowLine conversation={record} />
        <Viewers conversationId={record.id} size={20} />
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

/** Who is typing or replying, else what I have begun, else what was said last. */
function RowLine({ conversation: { id, lastMessageDirection, lastMessagePreview } }: { conversation: Conversation }) {
  const typing = useTypingWords(id);
  const holder = useInboxView((inbox) => otherHolder(inbox, id));
  const draft = useInboxView((inbox) => inbox.draft(id, "reply")?.content || inbox.draft(id, "note")?.content || null);
  if (typing !== null || holder !== null) {
    return (
      <span className="row-preview row-busy">
        <PenLine className="row-sent" size={16} aria-hidden />
        {typing ?? `${holder} is replying`}
      </span>
    );
  }
  if (draft !== null) {
    return (
      <span className="row-preview">
        <span className="row-draft">Draft: </span>
        {draft}
      </span>
    );
  }
  return (
    <span className="row-preview">
      {lastMessageDirection === "outbound" ? <Reply className="row-sent" size={16} aria-label="Sent:" /> : null}
      {lastMessagePreview ?? ""}
    </span>
  );
}

function otherHolder(inbox: Inbox, conversationId: string): string | null {
  const lock = inbox.lockOf(conversationId);
  return lock === null || lock.isMine ? null : lock.agentName;
}
