import { Mic } from "lucide-react";
import { channelRules } from "../../core/channel-rules.ts";
import type { ChannelType } from "../../protocol/records.ts";
import { IconButton } from "../controls/icon-button.tsx";
import { voice as words } from "../messages/en/voice.ts";
import { t } from "../messages/t.ts";
import { type VoicePlan, voicePlan } from "./voice-plan.ts";

/** Begins a voice message, where browser and channel can have one. */
export function VoiceButton({ channel, start }: { channel: ChannelType; start: (plan: VoicePlan) => void }) {
  const plan = planFor(channel);
  if (plan === null) return null;
  return (
    <IconButton label={t(words.record)} onClick={() => start(plan)}>
      <Mic size={16} aria-hidden />
    </IconButton>
  );
}

/** Without HTTPS there is no microphone. */
function planFor(channel: ChannelType): VoicePlan | null {
  if (typeof MediaRecorder === "undefined" || !("mediaDevices" in navigator)) return null;
  return voicePlan(channelRules[channel].media.voice, (type) => MediaRecorder.isTypeSupported(type));
}
