import { type Structure, structure, word } from "./read.ts";

/** A call over a channel, as its end tells of it. */
export interface Call {
  readonly isAnswered: boolean;
  /** Seconds. */
  readonly duration: number;
}

export function callOf(content: Structure | null): Call | null {
  const call = structure(content?.["call"]);
  if (call === null) return null;
  const duration = Number(word(call["duration"]));
  return { isAnswered: call["answered"] === true, duration: duration > 0 ? Math.round(duration) : 0 };
}

/** `Missed call`, `Call, 3:05`. */
export function callWords({ isAnswered, duration }: Call): string {
  if (!isAnswered) return "Missed call";
  return duration === 0 ? "Call" : `Call, ${clock(duration)}`;
}

/** `3:05`, `1:02:03`. */
export function clock(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
