import type { Command, CommandName, CommandPayload } from "../protocol/commands.ts";
import type { EventName, EventPayload, ParleyEvent } from "../protocol/events.ts";
import type { UpFrame, WelcomeFrame } from "../protocol/frames.ts";
import type { ParleyRecord } from "../protocol/records.ts";
import { protocolVersion } from "../protocol/version.ts";
import { Overlay } from "./overlay.ts";
import { Catalog } from "./catalog.ts";
import { CommandQueue } from "./command-queue.ts";
import { Connection } from "./connection.ts";
import { Drafts } from "./drafts.ts";
import { openWebSocket, subjectOf, systemEnvironment, systemScheduler } from "./environment.ts";
import { Failures } from "./failures.ts";
import type { CommandAnswer, Environment, InboxOptions, Scheduler, SentCommand } from "./inbox.ts";
import { ListViews } from "./list-views.ts";
import { type Guess, noGuesses } from "./guesses.ts";
import { Locks } from "./locks.ts";
import { Pages } from "./pages.ts";
import { RecordStore } from "./record-store.ts";
import { Rest } from "./rest.ts";
import { Signals } from "./signals.ts";
import { createMemoryStorage, type KeyValueStorage } from "./storage.ts";
import { Sync } from "./sync.ts";
import { Views } from "./views.ts";

/** Makes the parts of an inbox. Each takes from here what its own interface names, and decides for itself. */
export class Parts {
  agentId: string | null;
  readonly session: string;
  readonly socketUrl: string;
  readonly scheduler: Scheduler;
  /** How far the server's clock is ahead: windows, snoozes and schedules are judged by it. */
  #aheadMs = 0;
  readonly random: () => number;
  readonly environment: Environment;
  readonly openSocket: NonNullable<InboxOptions["openSocket"]>;
  readonly storage: KeyValueStorage;
  readonly guess: Guess;
  readonly rest: Rest;
  readonly store = new RecordStore();
  readonly catalog = new Catalog(this.store);
  readonly queue: CommandQueue;
  readonly failures: Failures;
  readonly overlay: Overlay;
  readonly drafts: Drafts;
  readonly locks: Locks;
  readonly signals: Signals;
  readonly views: Views;
  readonly pages: Pages;
  readonly lists: ListViews;
  readonly sync: Sync;
  readonly connection: Connection;
  #options: InboxOptions;
  #stopCache: (() => void) | undefined;
  #queueOpened: Promise<void> | null = null;
  #listeners = new Set<() => void>();
  #handlers = new Map<EventName, Set<(payload: never) => void>>();
  #telling = false;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.agentId = options.agentId ?? null;
    this.session = options.session;
    this.scheduler = options.scheduler ?? systemScheduler;
    this.random = options.random ?? Math.random;
    this.environment = options.environment ?? systemEnvironment();
    this.openSocket = options.openSocket ?? openWebSocket;
    this.storage = options.storage ?? createMemoryStorage();
    this.guess = options.guess ?? (() => noGuesses);
    const base = `${options.url.replace(/\/$/, "")}/api/orgs/${encodeURIComponent(options.org)}`;
    this.socketUrl = `${base.replace(/^http/, "ws")}/realtime`;
    const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
    this.rest = new Rest({ base, fetch, bearer: options.bearer, scheduler: this.scheduler });
    this.queue = new CommandQueue(this);
    this.failures = new Failures(this);
    this.overlay = new Overlay(this);
    this.drafts = new Drafts(this);
    this.locks = new Locks(this);
    this.signals = new Signals(this);
    this.views = new Views(this);
    this.pages = new Pages(this);
    this.lists = new ListViews(this);
    this.sync = new Sync(this);
    this.connection = new Connection(this);
    if (this.agentId !== null) void this.#openQueue(this.agentId);
    this.#stopCache = options.cache?.attach(this);
    this.connection.connect();
  }

  /** The server's time, as far as it was told; ISO 8601. */
  readonly now = (): string => new Date(this.scheduler.now() + this.#aheadMs).toISOString();
  readonly me = (): string | null => this.agentId;
  readonly cursor = (): number => this.sync.cursor;
  readonly baseline = (): number | null => this.sync.baseline;
  readonly isLive = (): boolean => this.connection.state.state === "live";
  /** Returns false when there is no live connection. */
  readonly send = (frame: UpFrame): boolean => this.connection.send(frame);

  readonly hello = (): UpFrame => ({
    type: "hello",
    protocol: protocolVersion,
    session: this.session,
    cursor: this.cursor(),
    pending: this.queue.unanswered().map(({ id }) => id),
  });

  /** A fresh one; with it, it is known whose commands an earlier page left unanswered, which the first hello tells. */
  readonly token = async (): Promise<string> => {
    const { token } = this.#options;
    const fresh =
      token === undefined ? ((await this.rest.post("/realtime/token")) as { token: string }).token : await token();
    this.agentId ??= subjectOf(fresh);
    if (this.agentId !== null) await this.#openQueue(this.agentId);
    return fresh;
  };

  readonly welcomed = ({ timing, signals, resume }: WelcomeFrame, first: boolean): void => {
    // Less the time that it took to come here, which nobody sees. An older server tells none.
    this.#aheadMs = Date.parse(timing.serverTime) - this.scheduler.now() || 0;
    this.connection.welcomed(timing.heartbeatMs, resume?.ticket ?? null);
    this.signals.welcomed(signals, timing.typingTtlMs, first);
    if (!first) return;
    this.locks.welcomed();
    this.queue.flush();
    this.pages.hurry();
  };

  readonly told = (records: readonly ParleyRecord[]): void => {
    this.pages.lookForGaps(records);
    this.locks.told(records);
    this.drafts.told();
    this.pages.trim();
    this.changed();
  };

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

  readonly ask = <N extends CommandName>(command: N, payload: CommandPayload<N>): SentCommand<N> => {
    const id = this.#options.newId?.() ?? crypto.randomUUID();
    const settled = this.queue.add(id, { command, payload } as Command, this.cursor());
    return { id, settled: settled as Promise<CommandAnswer<N>> };
  };

  stop(): void {
    for (const part of [this.queue, this.locks, this.drafts, this.signals, this.pages]) part.stop();
    this.#stopCache?.();
    this.connection.close();
  }

  #openQueue(agentId: string): Promise<void> {
    this.#queueOpened ??= this.queue
      .open(`parley/${this.#options.org}/${agentId}/`)
      .then(() => this.drafts.adopt(this.queue.unanswered()));
    return this.#queueOpened;
  }

  readonly happened = (event: ParleyEvent): void => {
    if (event.event === "message:received") {
      const { contactId: id, contactName: name, phoneNumber } = event.payload;
      this.store.hintContact({ id, name, phoneNumber }, this.cursor());
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
  };

  readonly changed = (): void => {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  };
}
