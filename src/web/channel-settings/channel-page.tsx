import { Unplug } from "lucide-react";
import { Link } from "wouter";
import type { Channel } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { Empty } from "../controls/notice.tsx";
import { ChannelGlyph } from "../inbox/channel-glyph.tsx";
import { channelName } from "../inbox/names.ts";
import { useTitle } from "../inbox/unread.ts";
import { channelPage as words } from "../messages/en/channel-page.ts";
import { t } from "../messages/t.ts";
import { mayManage } from "../settings/roles.ts";
import { useMe, useOrganisation } from "../shell/organisation.ts";
import { BackToChannels } from "./back-to-channels.tsx";
import { ChannelAccess } from "./channel-access.tsx";
import { ChannelFacts } from "./channel-facts.tsx";
import { ChannelHealth } from "./channel-health.tsx";
import { ChannelNotices } from "./channel-notices.tsx";
import { ChannelQueue } from "./channel-queue.tsx";
import { ChannelSettings } from "./channel-settings.tsx";
import { ChannelState } from "./channel-state.tsx";
import { ComesIn } from "./comes-in.tsx";
import { DisconnectChannel } from "./disconnect-channel.tsx";
import { StoppedNotice } from "./stopped-notice.tsx";

/** One channel: how it stands, what waits in it, what can be settled, and how it goes. */
export function ChannelPage({ channelId }: { channelId: string }) {
  const channel = useInboxView((inbox) => inbox.channels().find(({ id }) => id === channelId) ?? null);
  const isKnown = useInboxView((inbox) => inbox.channels().length > 0);
  const manages = mayManage(useMe()?.role ?? null);
  useTitle(channel?.name ?? t(words.settings));
  if (channel === null && !isKnown) return <BackToChannels />;
  if (channel === null)
    return (
      <>
        <BackToChannels />
        <h1 className="visually-hidden">{t(words.gone)}</h1>
        <Empty icon={Unplug} title={t(words.gone)}>
          {t(words.goneHint)}
        </Empty>
      </>
    );
  return (
    <>
      <BackToChannels />
      <header className="channel-head">
        <h1 className="settings-title">
          <bdi>{channel.name}</bdi>
        </h1>
        <p className="settings-detail tabular channel-about">
          <ChannelGlyph channel={channel.channel} />
          <span>
            {channelName(channel.channel)} · <bdi dir="ltr">{channel.address}</bdi>
          </span>
          <ChannelState channel={channel} />
        </p>
      </header>
      {channel.state === "disconnected" ? <Disconnected channel={channel} manages={manages} /> : null}
      {channel.state === "stopped" ? <StoppedNotice channel={channel} manages={manages} /> : null}
      {channel.state === "disconnected" ? null : <ChannelNotices channel={channel} manages={manages} />}
      {manages && channel.state !== "disconnected" ? <ChannelHealth channel={channel} /> : null}
      <ChannelQueue channel={channel} />
      {manages ? null : <ChannelFacts channel={channel} />}
      {manages && channel.state !== "disconnected" ? (
        <>
          <ChannelSettings channel={channel} />
          <ComesIn channel={channel} />
          <ChannelAccess channel={channel} />
          <DisconnectChannel channel={channel} />
        </>
      ) : null}
    </>
  );
}

function Disconnected({ channel, manages }: { channel: Channel; manages: boolean }) {
  const { slug } = useOrganisation();
  return (
    <div className="channel-note">
      <Unplug size={16} aria-hidden />
      <p>
        {t(words.disconnected)}{" "}
        {manages ? (
          <Link className="text-link" href={`/o/${slug}/settings/channels/connect/${channel.channel}`}>
            {t(words.connectAgain)}
          </Link>
        ) : null}
      </p>
    </div>
  );
}
