import type { Message } from "../../protocol/records.ts";
import { messageTypes as knownTypes, type MessageType } from "../../protocol/message-kinds.ts";
import { messageTypes } from "../messages/en/message-types.ts";
import { t } from "../messages/t.ts";

/** What a kind of message is called where its content cannot be shown. */
export function typeName(type: MessageType): string {
  return t(messageTypes[type]);
}

/** The line of the list that the hub wrote: a kind that it has put into brackets, in the reader's language. */
export function previewText(preview: string | null): string {
  const kind = /^\[(\w+)\]$/u.exec(preview ?? "")?.[1];
  if (kind === "revoked") return t(messageTypes.deleted);
  const type = knownTypes.find((one) => one === kind);
  return type === undefined ? (preview ?? "") : typeName(type);
}

/** A message in a line, for quotes. */
export function messageSummary(message: Message): string {
  if (message.revokedAt !== null) return t(messageTypes.deleted);
  return message.body === "" ? typeName(message.type) : previewText(message.body);
}
