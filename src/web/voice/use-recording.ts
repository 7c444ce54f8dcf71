import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { VoicePlan } from "./voice-plan.ts";
import { type NoMicrophone, record, type Recording, whyNoMicrophone } from "./recording.ts";

export type RecordingState =
  | { readonly state: "asking" }
  /** `since` in milliseconds of `performance.now()`. */
  | { readonly state: "recording"; readonly recording: Recording; readonly since: number }
  | { readonly state: "preparing" }
  | { readonly state: "failed"; readonly why: NoMicrophone | "not_made" };

interface UseRecording {
  readonly state: RecordingState;
  readonly stop: () => void;
  readonly discard: () => void;
  readonly tryAgain: () => void;
}

/**
 * Records from the first render on. `made` gets the file, also when the recorder is not shown any more: what somebody has
 * said is not lost by a look elsewhere. `done`: there is nothing more to be seen here.
 */
export function useRecording(plan: VoicePlan, made: (file: File) => void, done: () => void): UseRecording {
  const [state, setState] = useState<RecordingState>({ state: "asking" });
  const [tries, setTries] = useState(0);
  const current = useRef<Recording | null>(null);
  const start = useEffectEvent((isLeft: () => boolean) => begin(plan, { made, done, isLeft, setState, current }));
  useEffect(() => {
    let hasLeft = false;
    const held = current;
    void start(() => hasLeft);
    return () => {
      hasLeft = true;
      held.current?.stop();
    };
  }, [tries]);
  return {
    state,
    stop: () => current.current?.stop(),
    discard() {
      current.current?.discard();
      done();
    },
    tryAgain() {
      setState({ state: "asking" });
      setTries(tries + 1);
    },
  };
}

interface Begun {
  readonly made: (file: File) => void;
  readonly done: () => void;
  readonly isLeft: () => boolean;
  readonly setState: (state: RecordingState) => void;
  readonly current: { current: Recording | null };
}

async function begin(plan: VoicePlan, { made, done, isLeft, setState, current }: Begun): Promise<void> {
  let recording: Recording;
  try {
    recording = await record(plan);
  } catch (error) {
    if (!isLeft()) setState({ state: "failed", why: whyNoMicrophone(error) });
    return;
  }
  // Left while the browser asked.
  if (isLeft()) return recording.discard();
  current.current = recording;
  setState({ state: "recording", recording, since: performance.now() });
  const limit = setTimeout(() => recording.stop(), plan.maxMs);
  void recording.ended.then(() => {
    clearTimeout(limit);
    if (!isLeft()) setState({ state: "preparing" });
  });
  try {
    const file = await recording.file;
    if (file !== null) made(file);
    if (!isLeft()) done();
  } catch {
    if (!isLeft()) setState({ state: "failed", why: "not_made" });
  }
}
