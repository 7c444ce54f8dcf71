import type { Command, CommandName, CommandPayload } from "../protocol/commands.ts";
import type { EventName, EventPayload, ParleyEvent } from "../protocol/events.ts";
import { protocolVersion } from "../protocol/version.ts";
import { Catalog } from "./catalog.ts";
import { CommandQueue } from "./command-queue.ts";
import { Connection } from "./connection.ts";
import { Drafts } from "./drafts.ts";
import { openWebSocket, subjectOf, systemEnvironment, systemScheduler } from "./environment.ts";
import type { CommandAnswer, InboxOptions, SentCommand } from "./inbox.ts";
import { Failures } from "./failures.ts";
import { ListViews } from "./list-views.ts";
import { Locks } from "./locks.ts";
import { Overlay } from "./overlay.ts";
import { Pages } from "./pages.ts";
import { RecordStore } from "./record-store.ts";
import { Rest } from "./rest.ts";
import { Signals } from "./signals.ts";
import { createMemoryStorage } from "./storage.ts";
import { Sync } from "./sync.ts";
import { Views } from "./views.ts";

/** Makes the parts of an inbox and wires them; each decides for itself. */
export class Parts {
  me: string | null;
  readonly queue: CommandQueue;
  readonly sync: Sync;
  readonly connection: Connection;
  readonly pages: Pages;
  readonly catalog: Catalog;
  readonly views: Views;
  readonly lists: ListViews;
  readonly failures: Failures;
  readonly locks: Locks;
  readonly drafts: Drafts;
  readonly signals: Signals;
  #options: InboxOptions;
  #store = new RecordStore();
  #rest: Rest;
  #queueOpened: Promise<void> | null = null;
  #listeners = new Set<() => void>();
  #handlers = new Map<EventName, Set<(payload: never) => void>>();
  #telling = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.me = options.agentId ?? null;
    const scheduler = options.scheduler ?? systemScheduler;
    const random = options.random ?? Math.random;
    const store = this.#store;
    const changed = () => this.#changed();
    const baseline = () => this.sync.baseline;
    const origin = options.url.replace(/\/$/, "");
    const base = `${origin}/api/orgs/${encodeURIComponent(options.org)}`;
    const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.#rest = new Rest({ base, fetch, bearer: options.bearer, scheduler });
    this.queue = new CommandQueue({
      storage: options.storage ?? createMemoryStorage(),
      scheduler,
      send: (frame) => this.connection.send(frame),
      changed,
      settled: (command, result) => this.drafts.settled(command, result),
    });
    this.failures = new Failures(this.queue, () => this.sync.cursor);
    const ask = <N extends CommandName>(command: N, payload: CommandPayload<N>) => this.ask(command, payload);
    const me = () => this.me;
    const isLive = () => this.connection.state.state === "live";
    this.drafts = new Drafts({
      store,
      scheduler,
      held: (id, kind) => this.views.draftRecord(id, kind),
      ask,
      withdraw: (id) => this.queue.withdraw(id, isLive()),
      changed,
    });
    this.locks = new Locks({ store, scheduler, me, isLive, cursor: () => this.sync.cursor, ask, changed });
    this.signals = new Signals({ scheduler, me, send: (signal) => this.connection.send(signal), changed });
    const since = () => baseline() ?? Number.POSITIVE_INFINITY;
    this.catalog = new Catalog(store);
    const overlay = new Overlay({
      store,
      queue: this.queue,
      catalog: this.catalog,
      me,
      session: options.session,
      since,
    });
    this.views = new Views({
      store,
      overlay,
      me,
      typed: (id, kind) => this.drafts.typed(id, kind),
      lostTo: (id) => this.locks.lostTo(id),
      since,
    });
    this.pages = new Pages({
      rest: this.#rest,
      store,
      scheduler,
      random,
      baseline,
      isIncomplete: (id) => this.views.isIncomplete(id),
      changed,
    });
    this.lists = new ListViews({
      store,
      overlay,
      views: this.views,
      pages: this.pages,
      me,
      isWelcomed: () => this.sync.cursor > 0,
    });
    this.sync = new Sync({
      store,
      queue: this.queue,
      hasPagesOlderThan: (seq) => this.pages.someOlderThan(seq),
      resetPages: () => this.pages.reset(),
      welcomed: ({ timing, signals }, first) => {
        this.connection.welcomed(timing.heartbeatMs);
        this.signals.welcomed(signals, timing.typingTtlMs, first);
        if (!first) return;
        this.locks.welcomed();
        this.queue.flush();
        this.pages.hurry();
      },
      told: (records) => {
        this.pages.lookForGaps(records);
        this.locks.told(records);
        changed();
      },
      signalled: (signal) => this.signals.receive(signal),
      happened: (event) => this.#happened(event),
    });
    this.connection = new Connection({
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
        cursor: this.sync.cursor,
        pending: this.queue.unanswered().map(({ id }) => id),
      }),
      opened: () => this.sync.opened(),
      received: (frame) => this.sync.receive(frame),
      changed,
    });
    if (this.me !== null) void this.#openQueue(this.me);
    this.connection.connect();
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

  ask<N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N> {
    const id = this.#options.newId?.() ?? crypto.randomUUID();
    const settled = this.queue.add(id, { command, payload } as Command, this.sync.cursor);
    return { id, settled: settled as Promise<CommandAnswer<N>> };
  }

  stop(): void {
    for (const part of [this.queue, this.locks, this.drafts, this.signals, this.pages]) part.stop();
    this.connection.close();
  }

  async #token(): Promise<string> {
    const { token } = this.#options;
    const fresh =
      token === undefined ? ((await this.#rest.post("/realtime/token")) as { token: string }).token : await token();
    this.me ??= subjectOf(fresh);
    // The first hello tells what an earlier page left unanswered.
    if (this.me !== null) await this.#openQueue(this.me);
    return fresh;
  }

  #openQueue(agentId: string): Promise<void> {
    this.#queueOpened ??= this.queue
      .open(`parley/${this.#options.org}/${agentId}/`)
      .then(() => this.drafts.adopt(this.queue.unanswered()));
    return this.#queueOpened;
  }

  #happened(event: ParleyEvent): void {
    if (event.event === "message:received") {
      const { contactId: id, contactName: name, phoneNumber } = event.payload;
      this.#store.hintContact({ id, name, phoneNumber }, this.sync.cursor);
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
