import { messages } from "../message.ts";

export const preferences = messages("preferences", {
  yoursAlone: "These are yours alone, in this browser.",

  undoSend: "Undo send",
  undoSendHint: "A message waits this long before it leaves, and you can take it back meanwhile.",
  off: "Off",
  offHint: "Messages leave at once.",
  seconds: "{seconds, plural, one {# second} other {# seconds}}",
  "hint.3000": "Enough to notice a slip.",
  "hint.10000": "Enough to read it once more.",

  enterKey: "Enter key",
  enterKeyHint:
    "For chat messages and notes. In an email Enter always starts a new line. {key}+Enter sends everywhere.",
  enterSends: "Sends the message",
  enterNewLine: "Starts a new line",

  language: "Language",
  languageHint: "Dates and numbers follow it. What customers and colleagues write stays as it is.",
  automatic: "Automatic",
  automaticHint: "As your browser asks for pages.",
});
