import { applyAll } from "../core/apply.ts";
import { decide } from "../core/decide.ts";
import type { Asker, ConversationState } from "../core/state.ts";
import type { Command } from "../protocol/commands.ts";
import type { Contact, Conversation, Message, ReadMark } from "../protocol/records.ts";

/** What the guess is made over. */
export interface Held {
  conversation(id: string): Conversation | null;
  message(id: string): Message | null;
  readMark(conversation: Conversation): ReadMark | null;
  contact(id: string): Contact | null;
}

/** A command as the guess needs it: `at` is when it was made, ISO 8601 UTC. */
export interface GuessedCommand {
  readonly id: string;
  readonly command: Command;
  readonly at: string;
}

export interface Guesses {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly messages: ReadonlyMap<string, Message>;
  /** By conversation. */
  readonly marks: ReadonlyMap<string, ReadMark>;
}

/** Guessed messages come after all real ones, in the order of their commands. */
const firstGuessedPosition = Number.MAX_SAFE_INTEGER - 2 ** 32;

/**
 * What will be true when the hub accepts these commands in this order, by the hub's own rules. A command
 * that the rules would refuse guesses nothing; only the hub's answer refuses it.
 */
export function guess(held: Held, commands: readonly GuessedCommand[], asker: Asker): Guesses {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, Message>();
  const marks = new Map<string, ReadMark>();
  commands.forEach(({ id, command, at }, index) => {
    const { conversationId } = command.payload;
    const conversation = conversations.get(conversationId) ?? held.conversation(conversationId);
    // A sent message has its command's id: when it is held, the truth is here and needs no guess.
    if (conversation === null || (command.command === "message:send" && held.message(id) !== null)) return;
    const about = messageOf(command);
    const state: ConversationState = {
      conversation,
      contact: held.contact(conversation.contactId),
      message: about === null ? null : (messages.get(about) ?? held.message(about)),
      readMark: marks.get(conversationId) ?? held.readMark(conversation),
    };
    const decision = decide(state, id, command, asker, { now: at, seq: firstGuessedPosition + index });
    if (!decision.ok) return;
    const after = applyAll(state, decision.events);
    if (after.conversation !== null && after.conversation !== state.conversation)
      conversations.set(conversationId, after.conversation);
    if (after.message !== null && after.message !== state.message) messages.set(after.message.id, after.message);
    if (after.readMark !== null && after.readMark !== state.readMark) marks.set(conversationId, after.readMark);
  });
  return { conversations, messages, marks };
}

/** The message that the rules want to see. */
function messageOf({ command, payload }: Command): string | null {
  switch (command) {
    case "message:send":
      return payload.replyTo ?? null;
    case "message:retry":
      return payload.messageId;
    case "conversation:read":
      return payload.upTo;
    case "conversation:unread":
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return null;
  }
}
