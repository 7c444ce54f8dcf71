import { BellOff } from "lucide-react";
import { useState } from "react";
import { useInboxView } from "../../client/react.ts";
import { consentCategories } from "../../protocol/records.ts";
import type { ChannelType, Consent, Contact } from "../../protocol/records.ts";
import { SelectField } from "../controls/field.tsx";
import { channelName } from "../inbox/names.ts";
import { date } from "../time.ts";
import type { EditableProps } from "./contact-name.tsx";
import { barred, consentOf } from "./consents.ts";
import type { Members } from "./use-members.ts";
import { contactMerge as words } from "../messages/en/contact-merge.ts";
import { t } from "../messages/t.ts";
import "./contact-consents.css";

const channelOf: Readonly<Record<Contact["aliases"][number]["kind"], readonly ChannelType[]>> = {
  phone: ["whatsapp", "sms"],
  wa_user_id: ["whatsapp"],
  wa_parent_user_id: ["whatsapp"],
  username: [],
  instagram_id: ["instagram"],
  email: ["email"],
  sms_sender: ["sms"],
};

/** What the customer wants to get, by channel: everything, and marketing. */
export function ContactConsents({ contact, members, change, mayWrite }: EditableProps & { members: Members }) {
  const reached = [contact, ...members.list].flatMap(({ aliases }) => aliases.flatMap(({ kind }) => channelOf[kind]));
  const said = [...(contact.consents ?? []), ...(contact.mergedConsents ?? [])].map(({ channel }) => channel);
  const channels = useInboxView((inbox) => inbox.channels());
  const isOurs = (type: ChannelType) => channels.some(({ channel }) => channel === type);
  const shown = [...new Set([...reached.filter(isOurs), ...said])];
  return (
    <section className="contact-section" aria-label={t(words.consents)}>
      <h4 className="contact-section-head">{t(words.consents)}</h4>
      {shown.length === 0 ? <p className="contact-nothing">{t(words.noChannel)}</p> : null}
      <div className="contact-consents">
        {shown.flatMap((channel) =>
          consentCategories
            .toReversed()
            .map((category) => (
              <ConsentField key={`${channel} ${category}`} {...{ contact, change, mayWrite, channel, category }} />
            )),
        )}
      </div>
    </section>
  );
}

/** Beside the name, so that nobody has to look for it. */
export function OptedOut({ contact }: { contact: Contact }) {
  const out = barred(contact);
  if (out.length === 0) return null;
  const what = out.map(matter).join(" · ");
  return (
    <p className="contact-opted-out">
      <BellOff size={16} aria-hidden />
      {t(words.optedOut, { what })}
    </p>
  );
}

function ConsentField({
  contact,
  change,
  mayWrite,
  channel,
  category,
}: EditableProps & Pick<Consent, "channel" | "category">) {
  const [problem, setProblem] = useState<string | undefined>();
  const consent = consentOf(contact, { channel, category });
  const state = consent?.state ?? "none";
  const label = matter({ channel, category });
  if (!mayWrite)
    return (
      <p className="contact-told">
        <span className="field-label">{label}</span>
        <span>{t(words[`state.${state}`])}</span>
      </p>
    );

  async function choose(wanted: string): Promise<void> {
    if (wanted !== "opted_in" && wanted !== "opted_out") return;
    setProblem((await change({ consents: [{ channel, category, state: wanted }] }))?.message);
  }

  return (
    <SelectField
      label={label}
      value={state}
      error={problem}
      hint={consent === null ? undefined : source(contact, consent)}
      onChange={(event) => void choose(event.target.value)}
    >
      {state === "none" ? <option value="none">{t(words["state.none"])}</option> : null}
      <option value="opted_in">{t(words["state.opted_in"])}</option>
      <option value="opted_out">{t(words["state.opted_out"])}</option>
    </SelectField>
  );
}

function matter({ channel, category }: Pick<Consent, "channel" | "category">): string {
  return t(words[`matter.${category}`], { channel: channelName(channel) });
}

function source({ consents = [] }: Contact, consent: Consent): string {
  const day = { date: date(consent.at) };
  if (!consents.includes(consent)) return t(words.byMerged, day);
  if (consent.source === "customer") return t(words.byCustomer, day);
  return t(consent.source === "provider" ? words.byProvider : words.byTeam, day);
}
