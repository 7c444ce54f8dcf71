import { messages } from "../message.ts";

/** Where replies and notes are written, and who else is writing. */
export const composer = messages("composer", {
  kind: "Write a",
  reply: "Reply",
  note: "Note",
  replyTo: "Reply to {name}",
  noteOn: "Note on {name}",
  replyHint: "Write a reply… / for canned responses",
  noteHint: "Write a note… @ for colleagues",
  send: "Send",
  addNote: "Add note",
  doNotQuote: "Do not quote",
  keys: "Enter sends, Shift + Enter starts a new line",
  length: "{count, number} / {most, number}",
  replyTooLong: "{count, number} / {most, number} — too long for one message; shorten it or send it in parts",
  noteTooLong: "{count, number} / {most, number} — too long for one note; shorten it or send it in parts",
  add: "Add to the reply",
  addTemplate: "Template",
  addLocation: "Location",
  addChoices: "Buttons or a list",
  cannedResponses: "Canned responses",
  mention: "Mention a colleague",

  draftSaved: "Draft saved",
  draftNotSaved: "Not saved: {reason} Until it is shorter it is in this tab alone.",
  draftElsewhere: "<strong>This draft was changed elsewhere.</strong> There it says: “{text}”",
  keepMine: "Keep mine",
  useThat: "Use that one",

  whoReplies: "Who is replying",
  replies: "<strong>{name} is replying</strong>",
  repliesInstead: "<strong>{name} is replying</strong> — your message was not sent.",
  tookOver: "<strong>{name} took over</strong>. What you typed is kept.",
  tookOverInstead: "<strong>{name} took over</strong> — your message was not sent.",
  takeOver: "Take over",
  takeOverAndSend: "Take over and send",
});
