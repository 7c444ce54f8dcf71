import { backoffMs } from "../core/backoff.ts";
import { closeCodes } from "../protocol/close-codes.ts";
import type { DownFrame, UpFrame } from "../protocol/frames.ts";
import { timing } from "../protocol/timing.ts";
import { resumeSubprotocolPrefix, subprotocol, tokenSubprotocolPrefix } from "../protocol/version.ts";
import type { ConnectionState, Environment, Scheduler, SocketLike } from "./inbox.ts";
import { RestError } from "./rest.ts";
import type { Sync } from "./sync.ts";

/** From asking for a token to the last frame of the welcome. */
const connectTimeoutMs = 15_000;
/** A socket that is believed to live must answer within this. */
const answerTimeoutMs = 4_000;
/** A token that no socket was opened with is good for this long; the server says 60 s. */
const tokenLifeMs = 45_000;
/** A `hello` on a socket that this client has given up may still be under way for this long. */
const leftBehindMs = 30_000;

export interface ConnectionDeps {
  readonly socketUrl: string;
  /** A fresh token, and whatever must be ready before the first `hello`. */
  readonly token: () => Promise<string>;
  readonly openSocket: (url: string, protocols: string[]) => SocketLike;
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly environment: Environment;
  readonly hello: () => UpFrame;
  readonly sync: Pick<Sync, "opened" | "receive">;
  readonly changed: () => void;
}

/**
 * One socket at a time, for ever: it reconnects with capped exponential back-off and full jitter, with the ticket of the
 * last welcome while that holds and else with a new token, and notices a dead link by itself. There is no polling: a
 * `ping` is all it says when idle.
 */
export class Connection {
  #state: ConnectionState = { state: "connecting" };
  #deps: ConnectionDeps;
  #socket: SocketLike | null = null;
  #attempt = 0;
  /** When the present connection was welcomed; null while there is none. */
  #liveSince: number | null = null;
  /** What is started under an older number has been given up. */
  #try = 0;
  #heartbeatMs: number = timing.heartbeatMs;
  #retryTimer: unknown = null;
  #pingTimer: unknown = null;
  #deadline: unknown = null;
  /** What the open deadline waits for; a `pong` does not prove that events still come. */
  #awaiting: "pong" | "welcome" | null = null;
  /** When a socket was given up that the server may still believe in. */
  #leftBehindAt = Number.NEGATIVE_INFINITY;
  /** The last welcome's: it opens the next socket without asking for a token. */
  #ticket: string | null = null;
  /** One that no socket was opened with yet, and until when it is good. */
  #token: { readonly text: string; readonly until: number } | null = null;
  /** The last `error` frame: it may say why the socket is closed next. */
  #lastError: string | null = null;
  #stopListening: () => void;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.#stopListening = deps.environment.listen(() => this.#lookAgain());
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects now, whatever came before. Does nothing while live or connecting. */
  connect(): void {
    if (this.#state.state === "closed" || this.#liveSince !== null) return;
    this.#drop();
    const attempt = ++this.#try;
    this.#await("welcome", connectTimeoutMs);
    if (this.#ticket !== null) return this.#open(resumeSubprotocolPrefix + this.#ticket);
    this.#liveToken().then(
      (token) => attempt === this.#try && this.#open(tokenSubprotocolPrefix + token),
      (error: unknown) => attempt === this.#try && this.#tokenRefused(error),
    );
  }

  /** One that was fetched for a socket that never opened is as good as a new one. */
  async #liveToken(): Promise<string> {
    const { scheduler, token } = this.#deps;
    if (this.#token !== null && scheduler.now() < this.#token.until) return this.#token.text;
    const until = scheduler.now() + tokenLifeMs;
    const text = await token();
    this.#token = { text, until };
    return text;
  }

  /** A person asks: from the start, also after the connection was stopped. */
  reconnect(): void {
    if (this.#liveSince !== null || this.#state.state === "closed") return;
    this.#attempt = 0;
    this.#set({ state: "connecting" });
    this.connect();
  }

  /** The welcome is complete; `ticket` opens the next socket. */
  welcomed(heartbeatMs: number, ticket: string | null): void {
    this.#ticket = ticket;
    this.#heartbeatMs = heartbeatMs;
    this.#settleDeadline();
    this.#liveSince ??= this.#deps.scheduler.now();
    this.#lastError = null;
    this.#pingLater();
    if (this.#state.state !== "live") this.#set({ state: "live" });
  }

  send(frame: UpFrame): boolean {
    return this.#liveSince !== null && this.#say(JSON.stringify(frame));
  }

  /** Outside browsers a socket that is closing throws; its `close` follows and decides. */
  #say(text: string): boolean {
    try {
      this.#socket?.send(text);
      return this.#socket !== null;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#stopListening();
    this.#stop({ state: "closed" });
  }

  #open(credential: string): void {
    const { openSocket, socketUrl } = this.#deps;
    let socket: SocketLike;
    try {
      socket = openSocket(socketUrl, [subprotocol, credential]);
    } catch (error) {
      this.#failed(error instanceof Error ? error.message : "The socket could not be opened.");
      return;
    }
    this.#socket = socket;
    socket.onopen = () => {
      this.#token = null;
      this.#deps.sync.opened();
      this.#say(JSON.stringify(this.#deps.hello()));
    };
    socket.onmessage = ({ data }) => this.#message(data);
    socket.onclose = ({ code, reason }) => this.#closed(code, reason);
    // A browser tells nothing here, and `close` always follows (WHATWG WebSockets, "fail the connection").
    socket.onerror = null;
  }

  #message(data: unknown): void {
    if (data === "pong") {
      if (this.#awaiting === "pong") this.#settleDeadline();
      return;
    }
    const frame = parse(data);
    if (frame?.type === "error") this.#lastError = frame.message;
    // Said back, it proves that everything before it was read.
    if (frame?.type === "check") this.#say(data as string);
    if (frame !== null) this.#deps.sync.receive(frame);
  }

  #closed(code: number, reason: string): void {
    this.#socket = null;
    const why = reason || this.#lastError || "The connection was lost.";
    switch (code) {
      case closeCodes.protocolVersion:
        return this.#stop({ state: "outdated", reason: why });
      case closeCodes.notAMember:
        return this.#stop({ state: "removed", reason: why });
      case closeCodes.replaced:
        // By an own socket from before, whose `hello` was overtaken; another tab's would be a person's doing.
        if (this.#deps.scheduler.now() - this.#leftBehindAt < leftBehindMs) return this.#failed(why);
        return this.#stop({ state: "replaced", reason: why });
      case closeCodes.notSignedIn:
        // A ticket that was refused, or a token that ended after long service, is replaced at once; one refused while
        // fresh waits its turn.
        if (this.#wasSteady() || this.#ticket !== null) {
          this.#ticket = null;
          this.#drop();
          this.#attempt = 0;
          this.#set({ state: "reconnecting", attempt: 0, retryAt: this.#deps.scheduler.now(), reason: why });
          return this.connect();
        }
        return this.#failed(why);
      default:
        return this.#failed(why);
    }
  }

  #tokenRefused(error: unknown): void {
    const reason = error instanceof Error ? error.message : "No token could be had.";
    const status = error instanceof RestError ? error.status : 0;
    if (status === 401) this.#stop({ state: "signedOut", reason });
    else if (status === 403 || status === 404) this.#stop({ state: "removed", reason });
    else this.#failed(reason);
  }

  /** Waits and tries again. A connection that had lasted starts the back-off anew; one that flaps does not. */
  #failed(reason: string): void {
    if (this.#wasSteady()) this.#attempt = 0;
    this.#drop();
    const { scheduler, random, environment } = this.#deps;
    const delay = backoffMs(this.#attempt, timing.reconnectBaseMs, timing.reconnectMaxMs, random());
    this.#attempt++;
    this.#retryTimer = scheduler.setTimeout(() => this.connect(), delay);
    const state = environment.isOnline() ? "reconnecting" : "offline";
    this.#set({ state, attempt: this.#attempt, retryAt: scheduler.now() + delay, reason });
  }

  /** The network may be another one, or the machine slept: ask on the path of the events, not by ping. */
  #lookAgain(): void {
    if (this.#liveSince !== null) {
      this.#await("welcome", answerTimeoutMs);
      this.#say(JSON.stringify(this.#deps.hello()));
    } else if (this.#retryTimer !== null) {
      this.connect();
    }
  }

  #pingLater(): void {
    this.#clear(this.#pingTimer);
    this.#pingTimer = this.#deps.scheduler.setTimeout(() => {
      if (this.#awaiting === null) this.#await("pong", answerTimeoutMs);
      this.#say("ping");
      this.#pingLater();
    }, this.#heartbeatMs);
  }

  #await(what: "pong" | "welcome", withinMs: number): void {
    this.#settleDeadline();
    this.#awaiting = what;
    this.#deadline = this.#deps.scheduler.setTimeout(() => this.#failed("The server does not answer."), withinMs);
  }

  #settleDeadline(): void {
    this.#clear(this.#deadline);
    this.#deadline = null;
    this.#awaiting = null;
  }

  #wasSteady(): boolean {
    return this.#liveSince !== null && this.#deps.scheduler.now() - this.#liveSince >= this.#heartbeatMs;
  }

  #stop(state: ConnectionState): void {
    this.#drop();
    this.#set(state);
  }

  /** Forgets socket and timers. Handlers go first: a close that comes late is not news of the next socket. */
  #drop(): void {
    this.#try++;
    this.#liveSince = null;
    this.#settleDeadline();
    this.#clear(this.#retryTimer);
    this.#clear(this.#pingTimer);
    this.#retryTimer = this.#pingTimer = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    this.#leftBehindAt = this.#deps.scheduler.now();
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }

  #clear(timer: unknown): void {
    if (timer !== null) this.#deps.scheduler.clearTimeout(timer);
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    this.#deps.changed();
  }
}

/** null for what is not JSON. Of the rest, words that are not known are ignored by whoever receives them, on both sides. */
function parse(data: unknown): DownFrame | null {
  try {
    return JSON.parse(data as string) as DownFrame | null;
  } catch {
    return null;
  }
}
