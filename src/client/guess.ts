import { applyAll } from "../core/apply.ts";
import { decide } from "../core/decide.ts";
import type { LockState } from "../core/lock.ts";
import { nothingSaid, type OutgoingContent, outgoingText } from "../core/outgoing-text.ts";
import { mentionId } from "../core/send.ts";
import type { Asker, ConversationState, Refusal } from "../core/state.ts";
import type { Command, CommandPayload, ConversationCommand } from "../protocol/commands.ts";
import { isOnConversation } from "../protocol/on-conversation.ts";
import type { Mention } from "../protocol/mention.ts";
import { draftKey } from "./guesses.ts";
import type { GuessedCommand, Guesses } from "./guesses.ts";
import type {
  Conversation,
  Draft,
  DraftKind,
  Lock,
  Message,
  ReadMark,
  RecordOf,
  SmallKind,
} from "../protocol/records.ts";

/** What the guess is made over. */
export interface Held {
  get<K extends "conversation" | "message" | "contact" | "lock" | "mention">(kind: K, id: string): RecordOf<K> | null;
  readMark(conversation: Conversation): ReadMark | null;
  draft(conversationId: string, kind: DraftKind): Draft | null;
  catalog<K extends SmallKind>(kind: K): readonly RecordOf<K>[];
}

/** What a send says that is more than text; null when that is not known here: it then shows with the hub's answer. */
export type Compose = (
  conversation: Conversation,
  payload: CommandPayload<"message:send">,
) => OutgoingContent | Refusal | null;

/** Guessed messages come after all real ones, in the order of their commands. */
const firstGuessedPosition = Number.MAX_SAFE_INTEGER - 2 ** 32;

/**
 * What will be true when the hub accepts these commands in this order, by the hub's own rules. A command
 * that the rules would refuse guesses nothing; only the hub's answer refuses it.
 */
export function guess(held: Held, commands: readonly GuessedCommand[], asker: Asker, compose?: Compose): Guesses {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, Message>();
  const marks = new Map<string, ReadMark>();
  const locks = new Map<string, LockState | null>();
  const drafts = new Map<string, Draft>();
  const mentions = new Map<string, Mention>();
  commands.forEach(({ id, command, at }, index) => {
    if (command.command === "draft:save" || !isOnConversation(command)) return;
    const { conversationId } = command.payload;
    const conversation = conversations.get(conversationId) ?? held.get("conversation", conversationId);
    // A sent message has its command's id: when it is held, the truth is here and needs no guess.
    if (conversation === null || (makesMessage(command) && held.get("message", id) !== null)) return;
    const about = messageOf(command);
    const kind = draftKindOf(command);
    const draft =
      kind === null ? null : (drafts.get(draftKey(conversationId, kind)) ?? held.draft(conversationId, kind));
    const lock = locks.get(conversationId);
    const mention = command.command === "mention:read" ? mentionId(command.payload.messageId, asker.id) : null;
    const state: ConversationState = {
      conversation,
      contact: held.get("contact", conversation.contactId),
      message: about === null ? null : (messages.get(about) ?? held.get("message", about)),
      readMark: marks.get(conversationId) ?? held.readMark(conversation),
      lock: lock === undefined ? lockState(held.get("lock", conversationId), asker) : lock,
      draft: draft?.deleted === true ? null : draft,
      mention: mention === null ? null : (mentions.get(mention) ?? held.get("mention", mention)),
      agents: held.catalog("agent"),
      labels: held.catalog("label"),
      teams: held.catalog("team"),
      said:
        command.command === "message:send"
          ? (outgoingText(conversation.channel, command.payload) ??
            compose?.(conversation, command.payload) ??
            nothingSaid())
          : null,
      // The hub alone knows.
      isSending: false,
      before: null,
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
    if (after.mention !== null && after.mention !== state.mention) mentions.set(after.mention.id, after.mention);
  });
  return { conversations, messages, marks, locks, drafts, mentions };
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
function messageOf({ payload }: ConversationCommand): string | null {
  if ("upTo" in payload) return payload.upTo;
  if ("messageId" in payload) return payload.messageId;
  return "replyTo" in payload ? (payload.replyTo ?? null) : null;
}
