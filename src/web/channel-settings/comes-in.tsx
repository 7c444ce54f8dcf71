import type { Channel } from "../../protocol/records.ts";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { CopyLine } from "./copy-line.tsx";

/** What the provider has to be told, so that what customers write comes here. */
export function ComesIn({ channel }: { channel: Channel }) {
  const { what, value, label } = doorOf(channel);
  return (
    <section className="settings-section" aria-labelledby="comes-in">
      <h2 className="settings-heading" id="comes-in">
        {t(words.comesIn)}
      </h2>
      <p className="settings-text">{what}</p>
      <CopyLine label={label} value={value} />
      {channel.channel === "email" ? (
        <>
          <p className="settings-text">{t(words["comesIn.report"])}</p>
          <CopyLine label={t(words.callbackUrl)} value={`${location.origin}/webhooks/mail/${channel.id}`} />
        </>
      ) : null}
    </section>
  );
}

function doorOf({ id, channel, ownApp, address }: Channel): { what: string; value: string; label: string } {
  const webhooks = `${location.origin}/webhooks`;
  const label = t(words.callbackUrl);
  switch (channel) {
    case "whatsapp":
    case "instagram":
      return ownApp
        ? { what: t(words["comesIn.meta"]), value: `${webhooks}/meta/${id}`, label }
        : { what: t(words["comesIn.shared"]), value: `${webhooks}/meta`, label };
    case "sms":
      return { what: t(words["comesIn.sms"]), value: `${webhooks}/twilio/${id}`, label };
    case "email":
      return { what: t(words["comesIn.email"]), value: address, label: t(words.address) };
  }
}
