import {
  BlobSource,
  BufferTarget,
  Conversion,
  Input,
  MP4,
  OGG,
  OggOutputFormat,
  Output,
  WavOutputFormat,
  WEBM,
} from "mediabunny";
import { type VoicePlan, voiceTypes } from "./voice-plan.ts";

/** Samples a second of a recording that is not compressed: speech needs no more. */
const wavSampleRate = 16_000;

/**
 * A recording as the file that the channel takes. Opus that is in WebM is copied into Ogg as it is; what cannot be copied
 * is decoded. Rejects when the browser cannot do that.
 */
export async function convertedVoice(recorded: Blob, { sends }: VoicePlan): Promise<Blob> {
  const input = new Input({ source: new BlobSource(recorded), formats: [WEBM, OGG, MP4] });
  const target = new BufferTarget();
  const output = new Output({ format: sends === "wav" ? new WavOutputFormat() : new OggOutputFormat(), target });
  // WhatsApp takes a voice message of one channel alone.
  const audio = sends === "wav" ? { codec: "pcm-s16" as const, sampleRate: wavSampleRate } : { codec: "opus" as const };
  const conversion = await Conversion.init({ input, output, audio: { ...audio, numberOfChannels: 1 } });
  if (!conversion.isValid) throw new Error("This browser cannot convert the recording.");
  await conversion.execute();
  if (target.buffer === null || target.buffer.byteLength === 0) throw new Error("Nothing was recorded.");
  return new Blob([target.buffer], { type: voiceTypes[sends] });
}
