import type { Env } from "../../../src/env.ts";
import { OrgHub } from "../../../src/hub/org-hub.ts";
import { admissionHeader, writeAdmission } from "../../../src/hub/rpc.ts";
import type { Random } from "../random.ts";
import type { Clock } from "./clock.ts";
import { Database } from "./database.ts";
import type { Snapshot } from "./database.ts";
import type { Line, ServerSocket } from "./socket.ts";

interface Saved {
  readonly rows: Snapshot;
  readonly alarmAt: number | null;
}

/** One life of the hub's object, from its construction to its eviction or reset. */
class Life {
  isOver = false;
  hub: OrgHub | null = null;
  ready: Promise<unknown> = Promise.resolve();
  readonly callers = new Set<(error: Error) => void>();
  /** Requests and syncs that it waits for: with any, the platform does not evict it. */
  waiting = 0;
  /** The same goes for its timers. */
  readonly timers = new Set<unknown>();
}

/**
 * The platform around one Durable Object: storage, alarm, sockets, and the object itself, which is made when
 * something wants it and may go at any time.
 */
export class HubHost {
  readonly database = new Database();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #env: (hears: () => boolean) => Env;
  readonly #failed: (error: unknown) => void;
  #life = new Life();
  #alarmAt: number | null = null;
  #sockets: ServerSocket[] = [];
  #doomedFrom: Saved | null = null;
  /** How much later than asked the alarm rings, milliseconds. */
  alarmDelay: () => number = () => 0;
  watch: (socket: ServerSocket, data: string) => void = () => undefined;
  /** Hears every frame and ping that arrives at the hub's side. */
  listen: (socket: ServerSocket, data: string) => void = () => undefined;

  constructor(clock: Clock, random: Random, env: (hears: () => boolean) => Env, failed: (error: unknown) => void) {
    this.#clock = clock;
    this.#random = random;
    this.#env = env;
    this.#failed = failed;
  }

  get isDoomed(): boolean {
    return this.#doomedFrom !== null;
  }

  /** The platform evicts an object that waits for nothing. */
  get isIdle(): boolean {
    return this.#life.hub !== null && !this.isBusy && this.#life.callers.size === 0;
  }

  /** It waits for something that will come, or that it will give up; a caller may wait for ever. */
  get isBusy(): boolean {
    return this.#life.waiting > 0 || this.#life.timers.size > 0;
  }

  /** Calls the hub; rejects when it is reset before it has answered. */
  call<T>(work: (hub: OrgHub) => Promise<T>): Promise<T> {
    const life = this.#wake();
    return new Promise<T>((resolve, reject) => {
      life.callers.add(reject);
      life.ready
        .then(() => work(life.hub as OrgHub))
        .then(
          (value) => {
            if (life.isOver || this.isDoomed) return;
            life.callers.delete(reject);
            resolve(value);
          },
          (error: unknown) => {
            if (life.isOver) return;
            this.#failed(error);
          },
        );
    });
  }

  /** The upgrade as the Worker hands it over. */
  async upgrade(line: Line, agentId: string, expiresAt: number): Promise<void> {
    const admission = { agentId, expiresAt, sid: `sign-in of ${agentId}`, sessionEndsAt: expiresAt, org: "org" };
    const headers = new Headers({ [admissionHeader]: writeAdmission(admission) });
    await this.call((hub) => {
      upgrading = line;
      return hub.fetch({ headers } as Request);
    });
  }

  /** Hibernation: the object goes, its sockets and their attachments stay. */
  evict(): void {
    this.#end(this.#life);
  }

  /** From now on nothing that the hub does reaches the disk or leaves it: the next reset undoes all of it. */
  doom(): void {
    this.#doomedFrom = this.save();
  }

  /** The machine died: sockets break, callers are told, and what was not on disk never happened. */
  reset(): void {
    this.#end(this.#life);
    for (const socket of this.#sockets) socket.abandon(this.#random.between(0, 3_000));
    this.#sockets = [];
    if (this.#doomedFrom !== null) this.#load(this.#doomedFrom);
    this.#doomedFrom = null;
  }

  save(): Saved {
    return { rows: this.database.snapshot(), alarmAt: this.#alarmAt };
  }

  #load({ rows, alarmAt }: Saved): void {
    this.database.restore(rows);
    this.#setAlarm(alarmAt);
  }

  /** Something that the present life waits for; it hears of it only while it lives. */
  promise<T>(start: (resolve: (value: T) => void, reject: (error: unknown) => void) => void): Promise<T> {
    const life = this.#life;
    life.waiting += 1;
    const hear = <V>(tell: (value: V) => void) => {
      let isTold = false;
      return (value: V) => {
        if (life.isOver || isTold) return;
        isTold = true;
        life.waiting -= 1;
        tell(value);
      };
    };
    return new Promise<T>((resolve, reject) => start(hear(resolve), hear(reject)));
  }

  /** A timer of the hub's own: until it has run, the platform does not evict the object. */
  setTimeout(run: () => void, delayMs: number): unknown {
    const life = this.#life;
    const timer = this.#clock.setTimeout(() => {
      if (life.isOver || !life.timers.delete(timer)) return;
      run();
    }, delayMs);
    life.timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.#life.timers.delete(timer);
    this.#clock.clearTimeout(timer);
  }

  #end(life: Life): void {
    life.isOver = true;
    this.#life = new Life();
    for (const reject of life.callers) reject(new Error("The Durable Object was reset."));
  }

  #wake(): Life {
    const life = this.#life;
    if (life.hub === null)
      life.hub = new OrgHub(
        this.#state(life),
        this.#env(() => !life.isOver),
      );
    return life;
  }

  /** An event that the platform delivers and nobody waits for. */
  #enter(work: (hub: OrgHub) => Promise<void>): void {
    const life = this.#wake();
    life.ready.then(() => (life.isOver ? undefined : work(life.hub as OrgHub))).catch(this.#failed);
  }

  #setAlarm(at: number | null): void {
    this.#alarmAt = at;
    if (at === null) return;
    const delay = Math.max(0, at - this.#clock.now()) + this.alarmDelay();
    this.#clock.setTimeout(() => {
      if (this.#alarmAt !== at) return;
      this.#alarmAt = null;
      this.#enter((hub) => hub.alarm());
    }, delay);
  }

  #accept(socket: ServerSocket, tags: readonly string[]): void {
    socket.tags = tags;
    socket.isMute = () => this.isDoomed;
    socket.watch = (data) => this.watch(socket, data);
    socket.listen = (data) => this.listen(socket, data);
    socket.handlers = {
      message: (from, data) => this.#enter((hub) => hub.webSocketMessage(from as unknown as WebSocket, data)),
      close: (from, code) => {
        this.#sockets = this.#sockets.filter((one) => one !== from);
        this.#enter((hub) => hub.webSocketClose(from as unknown as WebSocket, code));
      },
    };
    this.#sockets.push(socket);
  }

  #state(life: Life): DurableObjectState {
    const { database } = this;
    const storage = {
      sql: {
        databaseSize: 0,
        exec: (statement: string, ...bindings: unknown[]) => {
          if (bindings.length === 0 && !/^\s*(SELECT|DELETE|UPDATE|INSERT)/.test(statement)) {
            database.run(statement);
            return cursorOf([]);
          }
          return cursorOf(database.rows<object>(statement, bindings));
        },
      },
      transactionSync: <T>(work: () => T) => database.transaction(work),
      sync: () =>
        this.promise<void>((resolve) =>
          this.#clock.setTimeout(() => this.isDoomed || resolve(), this.#random.between(0, 8)),
        ),
      getAlarm: async () => this.#alarmAt,
      setAlarm: async (at: number) => this.#setAlarm(at),
      deleteAlarm: async () => this.#setAlarm(null),
    };
    return {
      storage,
      blockConcurrencyWhile: (work: () => Promise<unknown>) => {
        // Not before the constructor has returned, as on the platform.
        life.ready = Promise.resolve().then(work);
        life.ready.catch(this.#failed);
        return life.ready;
      },
      acceptWebSocket: (socket: unknown, tags: string[]) => this.#accept(socket as ServerSocket, tags),
      getWebSockets: (tag?: string) => this.#sockets.filter((socket) => tag === undefined || socket.tags.includes(tag)),
      setWebSocketAutoResponse: () => undefined,
      getWebSocketAutoResponseTimestamp: (socket: unknown) => (socket as ServerSocket).autoResponseAt,
    } as unknown as DurableObjectState;
  }
}

/** The line whose upgrade the hub is answering: `new WebSocketPair()` gives its ends. Set and used in one turn. */
let upgrading: Line | null = null;

/** The platform's constructor of a pair of sockets. */
export function takePair(): { 0: unknown; 1: ServerSocket } {
  if (upgrading === null) throw new Error("no upgrade is under way");
  const { client, server } = upgrading;
  upgrading = null;
  return { 0: client, 1: server };
}

function cursorOf(rows: object[]) {
  return {
    rowsWritten: 0,
    rowsRead: 0,
    toArray: () => rows,
    one: () => {
      if (rows.length !== 1) throw new Error(`Expected exactly one result from SQL query, but got ${rows.length}.`);
      return rows[0];
    },
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
}
