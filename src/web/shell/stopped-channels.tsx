import { TriangleAlert } from "lucide-react";
import { Link, useLocation } from "wouter";
import { useInboxView } from "../../client/react.ts";
import { noticesAt } from "../../protocol/channel-notice.ts";
import { stoppedChannels as words } from "../messages/en/stopped-channels.ts";
import { t } from "../messages/t.ts";
import { channelLabel } from "../inbox/names.ts";
import { mayManage } from "../settings/roles.ts";
import { useMinute } from "../use-minute.ts";
import { useMe, useOrganisation } from "./organisation.ts";
import "./stopped-channels.css";

/** Above every page, for those who can mend it: channels that cannot send, or of which the provider warns. Live. */
export default function StoppedChannels() {
  const { slug } = useOrganisation();
  const [path] = useLocation();
  const now = useMinute();
  const manages = mayManage(useMe()?.role ?? null);
  const channels = useInboxView((inbox) => inbox.channels());
  const stopped = channels.filter(({ state }) => state === "stopped");
  return (
    <output>
      {manages
        ? stopped.map((channel) => {
            const { id, stateReason } = channel;
            const page = `/o/${slug}/settings/channels/${id}`;
            // There it says so itself, and more.
            if (path === page) return null;
            return (
              <span key={id} className="stopped-channel">
                <TriangleAlert size={16} aria-hidden />
                <span className="stopped-channel-text">
                  <strong>{t(words.alert, { name: channelLabel(channel) })}</strong> <bdi>{stateReason}</bdi>
                </span>
                <Link className="stopped-channel-mend" href={page}>
                  {t(words.mend)}
                </Link>
              </span>
            );
          })
        : null}
      {manages
        ? channels.flatMap(({ id, name, state, notices }) => {
            const page = `/o/${slug}/settings/channels/${id}`;
            if (state === "disconnected" || path === page) return [];
            const [warning] = noticesAt(notices, now).filter(({ level }) => level === "warning");
            if (warning === undefined) return [];
            return (
              <span key={`${id} ${warning.topic}`} className="stopped-channel">
                <TriangleAlert size={16} aria-hidden />
                <span className="stopped-channel-text">
                  <strong>{t(words.warned, { name })}</strong> <bdi>{warning.message}</bdi>
                </span>
                <Link className="stopped-channel-mend" href={page}>
                  {t(words.look)}
                </Link>
              </span>
            );
          })
        : null}
    </output>
  );
}
