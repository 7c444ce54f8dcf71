import { useState } from "react";
import { limits } from "../../protocol/limits.ts";
import type { Channel } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import type { Failure } from "../api.ts";
import { Button } from "../controls/button.tsx";
import { CheckField, SelectField, TextField } from "../controls/field.tsx";
import { Notice } from "../controls/notice.tsx";
import { channelConnect } from "../messages/en/channel-connect.ts";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { form as formWords } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { gone } from "../settings/gone.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { canShowTyping } from "./can-show-typing.ts";
import { type ChannelChange, channels } from "./channel-calls.ts";
import { ChannelField } from "./channel-field.tsx";
import { nameField, signatureField } from "./connect-fields.ts";
import { useChannelForm } from "./use-channel-form.ts";

/** In a select, where every value is a text, it stands for null. */
const noTeam = "";

/** What happens to a channel's conversations; what is chosen is saved at once, what is written with a button. */
export function ChannelSettings({ channel }: { channel: Channel }) {
  const { slug } = useOrganisation();
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [chosen, setChosen] = useState<ChannelChange>({});
  // The answer to a change may be here before the live record: the newer one holds.
  const [answered, setAnswered] = useState(channel);
  const newest = answered.seq > channel.seq ? answered : channel;
  const { teamId = null, showsTyping = false, tracksMail = true } = { ...newest, ...chosen };
  const team = teams.find(({ id }) => id === teamId);

  async function change(part: ChannelChange): Promise<void> {
    setChosen((before) => ({ ...before, ...part }));
    const result = await channels.change(slug, channel.id, part);
    setFailure(result.ok ? null : result);
    if (result.ok) setAnswered(result.value);
    setChosen({});
  }

  return (
    <section className="settings-section" aria-labelledby="channel-settings">
      <h2 className="settings-heading" id="channel-settings">
        {t(words.settings)}
      </h2>
      <div className="settings-form">
        <SelectField
          label={t(words.goTo)}
          value={teamId ?? noTeam}
          onChange={({ target }) => void change({ teamId: target.value === noTeam ? null : target.value })}
        >
          <option value={noTeam}>{t(words.noTeam)}</option>
          {teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {teamId === null || team !== undefined ? null : <option value={teamId}>{gone.team}</option>}
        </SelectField>
        {canShowTyping(channel) ? (
          <CheckField
            label={t(words.showTyping)}
            {...(channel.channel === "whatsapp" ? { hint: t(words.showTypingHint) } : {})}
            checked={showsTyping}
            onChange={({ target }) => void change({ showsTyping: target.checked })}
          />
        ) : null}
        {channel.channel === "email" ? (
          <CheckField
            label={t(channelConnect.tracksMail)}
            hint={t(channelConnect.tracksMailHint)}
            checked={tracksMail}
            onChange={({ target }) => void change({ tracksMail: target.checked })}
          />
        ) : null}
        {failure === null ? null : <Notice tone="error">{failure.message}</Notice>}
      </div>
      <WrittenSettings
        key={writtenIn(newest)}
        channel={newest}
        saved={(next) => {
          setAnswered(next);
          setSaved(true);
        }}
      />
      {isSaved ? <Notice tone="success">{t(words.saved)}</Notice> : null}
    </section>
  );
}

/** The fields start anew when what is saved has changed, and by nothing else: what is being typed would be lost. */
function writtenIn({ name, signature, sendsPerSecond }: Channel): string {
  return JSON.stringify([name, signature, sendsPerSecond]);
}

function WrittenSettings({ channel, saved }: { channel: Channel; saved: (channel: Channel) => void }) {
  const { slug } = useOrganisation();
  const isMail = channel.channel === "email";
  const name = nameField(t(isMail ? channelConnect["name.mail"] : channelConnect["name.hint"]));
  const rate = {
    name: "sendsPerSecond",
    type: "text",
    label: t(words.rate),
    hint: t(words.rateHint, { n: limits.sendsPerSecond }),
    error: t(words.rateError, { most: limits.sendsPerSecondMax }),
    isOptional: true,
  } as const;
  const signature = signatureField();
  const fields = isMail ? [name, signature, rate] : [name, rate];
  const { form, busy, errors, onSubmit } = useChannelForm(
    channel.channel,
    fields,
    (values) => {
      const text = values["sendsPerSecond"] ?? "";
      const perSecond = text === "" ? null : Number(text);
      // What is no number at all would arrive as nothing.
      if (Number.isNaN(perSecond)) return { sendsPerSecond: rate.error };
      return channels.change(slug, channel.id, {
        name: values["name"] ?? "",
        sendsPerSecond: perSecond,
        ...(isMail ? { signature: values["signature"] ?? "" } : {}),
      });
    },
    saved,
  );
  return (
    <form ref={form} className="settings-form" noValidate onSubmit={onSubmit}>
      <ChannelField field={name} error={errors["name"]} initial={channel.name} />
      {isMail ? <ChannelField field={signature} error={errors["signature"]} initial={channel.signature ?? ""} /> : null}
      <TextField
        name={rate.name}
        label={rate.label}
        hint={rate.hint}
        error={errors[rate.name]}
        inputMode="decimal"
        defaultValue={channel.sendsPerSecond ?? ""}
        autoComplete="off"
      />
      {errors[""] === undefined ? null : <Notice tone="error">{errors[""]}</Notice>}
      <Button type="submit" busy={busy}>
        {t(formWords.save)}
      </Button>
    </form>
  );
}
