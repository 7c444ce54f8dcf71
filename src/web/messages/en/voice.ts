import { messages } from "../message.ts";

/** Voice messages that are recorded here. */
export const voice = messages("voice", {
  record: "Record a voice message",
  recorder: "Voice message",
  asking: "Allow this page to use the microphone…",
  recording: "Recording",
  elapsed: "{time} of {most}",
  level: "Loudness",
  stop: "Stop",
  discard: "Discard",
  preparing: "The recording is being prepared…",
  denied: "This page may not use the microphone. Allow it in the browser's settings of this site, then try again.",
  missing: "No microphone was found. Connect one, then try again.",
  broken: "The microphone could not be used. Another program may be using it.",
  notMade: "This browser could not make a voice message for this channel.",
  tryAgain: "Try again",
});
