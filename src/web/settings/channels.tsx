import { MessageCircle } from "lucide-react";
import type { Channel } from "../../protocol/records.ts";
import { channels } from "../api.ts";
import { TextField } from "../controls/field.tsx";
import { Empty } from "../controls/notice.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName } from "../inbox/names.ts";
import { useInboxView } from "../../client/react.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { ChannelOptions } from "./channel-options.tsx";
import { mayManage } from "./roles.ts";
import { SettingsForm } from "./settings-form.tsx";
import { channels as words } from "../messages/en/channels.ts";
import { form } from "../messages/en/form.ts";
import { t } from "../messages/t.ts";
import { Trans } from "../messages/trans.tsx";

/** The connected numbers, and how to connect one more. The list is live: a stopped number shows at once. */
export function Channels() {
  const list = useInboxView((inbox) => inbox.channels());
  const me = useMe();
  return (
    <>
      {list.length === 0 ? (
        <Empty icon={MessageCircle} title={t(words.none)}>
          {t(mayManage(me?.role ?? null) ? words.noneHint : words.forAdmins)}
        </Empty>
      ) : (
        <ul className="settings-list" aria-label={t(words.connected)}>
          {list.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} manages={mayManage(me?.role ?? null)} />
          ))}
        </ul>
      )}
      {mayManage(me?.role ?? null) ? <ConnectWhatsApp /> : null}
    </>
  );
}

function ChannelRow({ channel, manages }: { channel: Channel; manages: boolean }) {
  return (
    <li className="settings-row">
      <ChannelGlyph channel={channel.channel} />
      <div className="settings-who">
        <p className="settings-name">
          <bdi>{channel.name}</bdi>
        </p>
        <p className="settings-detail tabular">
          {channelName(channel.channel)} · <bdi dir="ltr">{channel.address}</bdi>
        </p>
        {channel.stateReason === null ? null : (
          <p className="settings-detail" dir="auto">
            {channel.stateReason}
          </p>
        )}
      </div>
      <span className={`settings-state settings-state-${channel.state === "connected" ? "good" : "bad"}`}>
        {t(words[`state.${channel.state}`])}
      </span>
      <ChannelOptions channel={channel} manages={manages} />
    </li>
  );
}

function ConnectWhatsApp() {
  const { slug } = useOrganisation();
  return (
    <section className="settings-section" aria-labelledby="connect">
      <h2 className="settings-heading" id="connect">
        {t(words.connect)}
      </h2>
      <p className="settings-text">
        <Trans message={words.where} values={{ url: <code dir="ltr">{`${location.origin}/webhooks/meta`}</code> }} />
      </p>
      <SettingsForm
        action={t(words.connectNumber)}
        success={t(words.done)}
        submit={(values) => channels.connect(slug, newChannel(values))}
      >
        <TextField
          label={t(form.name)}
          name="name"
          required
          maxLength={200}
          hint={t(words.nameHint)}
          autoComplete="off"
        />
        <TextField
          label={t(words.number)}
          name="address"
          type="tel"
          required
          dir="ltr"
          hint={t(words.numberHint, { example: "+49 151 23456789" })}
          autoComplete="off"
        />
        <TextField
          dir="ltr"
          label={t(words.numberId)}
          name="phoneNumberId"
          required
          pattern="\d+"
          title={t(words.digits)}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          dir="ltr"
          label={t(words.accountId)}
          name="wabaId"
          required
          pattern="\d+"
          title={t(words.digits)}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          dir="ltr"
          label={t(words.token)}
          name="accessToken"
          type="password"
          required
          autoComplete="off"
          hint={t(words.tokenHint)}
        />
        <details className="settings-own-app">
          <summary>{t(words.ownApp)}</summary>
          <TextField label={t(words.appSecret)} dir="ltr" name="appSecret" type="password" autoComplete="off" />
          <TextField label={t(words.verifyToken)} dir="ltr" name="verifyToken" type="password" autoComplete="off" />
        </details>
      </SettingsForm>
    </section>
  );
}

/** People write numbers with spaces and brackets; the API takes E.164. */
function newChannel({
  name = "",
  address = "",
  phoneNumberId = "",
  wabaId = "",
  accessToken = "",
  appSecret = "",
  verifyToken = "",
}: Record<string, string>) {
  return {
    channel: "whatsapp" as const,
    name,
    address: address.replaceAll(/[\s()./-]/gu, ""),
    phoneNumberId,
    wabaId,
    accessToken,
    ...(appSecret === "" ? {} : { appSecret }),
    ...(verifyToken === "" ? {} : { verifyToken }),
  };
}
