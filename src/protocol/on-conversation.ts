import type { Command, ConversationCommand } from "./commands.ts";

/** By itself, so that a client that asks need not bring the schemas. */
export function isOnConversation(command: Command): command is ConversationCommand {
  return "conversationId" in command.payload;
}
