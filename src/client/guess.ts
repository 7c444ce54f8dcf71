import { applyAll } from "../core/apply.ts";
import { decide } from "../core/decide.ts";
import type { LockState } from "../core/lock.ts";
import type { Asker, ConversationState } from "../core/state.ts";
import type { Command } from "../protocol/commands.ts";
import type { Agent, Contact, Conversation, Draft, DraftKind, Lock, Message, ReadMark } from "../protocol/records.ts";

/** What the guess is made over. */
export interface Held {
  conversation(id: string): Conversation | null;
  message(id: string): Message | null;
  readMark(conversation: Conversation): ReadMark | null;
  contact(id: string): Contact | null;
  lock(conversationId: string): Lock | null;
  draft(conversationId: string, kind: DraftKind): Draft | null;
  agents(): readonly Agent[];
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
  /** By conversation; null where it will be free. */
  readonly locks: ReadonlyMap<string, LockState | null>;
  /** By conversation and kind (`draftKey`). */
  readonly drafts: ReadonlyMap<string, Draft>;
}

export function draftKey(conversationId: string, kind: DraftKind): string {
  return `${kind}:${conversationId}`;
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
  const locks = new Map<string, LockState | null>();
  const drafts = new Map<string, Draft>();
  commands.forEach(({ id, command, at }, index) => {
    if (command.command === "draft:save") return;
    const { conversationId } = command.payload;
    const conversation = conversations.get(conversationId) ?? held.conversation(conversationId);
    // A sent message has its command's id: when it is held, the truth is here and needs no guess.
    if (conversation === null || (makesMessage(command) && held.message(id) !== null)) return;
    const about = messageOf(command);
    const kind = draftKindOf(command);
    const draft =
      kind === null ? null : (drafts.get(draftKey(conversationId, kind)) ?? held.draft(conversationId, kind));
    const lock = locks.get(conversationId);
    const state: ConversationState = {
      conversation,
      contact: held.contact(conversation.contactId),
      message: about === null ? null : (messages.get(about) ?? held.message(about)),
      readMark: marks.get(conversationId) ?? held.readMark(conversation),
      lock: lock === undefined ? lockState(held.lock(conversationId), asker) : lock,
      draft: draft?.deleted === true ? null : draft,
      agents: held.agents(),
    };
    const decision = decide(state, id, command, asker, { now: at, seq: firstGuessedPosition + index });
    if (!decision.ok) return;
    const after = applyAll(state, decision.events);
    if (after.conversation !== null && after.conversation !== state.conversation)
      conversations.set(conversationId, after.conversation);
    if (after.message !== null && after.message !== state.message) messages.set(after.message.id, after.message);
    if (after.readMark !== null && after.readMark !== state.readMark) marks.set(conversationId, after.readMark);
    if (after.lock !== state.lock) locks.set(conversationId, after.lock);
    if (kind !== null && after.draft !== null && after.draft !== state.draft)
      drafts.set(draftKey(conversationId, kind), after.draft);
  });
  return { conversations, messages, marks, locks, drafts };
}

/** A lock that is held here lives: the hub tells when it ends, and `expiresAt` is a lower bound. */
function lockState(lock: Lock | null, asker: Asker): LockState | null {
  if (lock === null) return null;
  const { conversationId, agentId, agentName } = lock;
  return {
    conversationId,
    agentId,
    agentName,
    session: agentId === asker.id ? asker.session : null,
    token: "",
    expiresAt: "9999",
  };
}

function makesMessage({ command }: Command): boolean {
  return command === "message:send" || command === "note:add";
}

/** The draft that the command ends. A save is not guessed: what is typed shows anyway. */
function draftKindOf({ command, payload }: Command): DraftKind | null {
  if (command === "message:send") return "reply";
  if (command === "note:add") return "note";
  return command === "draft:discard" ? payload.kind : null;
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
    case "conversation:assign":
    case "conversation:snooze":
    case "note:add":
    case "lock:acquire":
    case "lock:heartbeat":
    case "lock:release":
    case "lock:takeover":
    case "draft:save":
    case "draft:discard":
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return null;
  }
}
