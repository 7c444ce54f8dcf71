import type { SocketLike } from "../../../src/client/inbox.ts";
import type { Random } from "../random.ts";
import type { Clock } from "./clock.ts";

/** What the hub's side of a socket does when something arrives. */
export interface ServerHandlers {
  message(socket: ServerSocket, data: string): void;
  close(socket: ServerSocket, code: number): void;
}

/**
 * A socket between a client and the hub. Frames travel in order and take time; when the line is cut, those
 * under way are lost, and either end may learn of it late or never.
 */
export class Line {
  readonly server: ServerSocket;
  readonly client: ClientEnd;
  readonly #clock: Clock;
  readonly #random: Random;
  #upAt = 0;
  #downAt = 0;
  isCut = false;
  /** Frames and closes that have not arrived, nor been lost. */
  underWay = 0;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.server = new ServerSocket(this);
    this.client = new ClientEnd(this);
  }

  up(deliver: () => void): void {
    this.#upAt = this.#later(this.#upAt);
    this.#carry(deliver, this.#upAt);
  }

  down(deliver: () => void): void {
    this.#downAt = this.#later(this.#downAt);
    this.#carry(deliver, this.#downAt);
  }

  /** Frames under way are lost. Milliseconds until an end notices; null when it never does. */
  cut(clientAfterMs: number | null, serverAfterMs: number | null): void {
    if (this.isCut) return;
    this.isCut = true;
    if (clientAfterMs !== null) this.#clock.setTimeout(() => this.client.ended(1006, ""), clientAfterMs);
    if (serverAfterMs !== null) this.#clock.setTimeout(() => this.server.ended(1006), serverAfterMs);
  }

  #carry(deliver: () => void, at: number): void {
    this.underWay += 1;
    this.#clock.setTimeout(() => {
      this.underWay -= 1;
      if (!this.isCut) deliver();
    }, at - this.#clock.now());
  }

  #later(before: number): number {
    const delay = this.#random.chance(0.1) ? this.#random.between(20, 400) : this.#random.between(1, 10);
    return Math.max(before, this.#clock.now() + delay);
  }
}

/** The client's end, as its WebSocket. */
export class ClientEnd implements SocketLike {
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  onerror: SocketLike["onerror"] = null;
  readonly #line: Line;
  #isEnded = false;

  constructor(line: Line) {
    this.#line = line;
  }

  send(data: string): void {
    if (!this.#isEnded) this.#line.up(() => this.#line.server.receive(data));
  }

  close(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#line.up(() => this.#line.server.ended(1005));
  }

  ended(code: number, reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.onclose?.({ code, reason });
  }
}

/** The hub's end: the platform's hibernatable WebSocket, which outlives the object that accepted it. */
export class ServerSocket {
  readonly #line: Line;
  tags: readonly string[] = [];
  handlers: ServerHandlers | null = null;
  /** Set while the hub's output does not leave (see HubHost). */
  isMute: () => boolean = () => false;
  /** Sees every frame that leaves, in order. */
  watch: (data: string) => void = () => undefined;
  /** Hears every frame and ping that arrives. */
  listen: (data: string) => void = () => undefined;
  autoResponseAt: Date | null = null;
  #attachment: unknown = null;
  #isClosing = false;
  isGone = false;

  constructor(line: Line) {
    this.#line = line;
  }

  send(data: string): void {
    if (this.#isClosing || this.isGone) throw new TypeError("Can't call WebSocket send() after close().");
    if (this.isMute()) return;
    this.watch(data);
    this.#line.down(() => this.#line.client.onmessage?.({ data }));
  }

  close(code: number, reason: string): void {
    if (this.#isClosing || this.isGone) return;
    this.#isClosing = true;
    if (this.isMute()) return;
    this.#line.down(() => this.#line.client.ended(code, reason));
    this.#line.up(() => this.ended(code));
  }

  /** It is told something and closed; the platform lists it nowhere. */
  accept(): void {}

  serializeAttachment(value: unknown): void {
    this.#attachment = structuredClone(value);
  }

  deserializeAttachment(): unknown {
    return structuredClone(this.#attachment);
  }

  receive(data: string): void {
    if (this.isGone) return;
    this.listen(data);
    if (data !== "ping") return this.handlers?.message(this, data);
    // The platform answers without waking the hub.
    this.autoResponseAt = new Date();
    this.#line.down(() => this.#line.client.onmessage?.({ data: "pong" }));
  }

  ended(code: number): void {
    if (this.isGone) return;
    this.isGone = true;
    this.handlers?.close(this, code);
  }

  /** The object was reset: its sockets are gone without a word to it. */
  abandon(clientAfterMs: number): void {
    this.isGone = true;
    this.#line.cut(clientAfterMs, null);
  }

  get line(): Line {
    return this.#line;
  }
}
