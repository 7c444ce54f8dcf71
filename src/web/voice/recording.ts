import type { convertedVoice } from "./voice-file.ts";
import { voiceBitsPerSecond, type VoicePlan, voiceTypes } from "./voice-plan.ts";

/** A voice message that is being spoken. */
export interface Recording {
  /** How loud it is now, from 0 to 1. */
  level(): number;
  /** Ends it; `file` then has what was said. */
  stop(): void;
  /** Ends it, and forgets what was said. */
  discard(): void;
  /** Resolves when nothing is heard any more; `file` may take a moment longer. */
  readonly ended: Promise<unknown>;
  /** null when it was discarded. Rejects when this browser cannot make the file. */
  readonly file: Promise<File | null>;
}

/** Why nothing can be recorded. */
export type NoMicrophone = "denied" | "missing" | "broken";

/** Quiet speech is far below full scale: this much of it fills the meter. */
const loudest = 0.3;

/** Asks for the microphone and starts. Rejects as `getUserMedia` does. */
export async function record(plan: VoicePlan): Promise<Recording> {
  // Loaded while it is spoken: afterwards nobody wants to wait, and there may be no network.
  const converter = plan.isConverted ? import("./voice-file.ts") : null;
  // It is awaited when it is needed; until then its failure is nobody's.
  converter?.catch(() => undefined);
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  try {
    return begun(plan, stream, converter);
  } catch (error) {
    // Whatever could not begin: nobody leaves the microphone on for nothing.
    hangUp(stream);
    throw error;
  }
}

type Converter = Promise<{ readonly convertedVoice: typeof convertedVoice }> | null;

function begun(plan: VoicePlan, stream: MediaStream, converter: Converter): Recording {
  const recorder = new MediaRecorder(stream, {
    mimeType: plan.records,
    audioBitsPerSecond: voiceBitsPerSecond[plan.sends],
  });
  const meter = meterOf(stream);
  const parts: Blob[] = [];
  let isDiscarded = false;
  // Comes too when the microphone is pulled out: what was said until then is kept.
  const stopped = new Promise<Blob>((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      hangUp(stream);
      meter.close();
      resolve(new Blob(parts, { type: plan.records }));
    };
  });
  recorder.start();
  const stop = () => (recorder.state === "inactive" ? undefined : recorder.stop());
  const file = stopped.then(async (recorded) => {
    if (isDiscarded) return null;
    const blob = converter === null ? recorded : await (await converter).convertedVoice(recorded, plan);
    // Discarded while it was converted.
    if (isDiscarded) return null;
    return new File([blob], `voice-message.${plan.sends === "mp4" ? "m4a" : plan.sends}`, {
      type: voiceTypes[plan.sends],
    });
  });
  return {
    level: meter.level,
    stop,
    discard() {
      isDiscarded = true;
      stop();
    },
    ended: stopped,
    file,
  };
}

function hangUp(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function whyNoMicrophone(error: unknown): NoMicrophone {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "missing" : "broken";
}

function meterOf(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) / loudest);
    },
    close: () => void context.close(),
  };
}
