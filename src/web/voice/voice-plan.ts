import type { MediaRule } from "../../core/channel-rules.ts";

/** How a voice message is recorded here so that a channel takes it. */
export interface VoicePlan {
  /** What the browser records, as MediaRecorder names it. */
  readonly records: string;
  readonly sends: VoiceFormat;
  /** The recording has to be put into another container, or decoded. */
  readonly isConverted: boolean;
  readonly maxMs: number;
}

export type VoiceFormat = "ogg" | "mp4" | "wav";

export const voiceTypes: Readonly<Record<VoiceFormat, string>> = {
  ogg: "audio/ogg",
  mp4: "audio/mp4",
  wav: "audio/wav",
};

/** Of speech: enough for Opus and AAC to be clear. WAV is 16 bits of one channel, 16,000 times a second. */
export const voiceBitsPerSecond: Readonly<Record<VoiceFormat, number>> = { ogg: 32_000, mp4: 48_000, wav: 256_000 };

const longestMs = 15 * 60_000;
/** Encoders keep to their rate on the whole, not at every moment; and a container has its own bytes. */
const filledMost = 0.85;

const opusInOgg = "audio/ogg;codecs=opus";
const opusInWebm = "audio/webm;codecs=opus";
const aacInMp4 = "audio/mp4;codecs=mp4a.40.2";

/**
 * The best that browser and channel have in common; null when nothing is. Opus in Ogg first, which WhatsApp shows as a
 * voice message: Firefox records it, Chromium its packets in WebM. Where any file goes (mail), what every player plays.
 */
export function voicePlan(rule: MediaRule | undefined, canRecord: (type: string) => boolean): VoicePlan | null {
  if (rule === undefined) return null;
  const { mimeTypes, maxBytes } = rule;
  const takesAny = mimeTypes.includes("*/*");
  const takes = (format: VoiceFormat) => takesAny || mimeTypes.includes(voiceTypes[format]);
  const plan = (sends: VoiceFormat, records: string, isConverted: boolean): VoicePlan => {
    const bytesPerMs = voiceBitsPerSecond[sends] / 8 / 1_000;
    return { sends, records, isConverted, maxMs: Math.min(longestMs, (maxBytes * filledMost) / bytesPerMs) };
  };
  if (takes("ogg") && !takesAny) {
    if (canRecord(opusInOgg)) return plan("ogg", opusInOgg, false);
    if (canRecord(opusInWebm)) return plan("ogg", opusInWebm, true);
  }
  if (takes("mp4") && canRecord(aacInMp4)) return plan("mp4", aacInMp4, false);
  const other = [opusInWebm, opusInOgg, aacInMp4].find(canRecord);
  if (other === undefined) return null;
  if (takes("wav")) return plan("wav", other, true);
  return takes("ogg") ? plan("ogg", other, true) : null;
}
