import { Reply, Undo2 } from "lucide-react";
import { memo } from "react";
import type { ConversationView } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { channelBasics } from "../../core/channel-basics.ts";
import { Avatar } from "../controls/avatar.tsx";
import { Button } from "../controls/button.tsx";
import { IconButton } from "../controls/icon-button.tsx";
import { useInbox } from "../../client/react.ts";
import { mayWrite } from "../settings/roles.ts";
import { useActions } from "../shell/actions.ts";
import { clockTime, fullTime } from "../time.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";
import { cancelScheduled, takeBack, useIsHeld } from "./held-sends.ts";
import { MailAuthor } from "../mail/mail-author.tsx";
import { MessageContent } from "./message-content.tsx";
import { MessageCopies } from "./message-copies.tsx";
import { NoteRow } from "./note-row.tsx";
import { Quote } from "./quote.tsx";
import { ReactButton } from "./react-button.tsx";
import { Reactions } from "./reactions.tsx";
import type { ThreadRow } from "./thread-rows.ts";
import { Tick } from "./tick.tsx";
import { NotReached } from "./undelivered.tsx";
import { useAuthor } from "./author.ts";
import "./message-row.css";

interface MessageRowProps {
  row: ThreadRow & { row: "message" };
  conversation: ConversationView;
  me: Agent | null;
  onQuote: (message: Message) => void;
  showMessage: (id: string, conversationId: string) => void;
}

/** One message: customers on the left, the team on the right. */
export const MessageRow = memo(function MessageRow({ row, conversation, me, onQuote, showMessage }: MessageRowProps) {
  const message = row.view.record;
  const author = useAuthor(message, conversation.contact);
  const inbound = message.direction === "inbound";
  const own = me !== null && message.authorId === me.id;
  const name = own ? t(words.you) : author.name;
  const actions = useActions();
  const isHeld = useIsHeld(message);
  if (message.type === "note") return <NoteRow message={message} author={author} own={own} />;
  return (
    <article
      className={`message message-${message.direction}`}
      data-starts={row.starts ? "" : undefined}
      data-message={message.id}
      aria-label={t(words.said, {
        name,
        time: clockTime(message.timestamp),
      })}
    >
      {row.ends ? (
        <Avatar id={author.id} name={author.initialsFrom} size={24} />
      ) : (
        <span className="message-no-avatar" />
      )}
      <div className="message-stack">
        {!row.starts ? null : inbound ? (
          <MailAuthor message={message} name={name} />
        ) : (
          <p className="message-author">
            <bdi>{name}</bdi>
          </p>
        )}
        <div className="message-line">
          <div className="bubble">
            {message.replyTo === null ? null : (
              <Quote conversation={conversation} replyTo={message.replyTo} show={showMessage} />
            )}
            {message.subject === null ? null : (
              <p className="bubble-subject" dir="auto">
                {message.subject}
              </p>
            )}
            <MessageCopies message={message} />
            <MessageContent message={message} />
            <p className="bubble-foot">
              {message.editedAt === null || message.revokedAt !== null ? null : (
                <span title={fullTime(message.editedAt)}>{t(words.edited)}</span>
              )}
              <time dateTime={message.timestamp} title={fullTime(message.timestamp)}>
                {clockTime(message.timestamp)}
              </time>
              <Tick message={message} />
            </p>
          </div>
          {isHeld ? (
            <Button look="quiet" className="message-undo" onClick={() => takeBack(actions, message)}>
              <Undo2 size={16} aria-hidden />
              {t(words.undo)}
            </Button>
          ) : message.revokedAt !== null || row.view.pending ? null : (
            <>
              <IconButton label={t(words.reply)} className="message-reply" onClick={() => onQuote(message)}>
                <Reply size={16} aria-hidden />
              </IconButton>
              {mayReact(message, conversation, me) ? (
                <ReactButton message={message} channel={conversation.record.channel} />
              ) : null}
            </>
          )}
        </div>
        <Reactions message={message} contact={conversation.contact} />
        <NotDelivered message={message} />
        <NotReached message={message} />
      </div>
    </article>
  );
});

/** A reaction is to what the customer has too. */
function mayReact({ providerId }: Message, { record }: ConversationView, me: Agent | null): boolean {
  return me !== null && mayWrite(me.role) && channelBasics[record.channel].reactions.length > 0 && providerId !== null;
}

/** Why it did not arrive, or has not left, what to do, and the button that does it. */
function NotDelivered({ message }: { message: Message }) {
  const inbox = useInbox();
  const settle = (arrived: boolean) => inbox.settle(message.conversationId, message.id, arrived);
  const again = () => inbox.retry(message.conversationId, message.id);
  if (message.status === "failed") {
    return (
      <div className="message-failed">
        <p>
          {message.error === null ? (
            <Trans message={words.notDeliveredWhy} elements={{ strong: <strong /> }} />
          ) : (
            <Trans
              message={words.notDelivered}
              elements={{ strong: <strong /> }}
              values={{ reason: message.error.message }}
            />
          )}
          {message.error?.advice == null ? null : ` ${message.error.advice}`}
        </p>
        <Button onClick={again}>{t(words.retry)}</Button>
      </div>
    );
  }
  if (message.status === "unconfirmed") {
    return (
      <div className="message-unconfirmed">
        <p>
          <Trans message={words.notConfirmed} elements={{ strong: <strong /> }} />
        </p>
        <Button onClick={() => settle(true)}>{t(words.arrived)}</Button>
        <Button onClick={() => settle(false)}>{t(words.notArrived)}</Button>
        <Button onClick={again}>{t(words.sendAgain)}</Button>
      </div>
    );
  }
  if (message.status === "scheduled" && message.sendAt !== undefined) {
    return (
      <div className="message-scheduled">
        <p>{t(words.leavesAt, { time: fullTime(message.sendAt) })}</p>
        <Button look="quiet" onClick={() => cancelScheduled(inbox, message)}>
          {t(words.cancel)}
        </Button>
      </div>
    );
  }
  return null;
}
