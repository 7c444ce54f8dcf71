import type { Message } from "../../protocol/records.ts";
import type { MessageType } from "../../protocol/message-kinds.ts";

/** What a kind of message is called where its content cannot be shown. */
export const typeNames: Readonly<Record<MessageType, string>> = {
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
};

/** A message in a line, for quotes. */
export function messageSummary(message: Message): string {
  if (message.revokedAt !== null) return "Deleted message";
  return message.body === "" ? typeNames[message.type] : message.body;
}
