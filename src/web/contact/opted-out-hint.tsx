import { BellOff } from "lucide-react";
import type { Conversation } from "../../protocol/records.ts";
import { channelName } from "../inbox/names.ts";
import { barred } from "./consents.ts";
import { useContact } from "./use-contact.ts";
import { contactMerge as words } from "../messages/en/contact-merge.ts";
import { t } from "../messages/t.ts";
import "./contact-consents.css";

/** Above the box: that a reply would be refused, or a campaign's template. Use it under a `key` of the contact's id. */
export default function OptedOutHint({ conversation: { contactId, channel } }: { conversation: Conversation }) {
  const { contact } = useContact(contactId);
  const out = contact === null ? undefined : barred(contact).find((one) => one.channel === channel);
  if (out === undefined) return null;
  const said = out.category === "service" ? words.composerOptedOut : words.composerNoMarketing;
  return (
    <output className="contact-opted-out">
      <BellOff size={16} aria-hidden />
      {t(said, { channel: channelName(channel) })}
    </output>
  );
}
