import type { Rejection, RejectionCode } from "../protocol/rejections.ts";
import type { Label, Team } from "../protocol/catalog-records.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Agent, Contact, Conversation, Draft, Message, ReadMark, Role } from "../protocol/records.ts";
import type { DomainEvent, Effect } from "./domain-events.ts";
import type { LockState } from "./lock.ts";
import type { OutgoingContent } from "./outgoing-text.ts";

/** What the list shows of a conversation's newest message. */
export type Latest = Pick<
  Conversation,
  "lastMessageAt" | "lastMessagePreview" | "lastMessageDirection" | "lastMessageAuthor" | "lastPosition"
>;

/** The records that one decision is about. The hub loads them from its tables, the client from its view. */
export interface ConversationState {
  readonly contact: Contact | null;
  /** The contact into which that one was merged, whose name is told; absent: none. */
  readonly person?: Contact | null;
  readonly conversation: Conversation | null;
  /** The message that the command or fact names, or the one that it made. */
  readonly message: Message | null;
  /** The asking agent's. */
  readonly readMark: ReadMark | null;
  /** The conversation's lock, alive or expired and not yet announced; null when there is none. */
  readonly lock: LockState | null;
  /** The asking agent's, of the kind that the command is about. */
  readonly draft: Draft | null;
  /** The agents that the command names or may name. */
  readonly agents: readonly Agent[];
  /** Those that the command names or may name. */
  readonly labels: readonly Label[];
  readonly teams: readonly Team[];
  /** The asking agent's, of the note that the command names. */
  readonly mention: Mention | null;
  /** What the command says to the customer, or why that cannot be said; null when it says nothing. */
  readonly said: OutgoingContent | Refusal | null;
  /** Whether the provider may have the message already. */
  readonly isSending: boolean;
  /** What the list showed before the message, while it can still be taken back. */
  readonly before: Latest | null;
}

/** Nothing is known. */
export const emptyState: ConversationState = {
  contact: null,
  conversation: null,
  message: null,
  readMark: null,
  lock: null,
  draft: null,
  agents: [],
  labels: [],
  teams: [],
  mention: null,
  said: null,
  isSending: false,
  before: null,
};

export interface Asker {
  /** An agent's id, or an API key's. */
  readonly id: string;
  readonly name: string;
  /** null for an API key. */
  readonly role: Role | null;
  /** The tab or device that asks; null over REST. */
  readonly session: string | null;
  /** Of an API key that is limited to channels. */
  readonly channelIds?: readonly string[] | undefined;
}

/** What a pure function may not find out by itself. */
export interface Context {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** The `seq` that this change will take; a message made by it gets it as its `position`. */
  readonly seq: number;
}

export type Decision =
  | { readonly ok: true; readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] }
  | ({ readonly ok: false } & Rejection);

/** Accepted, and nothing to do: what was asked for is already so. */
export const unchanged: Decision = { ok: true, events: [], effects: [] };

export function accepted(events: readonly DomainEvent[], effects: readonly Effect[] = []): Decision {
  return { ok: true, events, effects };
}

export function refused(code: RejectionCode, message: string, details?: Readonly<Record<string, unknown>>): Refusal {
  return details === undefined ? { ok: false, code, message } : { ok: false, code, message, details };
}

export type Refusal = Decision & { readonly ok: false };
