import { unread } from "../core/decide.ts";
import type { LockState } from "../core/lock.ts";
import { draftId } from "../core/draft.ts";
import type { Agent, Channel, Contact, Conversation, Draft, DraftKind, Lock, Message } from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";
import { isPersonal } from "./command-nature.ts";
import type { CommandQueue } from "./command-queue.ts";
import { draftKey, type Guesses, guess } from "./guess.ts";
import type {
  ConversationFilter,
  ConversationListView,
  ConversationView,
  DraftView,
  LockView,
  MessageView,
  ThreadView,
} from "./inbox.ts";
import type { RecordStore } from "./record-store.ts";

/** What a list or thread knows about its pages. */
export interface Span {
  readonly boundary: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: string | null;
}

export interface ViewsDeps {
  readonly store: RecordStore;
  readonly queue: CommandQueue;
  readonly me: () => string | null;
  readonly session: string;
  /** What is typed and not saved. */
  readonly typed: (
    conversationId: string,
    kind: DraftKind,
  ) => { readonly content: string; readonly elsewhere: string | null } | null;
  readonly lostTo: (conversationId: string) => string | null;
  /** Everything that changed after it is held. */
  readonly baseline: () => number;
}

/**
 * What the page sees: held records under the guesses of commands on their way. Views are made when asked
 * for and keep their identity while their content is the same, so that a page draws only what changed.
 */
export class Views {
  #deps: ViewsDeps;
  #guesses: Guesses = {
    conversations: new Map(),
    messages: new Map(),
    marks: new Map(),
    locks: new Map(),
    drafts: new Map(),
  };
  #pending = new Set<string>();
  /** The versions that the guesses were made over. */
  #madeOver = "";
  #conversations = new Map<string, ConversationView>();
  /** `key` is what the view was made over. */
  #lists = new Map<ConversationFilter, { key: string; view: ConversationListView }>();
  #messages = new Map<string, MessageView>();
  #threads = new Map<string, { key: string; view: ThreadView }>();
  #smallKinds: { version: number; agents: readonly Agent[]; channels: readonly Channel[] } = {
    version: -1,
    agents: [],
    channels: [],
  };
  #drafts = new Map<string, DraftView>();
  #locks = new Map<string, LockView>();
  #summaries = new WeakMap<Contact, ContactSummary>();

  constructor(deps: ViewsDeps) {
    this.#deps = deps;
  }

  /** By name. */
  agents(): readonly Agent[] {
    return this.#small().agents;
  }

  channels(): readonly Channel[] {
    return this.#small().channels;
  }

  conversation(id: string): ConversationView | null {
    const { conversations } = this.#guess();
    const record = conversations.get(id) ?? this.#deps.store.get("conversation", id);
    return record === null ? null : this.#conversationView(record);
  }

  contact(id: string): ContactSummary | null {
    const contact = this.#deps.store.contact(id);
    if (contact === null || !("kind" in contact)) return contact;
    let summary = this.#summaries.get(contact);
    if (summary === undefined) {
      summary = { id, name: contact.name, phoneNumber: contact.phoneNumber };
      this.#summaries.set(contact, summary);
    }
    return summary;
  }

  list(filter: ConversationFilter, span: Span): ConversationListView {
    const known = this.#lists.get(filter);
    const key = this.#key(span);
    if (known?.key === key) return known.view;
    const items = this.#deps.store
      .all("conversation")
      .map((record) => this.#conversationView(this.#guess().conversations.get(record.id) ?? record))
      .filter((view) => view.record.lastPosition >= span.boundary && this.#matches(filter, view))
      .toSorted((a, b) => b.record.lastPosition - a.record.lastPosition || (a.record.id < b.record.id ? 1 : -1));
    const { hasMore, loading, error } = span;
    const before = known?.view;
    const next = { items: before && sameItems(before.items, items) ? before.items : items, hasMore, loading, error };
    const view = before && sameFields(before, next) ? before : next;
    this.#lists.set(filter, { key, view });
    return view;
  }

  thread(conversationId: string, span: Span): ThreadView {
    const known = this.#threads.get(conversationId);
    const key = this.#key(span);
    if (known?.key === key) return known.view;
    const { messages: guessed } = this.#guess();
    const held = new Map<string, Message>();
    for (const message of this.#deps.store.messagesOf(conversationId)) {
      if (message.position >= span.boundary) held.set(message.id, guessed.get(message.id) ?? message);
    }
    for (const message of guessed.values()) {
      if (message.conversationId === conversationId && message.seq === 0) held.set(message.id, message);
    }
    const items = [...held.values()]
      .toSorted((a, b) => a.position - b.position)
      .map((record) => this.#messageView(record));
    const before = known?.view;
    const messages = before && sameItems(before.messages, items) ? before.messages : items;
    const next = { messages, hasOlder: span.hasMore, loading: span.loading, error: span.error };
    const view = before && sameFields(before, next) ? before : next;
    this.#threads.set(conversationId, { key, view });
    return view;
  }

  lockOf(conversationId: string): LockView | null {
    const guessed = this.#guess().locks.get(conversationId);
    const lock: Lock | LockState | null =
      guessed === undefined ? this.#deps.store.get("lock", conversationId) : guessed;
    if (lock === null) return null;
    const { agentId, agentName } = lock;
    const isLost = this.#deps.lostTo(conversationId) === agentId;
    return keep(this.#locks, conversationId, { agentId, agentName, isMine: agentId === this.#deps.me(), isLost });
  }

  draft(conversationId: string, kind: DraftKind): DraftView | null {
    const typed = this.#deps.typed(conversationId, kind);
    if (typed === null) {
      const content = this.draftRecord(conversationId, kind)?.content ?? "";
      if (content === "") return null;
      return keep(this.#drafts, draftKey(conversationId, kind), { content, isSaved: true, elsewhere: null });
    }
    return keep(this.#drafts, draftKey(conversationId, kind), { ...typed, isSaved: false });
  }

  draftRecord(conversationId: string, kind: DraftKind): Draft | null {
    const guessed = this.#guess().drafts.get(draftKey(conversationId, kind));
    if (guessed !== undefined) return guessed.deleted === true ? null : guessed;
    return this.#deps.store.get("draft", draftId(this.#deps.me() ?? "", conversationId, kind));
  }

  /** The newest held message when it lies after the agent's mark: what marking as read names. */
  newestUnread(conversationId: string): string | null {
    const view = this.conversation(conversationId);
    if (view === null || view.unread === 0) return null;
    let newest: Message | null = null;
    for (const message of this.#deps.store.messagesOf(conversationId)) {
      if (message.position > (newest?.position ?? Number.NEGATIVE_INFINITY)) newest = message;
    }
    return newest !== null && newest.number > view.record.inboundCount - view.unread ? newest.id : null;
  }

  /** The contact or the agent's mark of a held conversation is not here. */
  isIncomplete(conversationId: string): boolean {
    const { store, me, baseline } = this.#deps;
    const record = store.get("conversation", conversationId);
    if (record === null) return false;
    return store.contact(record.contactId) === null || store.readMark(record, me() ?? "", baseline()) === null;
  }

  #small() {
    const { version } = this.#deps.store;
    if (this.#smallKinds.version !== version) {
      const { agents, channels } = this.#smallKinds;
      const nextAgents = this.#deps.store.all("agent").toSorted(byName);
      const nextChannels = this.#deps.store.all("channel").toSorted(byName);
      this.#smallKinds = {
        version,
        agents: sameItems(agents, nextAgents) ? agents : nextAgents,
        channels: sameItems(channels, nextChannels) ? channels : nextChannels,
      };
    }
    return this.#smallKinds;
  }

  #conversationView(record: Conversation): ConversationView {
    const { store, me, baseline } = this.#deps;
    const mark = this.#guess().marks.get(record.id) ?? store.readMark(record, me() ?? "", baseline());
    const view = {
      record,
      contact: this.contact(record.contactId),
      unread: unread(record, mark ?? { number: store.presumedRead(record, baseline()) }),
      pending: this.#pending.has(record.id),
    };
    return keep(this.#conversations, record.id, view);
  }

  #messageView(record: Message): MessageView {
    return keep(this.#messages, record.id, {
      record,
      pending: record.seq === 0 || this.#guess().messages.has(record.id),
    });
  }

  /** As D1 filters (CONTRACT "REST"). */
  #matches(filter: ConversationFilter, { record, unread: count }: ConversationView): boolean {
    switch (filter) {
      case "all":
        return record.status === "active";
      case "unread":
        return record.status === "active" && count > 0;
      case "mine":
        return record.status === "active" && record.assigneeId !== null && record.assigneeId === this.#deps.me();
      case "unassigned":
        return record.status === "active" && record.assigneeId === null;
      case "closed":
      case "archived":
      case "snoozed":
        return record.status === filter;
    }
  }

  #key({ boundary, hasMore, loading, error }: Span): string {
    this.#guess();
    return `${this.#madeOver}/${boundary}/${hasMore}/${loading}/${error}`;
  }

  #guess(): Guesses {
    const { store, queue, me, session, baseline } = this.#deps;
    const agentId = me();
    const madeOver = `${store.version}/${queue.version}/${agentId}/${baseline()}`;
    if (madeOver === this.#madeOver) return this.#guesses;
    this.#madeOver = madeOver;
    const commands = agentId === null ? [] : queue.guessed();
    // Not the guessed ones: an accepted command that changed nothing has no change that would end its guess.
    this.#pending = new Set(
      queue
        .unanswered()
        .filter(({ command }) => !isPersonal(command.command))
        .map(({ command }) => command.payload.conversationId),
    );
    const held = {
      conversation: (id: string) => store.get("conversation", id),
      message: (id: string) => store.get("message", id),
      contact: (id: string) => store.get("contact", id),
      readMark: (record: Conversation) => store.readMark(record, agentId ?? "", baseline()),
      lock: (id: string) => store.get("lock", id),
      draft: (id: string, kind: DraftKind) => store.get("draft", draftId(agentId ?? "", id, kind)),
      agents: () => this.#small().agents,
    };
    const self = agentId === null ? null : store.get("agent", agentId);
    const role = agentId === null ? null : (self?.role ?? "agent");
    this.#guesses = guess(held, commands, { id: agentId ?? "", name: self?.name ?? "", role, session });
    return this.#guesses;
  }
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name);
}

/** The view from before where it says the same. */
function keep<K, V extends object>(views: Map<K, V>, key: K, view: V): V {
  const before = views.get(key);
  if (before !== undefined && sameFields(before, view)) return before;
  views.set(key, view);
  return view;
}

function sameFields<V extends object>(a: V, b: V): boolean {
  return (Object.keys(b) as (keyof V)[]).every((field) => a[field] === b[field]);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
