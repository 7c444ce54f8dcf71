import { useCallback, useEffect } from "react";
import { Link } from "wouter";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { ConversationStatus } from "../../protocol/records.ts";
import type { ConversationItem } from "../../protocol/resources.ts";
import { contacts } from "../api.ts";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelNames } from "../inbox/names.ts";
import { addressOf, placeOfQuery } from "../inbox/list-views.ts";
import { useLoaded } from "../settings/use-loaded.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { fullTime, listTime } from "../time.ts";
import { useToday } from "../today.ts";

export const statusNames: Readonly<Record<ConversationStatus, string>> = {
  active: "Open",
  closed: "Closed",
  archived: "Archived",
  snoozed: "Snoozed",
};

interface ConversationsProps {
  contactId: string;
  /** The one that is open beside it, which is not listed. */
  openId: string | null;
}

/** What was talked about with the customer, on every channel. */
export function ContactConversations({ contactId, openId }: ConversationsProps) {
  const { slug } = useOrganisation();
  const inbox = useInbox();
  const { result, reload } = useLoaded(useCallback(() => contacts.conversations(slug, contactId), [slug, contactId]));
  useEffect(
    () =>
      inbox.on("conversation:created", (created) => {
        if (created.contactId === contactId) void reload();
      }),
    [inbox, contactId, reload],
  );
  const shown = result?.ok === true ? result.value.items.filter(({ id }) => id !== openId) : [];
  return (
    <section className="contact-section" aria-label="Conversations of the contact">
      <h4 className="contact-section-head">{openId === null ? "Conversations" : "Other conversations"}</h4>
      {result === null ? null : !result.ok ? (
        <p className="field-error" role="alert">
          They could not be loaded. {result.message}
        </p>
      ) : shown.length === 0 ? (
        <p className="contact-nothing">
          {openId === null
            ? "None that you can see."
            : "None. What they write on another channel or number is listed here."}
        </p>
      ) : (
        <ul className="contact-talks">
          {shown.map((item) => (
            <li key={item.id}>
              <Talk item={item} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Talk({ item }: { item: ConversationItem }) {
  const { slug } = useOrganisation();
  const today = useToday();
  const held = useInboxView((inbox) => inbox.conversation(item.id)?.record ?? null);
  const { id, channel, channelId, status, lastMessageAt, lastMessagePreview } = held ?? item;
  const channelName = useInboxView((inbox) => inbox.channels().find((one) => one.id === channelId)?.name ?? null);
  return (
    <Link className="contact-talk" href={addressOf(placeOfQuery(slug, { filter: "all" }), id)}>
      <ChannelGlyph channel={channel} />
      <span className="contact-talk-name">{channelName ?? channelNames[channel]}</span>
      <span className="contact-talk-meta">
        {statusNames[status]}
        {lastMessageAt === null ? null : (
          <>
            {" · "}
            <time dateTime={lastMessageAt} title={fullTime(lastMessageAt)}>
              {listTime(lastMessageAt, today)}
            </time>
          </>
        )}
      </span>
      <span className="contact-talk-last">{lastMessagePreview ?? ""}</span>
    </Link>
  );
}
