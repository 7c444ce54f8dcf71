import { Mic, Square, Trash2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "../controls/button.tsx";
import { voice as words } from "../messages/en/voice.ts";
import { perLocale } from "../messages/per-locale.ts";
import { t } from "../messages/t.ts";
import { numberText } from "../number.ts";
import type { Recording } from "./recording.ts";
import { type RecordingState, useRecording } from "./use-recording.ts";
import type { VoicePlan } from "./voice-plan.ts";
import "./voice-recorder.css";

interface VoiceRecorderProps {
  plan: VoicePlan;
  /** What was said, as a file. */
  made: (file: File) => void;
  done: () => void;
}

/** In the place of the box while somebody speaks. */
export default function VoiceRecorder({ plan, made, done }: VoiceRecorderProps) {
  const { state, stop, discard, tryAgain } = useRecording(plan, made, done);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    discard();
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, wherever the focus is within
    <fieldset aria-label={t(words.recorder)} className="voice-recorder" onKeyDown={onKeyDown}>
      <State state={state} maxMs={plan.maxMs} />
      <div className="voice-buttons">
        {state.state === "failed" ? <Button onClick={tryAgain}>{t(words.tryAgain)}</Button> : null}
        <Button look="quiet" onClick={discard}>
          <Trash2 size={16} aria-hidden />
          {t(words.discard)}
        </Button>
        {state.state === "recording" ? <StopButton stop={stop} /> : null}
      </div>
    </fieldset>
  );
}

/** The next thing to do: the keyboard is on it from the start. */
function StopButton({ stop }: { stop: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} look="primary" onClick={stop}>
      <Square size={16} aria-hidden />
      {t(words.stop)}
    </Button>
  );
}

function State({ state, maxMs }: { state: RecordingState; maxMs: number }) {
  switch (state.state) {
    case "asking":
      return <output className="voice-words">{t(words.asking)}</output>;
    case "recording":
      return <Progress recording={state.recording} since={state.since} maxMs={maxMs} />;
    case "preparing":
      return <output className="voice-words">{t(words.preparing)}</output>;
    case "failed":
      return (
        <p className="voice-words voice-wrong" role="alert">
          {t(state.why === "not_made" ? words.notMade : words[state.why])}
        </p>
      );
  }
}

function Progress({ recording, since, maxMs }: { recording: Recording; since: number; maxMs: number }) {
  const [elapsedMs, setElapsedMs] = useState(0);
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      if (meter.current !== null) meter.current.value = recording.level();
      // Drawn anew by React once a second alone.
      setElapsedMs(Math.floor((performance.now() - since) / 1_000) * 1_000);
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [recording, since]);
  return (
    <div className="voice-progress">
      <output className="voice-live">
        <Mic size={16} aria-hidden />
        {t(words.recording)}
      </output>
      <meter ref={meter} className="voice-level" min={0} max={1} aria-label={t(words.level)} />
      <span className="voice-time" role="timer">
        {t(words.elapsed, { time: minutes(elapsedMs), most: minutes(maxMs) })}
      </span>
    </div>
  );
}

const two = perLocale((tag) => new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 }));

/** "1:05" */
function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${numberText(Math.floor(seconds / 60))}:${two().format(seconds % 60)}`;
}
