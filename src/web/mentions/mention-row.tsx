import { Link } from "wouter";
import type { MentionView } from "../../client/inbox.ts";
import { useInboxView } from "../../client/react.ts";
import { Avatar } from "../controls/avatar.tsx";
import { agentName } from "../inbox/agents.ts";
import { contactName } from "../inbox/names.ts";
import { messageAddress } from "../inbox/shown-message.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { mentions } from "../messages/en/mentions.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

/** Who asked, about whom, what and when. Opens the conversation at the note. */
export function MentionRow({ view: { record, contact }, open }: { view: MentionView; open: () => void }) {
  const { slug } = useOrganisation();
  const today = useToday();
  const author = useInboxView((inbox) => (record.authorId === null ? null : agentName(inbox, record.authorId)));
  return (
    <Link
      className="mention-row"
      href={messageAddress(slug, record.conversationId, record.messageId)}
      data-unread={record.readAt === null ? "" : undefined}
      onClick={open}
    >
      <Avatar id={record.authorId ?? record.id} name={author} />
      <span className="mention-who">
        <Trans
          message={mentions.who}
          elements={{ about: <span className="mention-about" /> }}
          values={{ author: author ?? t(mentions.program), contact: contactName(contact) }}
        />
      </span>
      <time className="mention-time" dateTime={record.at} title={fullTime(record.at)}>
        {listTime(record.at, today)}
      </time>
      <bdi className="mention-text">{record.preview}</bdi>
      {record.readAt === null ? <span className="visually-hidden">{t(shell.unread)}</span> : null}
    </Link>
  );
}
