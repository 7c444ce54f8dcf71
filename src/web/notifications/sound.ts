let audio: AudioContext | null = null;

/** Hertz and the seconds at which they begin: two notes upwards, soft and short. */
const notes = [
  { hertz: 659.25, at: 0 },
  { hertz: 987.77, at: 0.09 },
] as const;
const noteSeconds = 0.28;
const loudness = 0.12;

/**
 * Plays the sound of a notification. Returns false where the browser lets this page make none: it wants a click or
 * a key in the page first.
 */
export function playSound(): boolean {
  if (!("AudioContext" in window) || navigator.userActivation?.hasBeenActive === false) return false;
  audio ??= new AudioContext();
  // Browsers suspend what was silent for long.
  void audio.resume();
  for (const { hertz, at } of notes) playNote(audio, hertz, audio.currentTime + at);
  return true;
}

function playNote(context: AudioContext, hertz: number, start: number): void {
  const tone = new OscillatorNode(context, { type: "sine", frequency: hertz });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.001, start + noteSeconds);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + noteSeconds);
}
