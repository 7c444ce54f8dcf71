import { channelTypes } from "../../protocol/records.ts";
import { mayManage } from "../settings/roles.ts";
import { useMe } from "../shell/organisation.ts";
import { ChannelPage } from "./channel-page.tsx";
import { ChannelsList } from "./channels-list.tsx";
import { ConnectChannel } from "./connect-channel.tsx";
import "./channels.css";

/** Settings → Channels: all of them, the page of one, or the form that connects one. `path` is what follows. */
export function ChannelsSection({ path }: { path: string }) {
  const me = useMe();
  const [first = "", second = ""] = path.split("/");
  const kind =
    first === "connect" && mayManage(me?.role ?? null) ? channelTypes.find((one) => one === second) : undefined;
  if (kind !== undefined) return <ConnectChannel key={kind} channel={kind} />;
  return first === "" || first === "connect" ? <ChannelsList /> : <ChannelPage key={first} channelId={first} />;
}
