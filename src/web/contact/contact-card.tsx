import { Link } from "wouter";
import { useInboxView } from "../../client/react.ts";
import type { Conversation } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName } from "../inbox/names.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ContactAliases } from "./contact-aliases.tsx";
import { ContactAttributes } from "./contact-attributes.tsx";
import { ContactConsents, OptedOut } from "./contact-consents.tsx";
import { ContactConversations } from "./contact-conversations.tsx";
import { ContactFollowers } from "./contact-followers.tsx";
import { ContactLabels } from "./contact-labels.tsx";
import { ContactMerges } from "./contact-merges.tsx";
import { ContactName, type EditableProps } from "./contact-name.tsx";
import { ContactStageField, ContactValueField } from "./contact-stage.tsx";
import { useContact } from "./use-contact.ts";
import { useMembers } from "./use-members.ts";
import { contactMerge as merging } from "../messages/en/contact-merge.ts";
import { contact as words } from "../messages/en/contact.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import "./contact-card.css";

interface CardProps {
  contactId: string;
  /** The one beside which it stands; null where it stands for itself. */
  conversation: Conversation | null;
}

/** All that is known of a customer, each thing changed where it stands. */
export function ContactCard({ contactId, conversation }: CardProps) {
  const { contact, failure, reload, change, mayWrite } = useContact(contactId);
  if (contact === null) {
    if (failure === null) return null;
    return (
      <div className="contact-section">
        <Notice tone="error">
          {failure.status === 404 ? t(words.gone) : t(words.notLoaded, { reason: failure.message })}
        </Notice>
        {failure.status === 404 ? null : <Button onClick={reload}>{t(shell.tryAgain)}</Button>}
      </div>
    );
  }
  const given = { contact, change, mayWrite };
  if (contact.mergedInto !== undefined) return <MergedAway into={contact.mergedInto} />;
  return (
    <>
      <section className="contact-section" aria-label={t(words.whoItIs)}>
        <ContactName {...given} />
        <ContactAliases contact={contact} />
        {conversation === null ? null : <Via conversation={conversation} />}
        <OptedOut contact={contact} />
      </section>
      <section className="contact-section contact-deal" aria-label={t(words.stageAndValue)}>
        <ContactStageField {...given} />
        <ContactValueField {...given} />
      </section>
      <ContactLabels {...given} />
      <ContactAttributes {...given} />
      <ContactConversations contact={contact} openId={conversation?.id ?? null} mayWrite={mayWrite} />
      <CustomerSections {...given} />
      {conversation === null ? null : <ContactFollowers ids={conversation.followerIds ?? []} />}
    </>
  );
}

/** Of what contacts the customer is made, and what they want to get. */
function CustomerSections(given: EditableProps) {
  const members = useMembers(given.contact);
  return (
    <>
      <ContactMerges contact={given.contact} members={members} mayWrite={given.mayWrite} />
      <ContactConsents {...given} members={members} />
    </>
  );
}

/** A link that is older than the merge. */
function MergedAway({ into }: { into: string }) {
  const { slug } = useOrganisation();
  return (
    <div className="contact-section">
      <p>{t(merging.partOf)}</p>
      <Link className="button button-plain" href={`/o/${slug}/contacts/${into}`}>
        {t(merging.openSurvivor)}
      </Link>
    </div>
  );
}

function Via({ conversation: { channel, channelId } }: { conversation: Conversation }) {
  const name = useInboxView((inbox) => inbox.channels().find(({ id }) => id === channelId)?.name ?? null);
  return (
    <p className="contact-via">
      <ChannelGlyph channel={channel} />
      <span>
        {channelName(channel)}
        {name === null ? null : (
          <>
            {" · "}
            <bdi>{name}</bdi>
          </>
        )}
      </span>
    </p>
  );
}
