import { messages } from "../message.ts";

/** Files of a reply that is being written. */
export const files = messages("files", {
  attach: "Attach files",
  chosen: "Files of this reply",
  drop: "Drop files here to attach them",
  uploading: "{name} is being uploaded",
  remove: "Remove {name}",
  tryAgain: "Try again",
  asDocument: "{size}, goes as a document",
  brokenOff: "The upload broke off. Check your connection and try again.",
  empty: "The file is empty.",
  tooLarge: "{size} is too large: this channel takes up to {most}.",
  notTaken: "This channel does not take files of this kind.",
  tooMany: "{most, plural, one {One file goes at once.} other {Up to # files go at once.}} Send these first.",
  wait: "You can send once the files are uploaded",
  mend: "Try again or remove what could not be attached",
  withFiles: "{count, plural, one {# file} other {# files}}",
});
