import { AlarmClock, CircleAlert, PenLine, Reply, UsersRound } from "lucide-react";
import { Link } from "wouter";
import type { ConversationView, Inbox } from "../../client/inbox.ts";
import type { Conversation } from "../../protocol/records.ts";
import { Avatar } from "../controls/avatar.tsx";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { list } from "../messages/en/list.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { numberText } from "../number.ts";
import { AgentAvatar } from "./agent-avatar.tsx";
import { teamName, useTypingWords } from "./agents.ts";
import { ChannelGlyph } from "./channel-glyph.tsx";
import { LabelChips } from "./label-chips.tsx";
import { previewText } from "./message-summary.ts";
import { contactName } from "./names.ts";
import { PriorityMark } from "./priority.tsx";
import { untilTime } from "./snooze-times.ts";
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
  const number = record.identityAddress ?? contact?.phoneNumber;
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
        <bdi className="row-who">{contactName(contact)}</bdi>
        {contact?.name == null || number == null ? null : (
          <bdi className="row-number" dir="ltr">
            {number}
          </bdi>
        )}
      </span>
      <span className="row-meta">
        {(record.undeliveredIds ?? []).length === 0 ? null : (
          <span className="row-undelivered" title={t(list.notDelivered)}>
            <CircleAlert size={16} aria-hidden />
            <span className="visually-hidden">{t(list.notDelivered)}</span>
          </span>
        )}
        <PriorityMark priority={record.priority} />
        {record.assigneeId === null ? null : <AgentAvatar id={record.assigneeId} size={20} doing={words.has} />}
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
            {unread > 99 ? `${numberText(99)}+` : numberText(unread)}
            <span className="visually-hidden"> {t(shell.unread)}</span>
          </span>
        )}
      </span>
      <RowTags conversation={record} />
    </Link>
  );
}

/** Until when it sleeps, whose team's it is, and its labels; the row is as high without them. */
function RowTags({ conversation: { status, snoozedUntil, teamId, labels } }: { conversation: Conversation }) {
  const today = useToday();
  const team = useInboxView((inbox) => (teamId === null ? null : teamName(inbox, teamId)));
  const sleepsUntil = status === "snoozed" ? snoozedUntil : null;
  if (sleepsUntil === null && team === null && labels.length === 0) return null;
  return (
    <span className="row-tags">
      {sleepsUntil === null ? null : (
        <span className="row-tag" title={t(words.snoozedUntil, { time: fullTime(sleepsUntil) })}>
          <AlarmClock size={16} aria-hidden />
          <span className="visually-hidden">{t(words.snoozedUntil, { time: untilTime(sleepsUntil, today) })}</span>
          <span aria-hidden>{untilTime(sleepsUntil, today)}</span>
        </span>
      )}
      {team === null ? null : (
        <span className="row-tag row-team" title={t(words.team, { name: team })}>
          <UsersRound size={16} aria-hidden />
          <Trans
            message={list.team}
            elements={{ word: <span className="visually-hidden" /> }}
            values={{ name: team }}
          />
        </span>
      )}
      <LabelChips ids={labels} shownAtMost={team === null && sleepsUntil === null ? 3 : 1} />
    </span>
  );
}

/** Who is typing or replying, else what I have begun, else what was said last. */
function RowLine({ conversation }: { conversation: Conversation }) {
  const { id, lastMessageDirection, lastMessageAuthor, lastMessagePreview } = conversation;
  const typing = useTypingWords(id);
  const holder = useInboxView((inbox) => otherHolder(inbox, id));
  const draft = useInboxView((inbox) => inbox.draft(id, "reply")?.content || inbox.draft(id, "note")?.content || null);
  const busy = typing ?? (holder === null ? null : t(words.replies, { name: holder }));
  if (busy !== null) {
    return (
      <span className="row-preview row-busy">
        <PenLine className="row-sent" size={16} aria-hidden />
        <span className="row-text">{busy}</span>
      </span>
    );
  }
  if (draft !== null) {
    return (
      <span className="row-preview">
        <span className="row-draft">{t(list.draft)} </span>
        <bdi className="row-text">{draft}</bdi>
      </span>
    );
  }
  return (
    <span className="row-preview">
      {lastMessageDirection === "outbound" ? <Reply className="row-sent" size={16} aria-label={t(list.sent)} /> : null}
      {lastMessageAuthor === undefined ? null : (
        <span className="row-author">{t(list.author, { name: lastMessageAuthor })} </span>
      )}
      <bdi className="row-text">{previewText(lastMessagePreview)}</bdi>
    </span>
  );
}

function otherHolder(inbox: Inbox, conversationId: string): string | null {
  const lock = inbox.lockOf(conversationId);
  return lock === null || lock.isMine ? null : lock.agentName;
}
