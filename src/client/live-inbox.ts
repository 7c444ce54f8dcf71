import type { Command, CommandName, CommandPayload } from "../protocol/commands.ts";
import type { EventName, EventPayload, ParleyEvent } from "../protocol/events.ts";
import type { Agent, Channel, Message } from "../protocol/records.ts";
import type { ContactSummary, ConversationFilter, ConversationItem } from "../protocol/resources.ts";
import { protocolVersion } from "../protocol/version.ts";
import { CommandQueue } from "./command-queue.ts";
import { Connection } from "./connection.ts";
import { openWebSocket, subjectOf, systemEnvironment, systemScheduler } from "./environment.ts";
import { Gaps } from "./gaps.ts";
import type {
  CommandAnswer,
  ConnectionState,
  ConversationListView,
  ConversationView,
  FailedCommand,
  Inbox,
  InboxOptions,
  Scheduler,
  SendOptions,
  SentCommand,
  ThreadView,
} from "./inbox.ts";
import { Pager } from "./pager.ts";
import { RecordStore } from "./record-store.ts";
import { Rest } from "./rest.ts";
import { createMemoryStorage } from "./storage.ts";
import { Sync } from "./sync.ts";
import { Views } from "./views.ts";

/** Wires the parts; each decides for itself. */
export class LiveInbox implements Inbox {
  #me: string | null;
  #options: InboxOptions;
  #scheduler: Scheduler;
  #random: () => number;
  #store = new RecordStore();
  #rest: Rest;
  #queue: CommandQueue;
  #queueOpened: Promise<void> | null = null;
  #sync: Sync;
  #connection: Connection;
  #gaps: Gaps;
  #views: Views;
  #lists = new Map<ConversationFilter, Pager<ConversationItem>>();
  #threads = new Map<string, Pager<Message>>();
  #listeners = new Set<() => void>();
  #handlers = new Map<EventName, Set<(payload: never) => void>>();
  #telling = false;
  #failures: { version: number; list: readonly FailedCommand[] } = { version: -1, list: [] };
  #small: { version: number; agents: readonly Agent[]; channels: readonly Channel[] } = { version: -1, agents: [], channels: [] };

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#me = options.agentId ?? null;
    this.#scheduler = options.scheduler ?? systemScheduler;
    this.#random = options.random ?? Math.random;
    const scheduler = this.#scheduler;
    const random = this.#random;
    const store = this.#store;
    const changed = () => this.#changed();
    const baseline = () => this.#sync.baseline;
    const origin = options.url.replace(/\/$/, "");
    const base = `${origin}/api/orgs/${encodeURIComponent(options.org)}`;
    const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.#rest = new Rest({ base, fetch, bearer: options.bearer, scheduler });
    this.#queue = new CommandQueue({
      storage: options.storage ?? createMemoryStorage(),
      scheduler,
      send: (frame) => this.#connection.send(frame),
      changed,
    });
    this.#views = new Views({
      store,
      queue: this.#queue,
      me: () => this.#me,
      baseline: () => baseline() ?? Number.POSITIVE_INFINITY,
    });
    this.#gaps = new Gaps({
      rest: this.#rest,
      store,
      scheduler,
      random,
      baseline,
      accept: (items, asOf) => this.#acceptConversations(items, asOf),
      isIncomplete: (id) => this.#views.isIncomplete(id),
    });
    this.#sync = new Sync({
      store,
      queue: this.#queue,
      hasPagesOlderThan: (seq) => this.#gaps.hasLoose || this.#pagers().some((pager) => pager.isOlderThan(seq)),
      resetPages: () => {
        for (const pager of this.#pagers()) pager.reset();
        this.#gaps.reset();
      },
      welcomed: ({ timing }, first) => {
        this.#connection.welcomed(timing.heartbeatMs);
        if (!first) return;
        this.#queue.flush();
        for (const pager of this.#pagers()) pager.hurry();
      },
      told: (records) => {
        this.#gaps.look(records);
        changed();
      },
      happened: (event) => this.#happened(event),
    });
    this.#connection = new Connection({
      socketUrl: `${base.replace(/^http/, "ws")}/realtime`,
      token: () => this.#token(),
      openSocket: options.openSocket ?? openWebSocket,
      scheduler,
      random,
      environment: options.environment ?? systemEnvironment(),
      hello: () => ({
        type: "hello",
        protocol: protocolVersion,
        session: options.session,
        cursor: this.#sync.cursor,
        pending: this.#queue.unanswered(),
      }),
      opened: () => this.#sync.opened(),
      received: (frame) => this.#sync.receive(frame),
      changed,
    });
    if (this.#me !== null) void this.#openQueue(this.#me);
    this.#connection.connect();
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  get me(): string | null {
    return this.#me;
  }

  subscribe(listener: () => void): () => void {
    // Each subscription is its own, also when one function is given twice.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  on<N extends EventName>(event: N, handler: (payload: EventPayload<N>) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    const entry = (payload: EventPayload<N>) => handler(payload);
    handlers.add(entry);
    return () => handlers.delete(entry);
  }

  conversations(filter: ConversationFilter): ConversationListView {
    return this.#views.list(filter, this.#list(filter));
  }

  conversation(id: string): ConversationView | null {
    return this.#views.conversation(id);
  }

  contact(id: string): ContactSummary | null {
    return this.#views.contact(id);
  }

  thread(conversationId: string): ThreadView {
    return this.#views.thread(conversationId, this.#thread(conversationId));
  }

  agents(): readonly Agent[] {
    return this.#smallKinds().agents;
  }

  channels(): readonly Channel[] {
    return this.#smallKinds().channels;
  }

  failures(): readonly FailedCommand[] {
    if (this.#failures.version !== this.#queue.version) {
      const list = this.#queue.refused().map(({ id, command, reason }): FailedCommand => ({
        id,
        command: command.command,
        payload: command.payload,
        reason: reason ?? { code: "invalid", message: "" },
        retry: () => this.#queue.retry(id, this.#sync.cursor),
        dismiss: () => this.#queue.dismiss(id),
      }));
      this.#failures = { version: this.#queue.version, list };
    }
    return this.#failures.list;
  }

  loadConversations(filter: ConversationFilter): Promise<void> {
    return this.#list(filter).load();
  }

  loadConversation(id: string): Promise<void> {
    return this.#gaps.open(id);
  }

  loadThread(conversationId: string): Promise<void> {
    const thread = this.#thread(conversationId);
    return thread.loaded ? Promise.resolve() : thread.load();
  }

  loadOlder(conversationId: string): Promise<void> {
    return this.#thread(conversationId).load();
  }

  send(conversationId: string, body: string, options: SendOptions = {}): SentCommand<"message:send"> {
    return this.#ask("message:send", { conversationId, body, ...options });
  }

  retry(conversationId: string, messageId: string): SentCommand<"message:retry"> {
    return this.#ask("message:retry", { conversationId, messageId });
  }

  markRead(conversationId: string): SentCommand<"conversation:read"> | null {
    const upTo = this.#views.newestUnread(conversationId);
    return upTo === null ? null : this.#ask("conversation:read", { conversationId, upTo });
  }

  markUnread(conversationId: string): SentCommand<"conversation:unread"> {
    return this.#ask("conversation:unread", { conversationId });
  }

  close(conversationId: string): SentCommand<"conversation:close"> {
    return this.#ask("conversation:close", { conversationId });
  }

  archive(conversationId: string): SentCommand<"conversation:archive"> {
    return this.#ask("conversation:archive", { conversationId });
  }

  reopen(conversationId: string): SentCommand<"conversation:reopen"> {
    return this.#ask("conversation:reopen", { conversationId });
  }

  reconnect(): void {
    this.#connection.reconnect();
  }

  dispose(): void {
    this.#connection.close();
    this.#queue.stop();
    this.#gaps.stop();
    for (const pager of this.#pagers()) pager.stop();
  }

  #ask<N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N> {
    const id = this.#options.newId?.() ?? crypto.randomUUID();
    const settled = this.#queue.add(id, { command, payload } as Command, this.#sync.cursor);
    return { id, settled: settled as Promise<CommandAnswer<N>> };
  }

  async #token(): Promise<string> {
    const { token } = this.#options;
    const fresh = token === undefined ? ((await this.#rest.post("/realtime/token")) as { token: string }).token : await token();
    this.#me ??= subjectOf(fresh);
    // The first hello tells what an earlier page left unanswered.
    if (this.#me !== null) await this.#openQueue(this.#me);
    return fresh;
  }

  #openQueue(agentId: string): Promise<void> {
    this.#queueOpened ??= this.#queue.open(`parley/${this.#options.org}/${agentId}/`);
    return this.#queueOpened;
  }

  #list(filter: ConversationFilter): Pager<ConversationItem> {
    let pager = this.#lists.get(filter);
    if (pager === undefined) {
      pager = this.#pager<ConversationItem>({
        path: "/conversations",
        query: (last) => ({ filter, cursor: last?.cursor ?? null }),
        place: (item) => item.lastPosition,
        accept: (items, asOf) => this.#acceptConversations(items, asOf),
      });
      this.#lists.set(filter, pager);
    }
    return pager;
  }

  #thread(conversationId: string): Pager<Message> {
    let pager = this.#threads.get(conversationId);
    if (pager === undefined) {
      pager = this.#pager<Message>({
        path: `/conversations/${encodeURIComponent(conversationId)}/messages`,
        query: (last) => ({ before: last?.place ?? null }),
        place: (message) => message.position,
        accept: (items) => {
          for (const message of items) this.#store.put(message);
        },
      });
      this.#threads.set(conversationId, pager);
    }
    return pager;
  }

  #pager<T>(list: Pick<ConstructorParameters<typeof Pager<T>>[0], "path" | "query" | "place" | "accept">): Pager<T> {
    return new Pager<T>({
      ...list,
      rest: this.#rest,
      scheduler: this.#scheduler,
      random: this.#random,
      baseline: () => this.#sync.baseline,
      changed: () => this.#changed(),
    });
  }

  #pagers(): (Pager<ConversationItem> | Pager<Message>)[] {
    return [...this.#lists.values(), ...this.#threads.values()];
  }

  /** `asOf` is the page's `seq`; an item alone is at least as new as its own. */
  #acceptConversations(items: readonly ConversationItem[], asOf: number | null): void {
    for (const { contact, unread, ...record } of items) {
      this.#store.put(record);
      this.#store.hintContact(contact, asOf ?? record.seq);
      if (unread !== null) this.#store.hintMark(record.id, record.inboundCount - unread, asOf ?? record.seq);
    }
    this.#changed();
  }

  #happened(event: ParleyEvent): void {
    if (event.event === "message:received") {
      const { contactId: id, contactName: name, phoneNumber } = event.payload;
      this.#store.hintContact({ id, name, phoneNumber }, this.#sync.cursor);
    }
    for (const handler of this.#handlers.get(event.event) ?? []) {
      try {
        handler(event.payload as never);
      } catch (error) {
        // A handler's bug must not stop what follows, nor stay unseen.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #smallKinds() {
    if (this.#small.version !== this.#store.version) {
      const version = this.#store.version;
      const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
      const agents = same(this.#small.agents, this.#store.all("agent").toSorted(byName));
      const channels = same(this.#small.channels, this.#store.all("channel").toSorted(byName));
      this.#small = { version, agents, channels };
    }
    return this.#small;
  }

  #changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

function same<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return before.length === after.length && before.every((item, index) => item === after[index]) ? before : after;
}
