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

/** The connected numbers, and how to connect one more. The list is live: a stopped number shows at once. */
export function Channels() {
  const list = useInboxView((inbox) => inbox.channels());
  const me = useMe();
  return (
    <>
      {list.length === 0 ? (
        <Empty icon={MessageCircle} title="No channel yet">
          {mayManage(me?.role ?? null)
            ? "Connect a WhatsApp number below; what customers write to it comes into the inbox."
            : "An admin can connect one."}
        </Empty>
      ) : (
        <ul className="settings-list" aria-label="Connected channels">
          {list.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} manages={mayManage(me?.role ?? null)} />
          ))}
        </ul>
      )}
      {mayManage(me?.role ?? null) ? <ConnectWhatsApp /> : null}
    </>
  );
}

const stateNames: Readonly<Record<Channel["state"], string>> = {
  connected: "Connected",
  stopped: "Stopped",
  disconnected: "Disconnected",
};

function ChannelRow({ channel, manages }: { channel: Channel; manages: boolean }) {
  return (
    <li className="settings-row">
      <ChannelGlyph channel={channel.channel} />
      <div className="settings-who">
        <p className="settings-name">{channel.name}</p>
        <p className="settings-detail tabular">
          {channelName(channel.channel)} · {channel.address}
        </p>
        {channel.stateReason === null ? null : <p className="settings-detail">{channel.stateReason}</p>}
      </div>
      <span className={`settings-state settings-state-${channel.state === "connected" ? "good" : "bad"}`}>
        {stateNames[channel.state]}
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
        Connect a WhatsApp number
      </h2>
      <p className="settings-text">
        You find these in Meta's App Dashboard under WhatsApp → API Setup. The token is stored encrypted and is never
        shown again. There, under Configuration, the callback URL is <code>{location.origin}/webhooks/meta</code>.
      </p>
      <SettingsForm
        action="Connect number"
        success="Connected. Messages to this number come into the inbox from now on."
        submit={(values) => channels.connect(slug, newChannel(values))}
      >
        <TextField
          label="Name"
          name="name"
          required
          maxLength={200}
          hint="What your team calls it, such as Support"
          autoComplete="off"
        />
        <TextField
          label="Phone number"
          name="address"
          type="tel"
          required
          hint="With country code, such as +49 151 23456789"
          autoComplete="off"
        />
        <TextField
          label="Phone number ID"
          name="phoneNumberId"
          required
          pattern="\d+"
          title="Digits only"
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          label="WhatsApp Business Account ID"
          name="wabaId"
          required
          pattern="\d+"
          title="Digits only"
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          label="Access token"
          name="accessToken"
          type="password"
          required
          autoComplete="off"
          hint="Of a system user, so that it does not expire"
        />
        <details className="settings-own-app">
          <summary>This number has its own Meta app</summary>
          <TextField label="App secret" name="appSecret" type="password" autoComplete="off" />
          <TextField label="Verify token" name="verifyToken" type="password" autoComplete="off" />
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
