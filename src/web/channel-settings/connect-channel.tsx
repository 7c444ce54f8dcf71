import { useState } from "react";
import { useLocation } from "wouter";
import type { ChannelType } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { CheckField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelConnect as words } from "../messages/en/channel-connect.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { BackToChannels } from "./back-to-channels.tsx";
import { channels } from "./channel-calls.ts";
import { ChannelField } from "./channel-field.tsx";
import { type ConnectField, connectFields, ownAppFields } from "./connect-fields.ts";
import { DomainRecordLines, GivenDomains, wantedRecord } from "./domain-proof.tsx";
import { filled, useChannelForm } from "./use-channel-form.ts";

/** Whether a channel may come with a Meta app of its own. */
function mayHaveOwnApp(channel: ChannelType): boolean {
  return channel === "whatsapp" || channel === "instagram";
}

/** The form of one kind of channel; the page of what it connected follows. */
export function ConnectChannel({ channel }: { channel: ChannelType }) {
  const { slug } = useOrganisation();
  const [, navigate] = useLocation();
  const [hasOwnApp, setOwnApp] = useState(false);
  const own: readonly ConnectField[] = hasOwnApp ? ownAppFields() : [];
  const fields = connectFields(channel);
  const { form, busy, errors, failure, onSubmit } = useChannelForm(
    channel,
    [...fields, ...own],
    (values, data) => {
      const tracks = channel === "email" ? { tracksMail: data.get("tracksMail") === "on" } : {};
      return channels.connect(slug, { channel, ...filled(values), ...tracks });
    },
    ({ id }) => navigate(`/o/${slug}/settings/channels/${id}`),
  );
  const wanted = channel === "email" ? wantedRecord(failure) : null;
  return (
    <>
      <BackToChannels />
      <h1 className="settings-title">{t(words[`title.${channel}`])}</h1>
      <p className="settings-text">{t(words[`where.${channel}`])}</p>
      {channel === "email" ? <GivenDomains /> : null}
      <form ref={form} className="settings-form" noValidate onSubmit={onSubmit}>
        {fields.map((field) => (
          <ChannelField key={field.name} field={field} error={errors[field.name]} />
        ))}
        {channel === "email" ? (
          <CheckField name="tracksMail" label={t(words.tracksMail)} hint={t(words.tracksMailHint)} defaultChecked />
        ) : null}
        {mayHaveOwnApp(channel) ? (
          <CheckField
            label={t(words.ownApp)}
            hint={t(words.ownAppHint)}
            checked={hasOwnApp}
            onChange={({ target }) => setOwnApp(target.checked)}
          />
        ) : null}
        {own.map((field) => (
          <ChannelField
            key={field.name}
            field={field}
            error={errors[field.name]}
            {...(field.name === "verifyToken" ? { initial: madeUp } : {})}
          />
        ))}
        {errors[""] === undefined ? null : <Notice tone="error">{errors[""]}</Notice>}
        {wanted === null ? null : <DomainRecordLines {...wanted} />}
        <Button type="submit" look="primary" busy={busy}>
          {t(wanted === null ? words[`action.${channel}`] : words["proof.again"])}
        </Button>
      </form>
    </>
  );
}

/** One for each time that the page was loaded: a word that nobody guesses. */
const madeUp = crypto.randomUUID();
