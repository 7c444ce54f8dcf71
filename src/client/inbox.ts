import type { CommandName, CommandPayload, CommandValues } from "../protocol/commands.ts";
import type { EventName, EventPayload } from "../protocol/events.ts";
import type { ConversationFilter, ConversationQuery } from "../protocol/catalog-records.ts";
import type {
  Agent,
  Channel,
  Contact,
  Conversation,
  DraftKind,
  Message,
  RecordOf,
  SmallKind,
} from "../protocol/records.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Rejection } from "../protocol/rejections.ts";
import type { PresenceState } from "../protocol/signals.ts";
import type { ContactSummary, Page } from "../protocol/resources.ts";
import type { Template, TemplateStatus } from "../protocol/template.ts";
import { liveInbox } from "./live-inbox.ts";
import type { InboxOptions } from "./options.ts";
import type { ListAsked } from "./query.ts";
import type { ThreadJump, ThreadPlace } from "./stretch.ts";

export type { Environment, InboxOptions, Scheduler, SocketLike } from "./options.ts";
export type { ContactSummary, ConversationFilter, ConversationQuery, DraftKind, ListAsked, PresenceState };

/** How the inbox is connected; every bad state carries its reason in words. Times are Unix milliseconds. */
export type ConnectionState =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  | { readonly state: "reconnecting"; readonly attempt: number; readonly retryAt: number; readonly reason: string }
  /** Reconnecting while the machine says it has no network. Commands are kept and sent when it is back. */
  | { readonly state: "offline"; readonly attempt: number; readonly retryAt: number; readonly reason: string }
  /** Stopped until `reconnect()`: there is no valid sign-in. */
  | { readonly state: "signedOut"; readonly reason: string }
  /** Stopped until `reconnect()`: the agent is not, or no longer, a member of the org. */
  | { readonly state: "removed"; readonly reason: string }
  /** Stopped until `reconnect()`: another socket of the same session took over. */
  | { readonly state: "replaced"; readonly reason: string }
  /** Stopped: this build speaks a protocol that the server does not; load the page again. */
  | { readonly state: "outdated"; readonly reason: string }
  /** `close()` was called. */
  | { readonly state: "closed" };

export interface ConversationView {
  /** What is true, with the guesses of commands that are on their way. */
  readonly record: Conversation;
  /** null until the contact is known. */
  readonly contact: ContactSummary | null;
  /** Inbound messages after the agent's own read mark. */
  readonly unread: number;
  /** True while a command of this client on the conversation has no result yet. */
  readonly pending: boolean;
}

export interface ConversationListView {
  /** By `lastPosition`, newest first; complete down to the oldest one shown. */
  readonly items: readonly ConversationView[];
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** Why the last load failed, in words; null when it did not. */
  readonly error: string | null;
}

export interface MentionView {
  readonly record: Mention;
  /** The customer in whose conversation it is; null until known. */
  readonly contact: ContactSummary | null;
}

export interface MentionListView {
  /** Newest first. */
  readonly items: readonly MentionView[];
  /** Of the held ones. */
  readonly unread: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: string | null;
}

/** What is counted: the hub's counts by their ids, and `unread`, which is this agent's own. */
export type CountName = "all" | "unassigned" | "unread" | `assignee:${string}` | `team:${string}` | `label:${string}`;

/** `isLeast`: there may be more than are held. */
export interface CountView {
  readonly n: number;
  readonly isLeast: boolean;
}

export interface MessageView {
  readonly record: Message;
  /** True while it is only here: a guess, waiting for the hub's answer. */
  readonly pending: boolean;
}

export interface ThreadView {
  /** By `position`, oldest first; those of this client that are on their way come last. */
  readonly messages: readonly MessageView[];
  /** All that lies between these two positions is here; infinite where nothing is left to load. */
  readonly from: number;
  readonly upTo: number;
  readonly hasOlder: boolean;
  /** True while a part of the past is shown that does not reach to the newest message; see `loadAround`. */
  readonly hasNewer: boolean;
  readonly loading: boolean;
  readonly error: string | null;
}

/** Who writes a reply. */
export interface LockView {
  readonly agentId: string;
  readonly agentName: string;
  readonly isMine: boolean;
  /** True when it was taken from this tab while it was writing. */
  readonly isLost: boolean;
}

/** What stands above the text of a mail. */
export interface DraftHead {
  /** null: the thread's own goes on. */
  readonly subject: string | null;
  readonly cc: readonly string[];
}

export interface DraftView {
  /** What the box should hold: typed here, or else saved, maybe on another device. */
  readonly content: string;
  /** Of mail: the subject and who gets a copy, where that was chosen; null when it was not. */
  readonly head: DraftHead | null;
  /** True when the hub has it. */
  readonly isSaved: boolean;
  /** What was saved elsewhere meanwhile, so that nothing is saved until `resolveDraft`; null when that did not happen. */
  readonly elsewhere: string | null;
  /** Why it cannot be saved as it stands, in words; null when it can. */
  readonly problem: string | null;
}

/** The answer to a command: accepted with what REST would answer, or refused for a reason. */
export type CommandAnswer<N extends CommandName> =
  | { readonly ok: true; readonly seq: number; readonly value: CommandValues[N] }
  | ({ readonly ok: false } & Rejection);

/** A command on its way. `settled` resolves with its answer, however many connections later. */
export interface SentCommand<N extends CommandName> {
  readonly id: string;
  readonly settled: Promise<CommandAnswer<N>>;
}

/** Those whose refusal a person has to decide about. */
export type KeptCommandName = Exclude<CommandName, `lock:${string}` | `draft:${string}` | `contact:${string}`>;

/** A command that was refused; its guess is rolled back. Kept until `retry` or `dismiss`. */
export interface FailedCommand<N extends KeptCommandName = KeptCommandName> {
  readonly id: string;
  readonly command: N;
  readonly payload: CommandPayload<N>;
  readonly reason: Rejection;
  /** Sends it again under the same id, so that it can still take effect only once. */
  retry(): void;
  dismiss(): void;
}

/** What a message has beyond its text, and how it is sent: as REST takes it. `holdMs` and `sendAt` keep it here, for `cancel`. */
export type SendOptions = Partial<Omit<CommandPayload<"message:send">, "conversationId" | "body" | "lockToken">>;

/** Which of a channel's templates: those of a status, or with a text in their name or body. */
export interface TemplateSearch {
  readonly status?: TemplateStatus;
  readonly q?: string;
}

export interface Inbox {
  readonly connection: ConnectionState;
  /** The agent's own id; null until the first token tells it, unless the options did. */
  readonly me: string | null;
  /** The server's time, ISO 8601; this machine's until a welcome has told it. */
  readonly now: () => string;

  /** Calls `listener` at most once a tick after any view may have changed. Returns how to stop. Needs no `this`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** What happened, once each, in the hub's order. Not told: what happened while this client was away. */
  on<N extends EventName>(event: N, handler: (payload: EventPayload<N>) => void): () => void;

  /** Views keep their identity until their content changes, so that `===` tells. */
  conversations(query: ListAsked): ConversationListView;
  conversation(id: string): ConversationView | null;
  contact(id: string): ContactSummary | null;
  /** All that is known of a contact; null unless a frame brought it: pages tell no more than its name and number. */
  contactRecord(id: string): Contact | null;
  thread(conversationId: string): ThreadView;
  agents(): readonly Agent[];
  channels(): readonly Channel[];
  /** Labels, teams, canned responses, macros, saved views and what is like them: by name. */
  catalog<K extends SmallKind>(kind: K): readonly RecordOf<K>[];
  /** Active conversations; null while it is not known. */
  count(name: CountName): CountView | null;
  /** Notes that name this agent. */
  mentions(): MentionListView;
  failures(): readonly FailedCommand[];
  /** Who replies to a conversation; null when nobody does. */
  lockOf(conversationId: string): LockView | null;
  presence(agentId: string): PresenceState | "offline";
  /** Ids of the other agents who look at a conversation. */
  viewers(conversationId: string): readonly string[];
  /** Ids of the other agents who are typing in a conversation. */
  typists(conversationId: string): readonly string[];
  /** The own draft; null when there is none. */
  draft(conversationId: string, kind: DraftKind): DraftView | null;

  /** Loads the first page of a list, then each next one. A failure is told by the view's `error`. */
  loadConversations(query: ListAsked): Promise<void>;
  /** The first page of mentions, then each next one. */
  loadMentions(): Promise<void>;
  /** One conversation that no list has brought (a link to it). */
  loadConversation(id: string): Promise<void>;
  /** The newest page of a thread; does nothing when it is here. */
  loadThread(conversationId: string): Promise<void>;
  loadOlder(conversationId: string): Promise<void>;
  /** Shows what lies around a place that is not loaded, until it meets the newest page, an own message or `leavePast`. */
  loadAround(conversationId: string, place: ThreadPlace): Promise<ThreadJump>;
  loadNewer(conversationId: string): Promise<void>;
  leavePast(conversationId: string): void;

  send(conversationId: string, body: string, options?: SendOptions): SentCommand<"message:send">;
  /** Adds a private note; who is named as `@Name` is mentioned. */
  addNote(conversationId: string, body: string): SentCommand<"note:add">;
  /**
   * Any command: what has no method of its own here is asked by its name. Its effect shows at once where the rules
   * tell it, and is taken back when the hub refuses.
   */
  ask<N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N>;
  /** To an agent, or to nobody; refused as `already_assigned` when it changed hands meanwhile. */
  assign(conversationId: string, agentId: string | null): SentCommand<"conversation:assign">;
  /**
   * Says that a reply is being written, to be called on focus and at each key: takes the lock, or waits until it is
   * free, and lets go after two minutes without a call. Pings keep it; it is taken again after a reconnect.
   */
  acquireLock(conversationId: string): void;
  releaseLock(conversationId: string): void;
  takeOver(conversationId: string): SentCommand<"lock:takeover">;
  /**
   * What the box holds now. Saved half a second after the last call; blank text is no draft, unless it has a head.
   * Without one given, the head stays as it is.
   */
  saveDraft(conversationId: string, kind: DraftKind, content: string, head?: DraftHead | null): void;
  discardDraft(conversationId: string, kind: DraftKind): void;
  /** Decides between what is typed here and what was saved elsewhere. */
  resolveDraft(conversationId: string, kind: DraftKind, keep: "mine" | "theirs"): void;
  /** Which conversation is on the screen. Said again after each reconnect, as is the presence. */
  setViewing(conversationId: string | null): void;
  setPresence(state: PresenceState): void;
  /** To be called at each key; it is told at most every few seconds. */
  setTyping(conversationId: string, on: boolean): void;
  /** The business's reaction to a message; null takes it back. */
  react(conversationId: string, messageId: string, emoji: string | null): SentCommand<"message:react">;
  /** Takes back a message that is still here: held, scheduled, or waiting for its turn. */
  cancel(conversationId: string, messageId: string): SentCommand<"message:cancel">;
  /** Whether a message of whose fate nothing is known arrived, as a person has found out. */
  settle(conversationId: string, messageId: string, arrived: boolean): SentCommand<"message:settle">;
  /** A page of a channel's templates by name; `cursor` is the page's before `nextCursor`. Rejects with `RestError`. */
  templates(channelId: string, search?: TemplateSearch, cursor?: string | null): Promise<Page<Template>>;
  /** Sends a failed message again under its own id. */
  retry(conversationId: string, messageId: string): SentCommand<"message:retry">;
  /** Up to the newest inbound message held here; null when nothing is unread or the thread is not loaded. */
  markRead(conversationId: string): SentCommand<"conversation:read"> | null;
  markUnread(conversationId: string): SentCommand<"conversation:unread">;
  close(conversationId: string): SentCommand<"conversation:close">;
  archive(conversationId: string): SentCommand<"conversation:archive">;
  reopen(conversationId: string): SentCommand<"conversation:reopen">;

  /** Tries to connect at once: a "retry now" button, or after signing in again. */
  reconnect(): void;
  /** Ends the connection. Commands without an answer stay in `storage`. */
  dispose(): void;
}

/** Opens an inbox: it connects at once, and stays connected until `dispose()`. */
export function createInbox(options: InboxOptions): Inbox {
  return liveInbox(options);
}
