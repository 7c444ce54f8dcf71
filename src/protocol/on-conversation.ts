import type { Command, ContactCommand, ConversationCommand } from "./commands.ts";

/** By itself, so that a client that asks need not bring the schemas. */
export function isOnConversation(command: Command): command is ConversationCommand {
  return "conversationId" in command.payload;
}

/** The conversation that a command of this payload is about; null when it is about none that is there. */
export function conversationIdOf(payload: Command["payload"]): string | null {
  return "conversationId" in payload ? payload.conversationId : null;
}

export function isOnContact(command: Command): command is ContactCommand {
  return command.command.startsWith("contact:");
}
