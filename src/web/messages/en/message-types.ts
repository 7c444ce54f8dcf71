import { messages } from "../message.ts";

/** What a message is called where its content cannot be shown. */
export const messageTypes = messages("messageTypes", {
  text: "Message",
  image: "Photo",
  audio: "Audio",
  voice: "Voice message",
  video: "Video",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contacts: "Contact card",
  interactive: "Answer",
  button: "Answer",
  order: "Order",
  template: "Template",
  system: "Notice",
  unsupported: "Unsupported message",
  note: "Note",
  activity: "Activity",
  deleted: "Deleted message",
});
