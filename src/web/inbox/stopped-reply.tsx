import { TriangleAlert, Unplug } from "lucide-react";
import type { Channel } from "../../protocol/records.ts";
import { stoppedChannels as words } from "../messages/en/stopped-channels.ts";
import { t } from "../messages/t.ts";
import { mayManage } from "../settings/roles.ts";
import { useMe } from "../shell/organisation.ts";
import "./closed-window.css";

/** Beside a reply that cannot leave now, or in its place when it never can: why, and what will become of it. */
export default function StoppedReply({ channel: { name, state } }: { channel: Channel }) {
  const manages = mayManage(useMe()?.role ?? null);
  if (state === "connected") return null;
  const isGone = state === "disconnected";
  const Icon = isGone ? Unplug : TriangleAlert;
  const text = isGone ? words.disconnected : manages ? words.replyWaitsForYou : words.replyWaits;
  return (
    <output className="closed-window">
      <Icon size={16} aria-hidden />
      <p>{t(text, { name })}</p>
    </output>
  );
}
