import type { Message } from "../../protocol/records.ts";
import type { MessageType } from "../../protocol/message-kinds.ts";
import { messageTypes } from "../messages/en/message-types.ts";
import { t } from "../messages/t.ts";

/** What a kind of message is called where its content cannot be shown. */
export function typeName(type: MessageType): string {
  return t(messageTypes[type]);
}

/** A message in a line, for quotes. */
export function messageSummary(message: Message): string {
  if (message.revokedAt !== null) return t(messageTypes.deleted);
  return message.body === "" ? typeName(message.type) : message.body;
}
