import type { Channel } from "../../protocol/records.ts";
import { useInboxView } from "../../client/react.ts";
import { channelPage } from "../messages/en/channel-page.ts";
import { channels as words } from "../messages/en/channels.ts";
import { t } from "../messages/t.ts";
import { gone } from "../settings/gone.ts";
import { canShowTyping } from "./can-show-typing.ts";

/** How a channel is set, for those who may not change it. */
export function ChannelFacts({ channel }: { channel: Channel }) {
  const teams = useInboxView((inbox) => inbox.catalog("team"));
  const { teamId = null, showsTyping = false, tracksMail = true } = channel;
  const team = teams.find(({ id }) => id === teamId);
  return (
    <section className="settings-section" aria-labelledby="settled">
      <h2 className="settings-heading" id="settled">
        {t(channelPage.settings)}
      </h2>
      <ul className="channel-facts">
        <li>{teamId === null ? t(words.goToNobody) : t(words.goToTeam, { team: team?.name ?? gone.team })}</li>
        {canShowTyping(channel) ? <li>{t(showsTyping ? words.typingShown : words.typingNotShown)}</li> : null}
        {channel.channel === "email" ? <li>{t(tracksMail ? words.tracked : words.notTracked)}</li> : null}
      </ul>
    </section>
  );
}
