import type { Command } from "../protocol/commands.ts";
import type { LockState } from "../core/lock.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation, Draft, DraftKind, Message, ReadMark } from "../protocol/records.ts";
import type { guess } from "./guess.ts";

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
  readonly mentions: ReadonlyMap<string, Mention>;
}

export type Guess = (...given: Parameters<typeof guess>) => Guesses;

export const noGuesses: Guesses = {
  conversations: new Map(),
  messages: new Map(),
  marks: new Map(),
  locks: new Map(),
  drafts: new Map(),
  mentions: new Map(),
};

export function draftKey(conversationId: string, kind: DraftKind): string {
  return `${kind}:${conversationId}`;
}
