import { useCallback, useEffect, useState } from "react";
import { Link } from "wouter";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { ConversationItem } from "../../protocol/resources.ts";
import { contacts } from "../api.ts";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName as nameOfChannel } from "../inbox/names.ts";
import { addressOf, placeOfQuery } from "../inbox/list-views.ts";
import { useLoaded } from "../settings/use-loaded.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";
import { contact as words } from "../messages/en/contact.ts";
import { t } from "../messages/t.ts";

interface ConversationsProps {
  contactId: string;
  /** The one that is open beside it, which is not listed. */
  openId: string | null;
}

/** What was talked about with the customer, on every channel. */
export function ContactConversations({ contactId, openId }: ConversationsProps) {
  const { slug } = useOrganisation();
  const inbox = useInbox();
  const { result } = useLoaded(useCallback(() => contacts.conversations(slug, contactId), [slug, contactId]));
  /** Those that began meanwhile: the inbox has them before a list could. */
  const [begun, setBegun] = useState<readonly string[]>([]);
  useEffect(
    () =>
      inbox.on("conversation:created", (created) => {
        if (created.contactId === contactId) setBegun((before) => [created.conversationId, ...before]);
      }),
    [inbox, contactId],
  );
  const listed = new Map(result?.ok === true ? result.value.items.map((item) => [item.id, item]) : []);
  const shown = [...new Set([...begun, ...listed.keys()])].filter((id) => id !== openId);
  return (
    <section className="contact-section" aria-label={t(words.history)}>
      <h4 className="contact-section-head">{t(openId === null ? words.conversations : words.otherConversations)}</h4>
      {result === null ? null : !result.ok ? (
        <p className="field-error" role="alert">
          {t(words.conversationsNotLoaded, { reason: result.message })}
        </p>
      ) : shown.length === 0 ? (
        <p className="contact-nothing">{t(openId === null ? words.noneYouSee : words.noOthers)}</p>
      ) : (
        <ul className="contact-talks">
          {shown.map((id) => (
            <Talk key={id} id={id} item={listed.get(id) ?? null} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** `item` is what the list told of it; the inbox may know better. */
function Talk({ id, item }: { id: string; item: ConversationItem | null }) {
  const { slug } = useOrganisation();
  const today = useToday();
  const record = useInboxView((inbox) => inbox.conversation(id)?.record ?? null) ?? item;
  const channelName = useInboxView((inbox) => inbox.channels().find((one) => one.id === record?.channelId)?.name);
  if (record === null) return null;
  const { channel, status, lastMessageAt, lastMessagePreview } = record;
  return (
    <li>
      <Link className="contact-talk" href={addressOf(placeOfQuery(slug, { filter: "all" }), id)}>
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
        <bdi className="contact-talk-last">{lastMessagePreview ?? ""}</bdi>
      </Link>
    </li>
  );
}
