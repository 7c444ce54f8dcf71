import { useState } from "react";
import type { Channel } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { channels } from "./channel-calls.ts";
import { ChannelField } from "./channel-field.tsx";
import { ownAppFields, secretFields } from "./connect-fields.ts";
import { providerName } from "./health-words.ts";
import { filled, useChannelForm } from "./use-channel-form.ts";

/** New secrets for a channel; they let one that is stopped go on. */
export function ChannelAccess({ channel }: { channel: Channel }) {
  const { slug } = useOrganisation();
  const [isSaved, setSaved] = useState(false);
  const fields = [...secretFields(channel.channel), ...(channel.ownApp ? ownAppFields() : [])].map((field) => ({
    ...field,
    isOptional: true as const,
  }));
  const { form, busy, errors, onSubmit } = useChannelForm(
    channel.channel,
    fields,
    (values) => {
      setSaved(false);
      const secrets = filled(values);
      if (Object.keys(secrets).length === 0) return { [fields[0]?.name ?? ""]: t(words["access.nothing"]) };
      return channels.change(slug, channel.id, secrets);
    },
    () => setSaved(true),
  );
  return (
    <section className="settings-section" aria-labelledby="access">
      <h2 className="settings-heading" id="access">
        {t(words.access)}
      </h2>
      <p className="settings-text">{t(words["access.hint"], { provider: providerName(channel.channel) })}</p>
      <form ref={form} className="settings-form" noValidate onSubmit={onSubmit}>
        {fields.map((field) => (
          <ChannelField key={field.name} field={field} error={errors[field.name]} />
        ))}
        {errors[""] === undefined ? null : <Notice tone="error">{errors[""]}</Notice>}
        {isSaved ? <Notice tone="success">{t(words["access.saved"])}</Notice> : null}
        <Button type="submit" busy={busy} look={channel.state === "stopped" ? "primary" : "plain"}>
          {t(words[channel.state === "stopped" ? "action.resume" : "action.save"])}
        </Button>
      </form>
    </section>
  );
}
