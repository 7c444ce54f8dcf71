import type { Channel } from "../../protocol/records.ts";
import { channels as words } from "../messages/en/channels.ts";
import { t } from "../messages/t.ts";

const tones = { connected: "good", stopped: "bad", disconnected: "off" } as const;

export function ChannelState({ channel: { state } }: { channel: Channel }) {
  return <span className={`settings-state settings-state-${tones[state]}`}>{t(words[`state.${state}`])}</span>;
}
