import { ChevronRight, MessageCircle } from "lucide-react";
import { Link } from "wouter";
import { type Channel, type ChannelType, channelTypes } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { Empty } from "../controls/notice.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName } from "../inbox/names.ts";
import { channels as words } from "../messages/en/channels.ts";
import { settingsSections } from "../messages/en/settings-sections.ts";
import { t } from "../messages/t.ts";
import { mayManage } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { ChannelState } from "./channel-state.tsx";
import { fictional } from "./connect-fields.ts";

/** The connected numbers and accounts, and how to connect one more. Live: one that has stopped shows at once. */
export function ChannelsList() {
  const list = useInboxView((inbox) => inbox.channels());
  const manages = mayManage(useMe()?.role ?? null);
  return (
    <>
      <h1 className="settings-title">{t(settingsSections["section.channels"])}</h1>
      {list.length === 0 ? (
        <Empty icon={MessageCircle} title={t(words.none)}>
          {t(manages ? words.noneHint : words.forAdmins)}
        </Empty>
      ) : (
        <ul className="settings-list" aria-label={t(words.connected)}>
          {list.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
          ))}
        </ul>
      )}
      {manages ? <ConnectChoices /> : null}
    </>
  );
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { slug } = useOrganisation();
  const { id, name, address } = channel;
  return (
    <li>
      <Link className="settings-row channel-row" href={`/o/${slug}/settings/channels/${id}`}>
        <ChannelGlyph channel={channel.channel} />
        <span className="settings-who">
          <span className="settings-name channel-entry-line">
            <bdi>{name}</bdi>
          </span>
          <span className="settings-detail tabular channel-entry-line">
            {channelName(channel.channel)} · <bdi dir="ltr">{address}</bdi>
          </span>
        </span>
        <ChannelState channel={channel} />
        <ChevronRight size={16} className="channel-chevron" aria-hidden />
      </Link>
    </li>
  );
}

function ConnectChoices() {
  const { slug } = useOrganisation();
  return (
    <section className="settings-section" aria-labelledby="connect">
      <h2 className="settings-heading" id="connect">
        {t(words.connect)}
      </h2>
      <ul className="channel-choices">
        {channelTypes.map((channel) => (
          <li key={channel}>
            <Link className="channel-choice" href={`/o/${slug}/settings/channels/connect/${channel}`}>
              <ChannelGlyph channel={channel} />
              <span>
                <span className="settings-name channel-entry-line">{channelName(channel)}</span>
                <span className="settings-detail channel-entry-line">{whatItIs(channel)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatItIs(channel: ChannelType): string {
  return channel === "email" ? t(words["what.email"], { example: fictional.email }) : t(words[`what.${channel}`]);
}
