import type { Command, CommandName, CommandPayload } from "../protocol/commands.ts";
import type { EventName, EventPayload, ParleyEvent } from "../protocol/events.ts";
import type { Agent, Channel } from "../protocol/records.ts";
import type { ContactSummary } from "../protocol/resources.ts";
import { protocolVersion } from "../protocol/version.ts";
import { CommandQueue } from "./command-queue.ts";
import { Connection } from "./connection.ts";
import { openWebSocket, subjectOf, systemEnvironment, systemScheduler } from "./environment.ts";
import type {
  CommandAnswer,
  ConnectionState,
  ConversationFilter,
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
import { Pages } from "./pages.ts";
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
  #pages: Pages;
  #views: Views;
  #listeners = new Set<() => void>();
  #handlers = new Map<EventName, Set<(payload: never) => void>>();
  #telling = false;
  #failures: { version: number; list: readonly FailedCommand[] } = { version: -1, list: [] };

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
    this.#pages = new Pages({
      rest: this.#rest,
      store,
      scheduler,
      random,
      baseline,
      isIncomplete: (id) => this.#views.isIncomplete(id),
      changed,
    });
    this.#sync = new Sync({
      store,
      queue: this.#queue,
      hasPagesOlderThan: (seq) => this.#pages.someOlderThan(seq),
      resetPages: () => this.#pages.reset(),
      welcomed: ({ timing }, first) => {
        this.#connection.welcomed(timing.heartbeatMs);
        if (!first) return;
        this.#queue.flush();
        this.#pages.hurry();
      },
      told: (records) => {
        this.#pages.lookForGaps(records);
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
        pending: this.#queue.unanswered().map(({ id }) => id),
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

  readonly subscribe = (listener: () => void): (() => void) => {
    // Each subscription is its own, also when one function is given twice.
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };

  on<N extends EventName>(event: N, handler: (payload: EventPayload<N>) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    const entry = (payload: EventPayload<N>) => handler(payload);
    handlers.add(entry);
    return () => handlers.delete(entry);
  }

  conversations(filter: ConversationFilter): ConversationListView {
    return this.#views.list(filter, this.#pages.list(filter));
  }

  conversation(id: string): ConversationView | null {
    return this.#views.conversation(id);
  }

  contact(id: string): ContactSummary | null {
    return this.#views.contact(id);
  }

  thread(conversationId: string): ThreadView {
    return this.#views.thread(conversationId, this.#pages.thread(conversationId));
  }

  agents(): readonly Agent[] {
    return this.#views.agents();
  }

  channels(): readonly Channel[] {
    return this.#views.channels();
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
    return this.#pages.list(filter).load();
  }

  loadConversation(id: string): Promise<void> {
    return this.#pages.open(id);
  }

  loadThread(conversationId: string): Promise<void> {
    const thread = this.#pages.thread(conversationId);
    return thread.loaded ? Promise.resolve() : thread.load();
  }

  loadOlder(conversationId: string): Promise<void> {
    return this.#pages.thread(conversationId).load();
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
    this.#pages.stop();
  }

  #ask<N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N> {
    const id = this.#options.newId?.() ?? crypto.randomUUID();
    const settled = this.#queue.add(id, { command, payload } as Command, this.#sync.cursor);
    return { id, settled: settled as Promise<CommandAnswer<N>> };
  }

  async #token(): Promise<string> {
    const { token } = this.#options;
    const fresh =
      token === undefined ? ((await this.#rest.post("/realtime/token")) as { token: string }).token : await token();
    this.#me ??= subjectOf(fresh);
    // The first hello tells what an earlier page left unanswered.
    if (this.#me !== null) await this.#openQueue(this.#me);
    return fresh;
  }

  #openQueue(agentId: string): Promise<void> {
    this.#queueOpened ??= this.#queue.open(`parley/${this.#options.org}/${agentId}/`);
    return this.#queueOpened;
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

  #changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
