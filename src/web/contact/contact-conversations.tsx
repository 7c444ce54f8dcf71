import { PenLine } from "lucide-react";
import { Link } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { Contact, Conversation } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName as nameOfChannel, contactName } from "../inbox/names.ts";
import { previewText } from "../inbox/message-summary.ts";
import { addressOf, placeOfQuery } from "../inbox/list-views.ts";
import { openStart } from "../start/open-start.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { useConversationsOf } from "./conversations-of.ts";
import { contact as words } from "../messages/en/contact.ts";
import { startButton } from "../messages/en/start-button.ts";
import { t } from "../messages/t.ts";

interface ConversationsProps {
  contact: Contact;
  /** The one that is open beside it, which is not listed. */
  openId: string | null;
  mayWrite: boolean;
}

/** What was talked about with the customer, on every channel. */
export function ContactConversations({ contact, openId, mayWrite }: ConversationsProps) {
  const list = useConversationsOf(contact.id);
  const shown = (list?.items ?? []).filter(({ record }) => record.id !== openId);
  return (
    <section className="contact-section" aria-label={t(words.history)}>
      <div className="contact-section-head">
        <h4>{t(openId === null ? words.conversations : words.otherConversations)}</h4>
        {mayWrite ? (
          <IconButton
            label={t(startButton.writeTo, { name: contactName(contact) })}
            className="contact-small-button"
            onClick={() => openStart({ contact })}
          >
            <PenLine size={16} aria-hidden />
          </IconButton>
        ) : null}
      </div>
      {list?.error == null ? null : (
        <p className="field-error" role="alert">
          {t(words.conversationsNotLoaded, { reason: list.error })}
        </p>
      )}
      {shown.length > 0 ? (
        <ul className="contact-talks">
          {shown.map(({ record }) => (
            <Talk key={record.id} record={record} />
          ))}
        </ul>
      ) : list?.hasMore === false ? (
        <p className="contact-nothing">{t(openId === null ? words.noneYouSee : words.noOthers)}</p>
      ) : null}
    </section>
  );
}

function Talk({ record }: { record: Conversation }) {
  const { slug } = useOrganisation();
  const today = useToday();
  const channelName = useInboxView((inbox) => inbox.channels().find((one) => one.id === record.channelId)?.name);
  const { channel, status, lastMessageAt, lastMessagePreview } = record;
  return (
    <li>
      <Link className="contact-talk" href={addressOf(placeOfQuery(slug, { filter: "all" }), record.id)}>
        <ChannelGlyph channel={channel} />
        <span className="contact-talk-name">
          <bdi>{channelName ?? nameOfChannel(channel)}</bdi>
        </span>
        <span className="contact-talk-meta">
          {t(words[`status.${status}`])}
          {lastMessageAt === null ? null : (
            <>
              {" · "}
              <time dateTime={lastMessageAt} title={fullTime(lastMessageAt)}>
                {listTime(lastMessageAt, today)}
              </time>
            </>
          )}
        </span>
        <bdi className="contact-talk-last">{previewText(lastMessagePreview)}</bdi>
      </Link>
    </li>
  );
}
