import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";

/** What was sent to one reader, of which nobody knows whether it was read. Lost on eviction, when nothing is buffered. */
class Backlog {
  /** Bytes sent, and how many of them the reader has proved to have read. */
  sent = 0;
  read = 0;
  /** Bytes of the last welcome: one answer, however large, on top of what a reader may be behind. */
  welcome = 0;
  /** Bytes sent since its last sign of life, and when that was, Unix milliseconds. */
  unheard = 0;
  signAt: number;
  /** The check that it has not answered: how much was sent before it, and since when it waits. */
  check: { readonly id: string; readonly sent: number; readonly at: number } | null = null;

  constructor(now: number) {
    this.signAt = now;
  }

  get unread(): number {
    return this.sent - this.read;
  }
}

/**
 * Who does not read what is sent. The runtime buffers without bound and does not tell how much. A sign of life, such as
 * a ping, shows that a reader is there; that it reads is proved by the answer to a `check`, which it must have read.
 */
export class Backlogs {
  readonly #pingAt: (socket: WebSocket) => number;
  readonly #of = new Map<WebSocket, Backlog>();
  #unread = 0;
  #lookedAt = 0;

  /** `pingAt` tells when the platform last answered a ping of a socket, Unix milliseconds. */
  constructor(pingAt: (socket: WebSocket) => number) {
    this.#pingAt = pingAt;
  }

  /** Before something is sent: whether the reader is too far behind to get it. */
  isStuck(socket: WebSocket, length: number, now: number): boolean {
    const backlog = this.#get(socket, now);
    if (backlog.unread + length > limits.unreadSocketBytesMax + backlog.welcome) return true;
    if (backlog.unheard + length <= limits.unreadSocketBytes) return false;
    const pingAt = this.#pingAt(socket);
    if (pingAt > backlog.signAt) {
      backlog.signAt = pingAt;
      backlog.unheard = 0;
      return false;
    }
    return now - backlog.signAt > timing.slowReaderMs;
  }

  /** A welcome of this length follows. */
  welcomes(socket: WebSocket, length: number, now: number): void {
    this.#get(socket, now).welcome = length;
  }

  /** It was sent. */
  add(socket: WebSocket, length: number, now: number): void {
    const backlog = this.#get(socket, now);
    backlog.sent += length;
    backlog.unheard += length;
    this.#unread += length;
  }

  /** The check that has to be sent now, or null. */
  check(socket: WebSocket, now: number): string | null {
    const backlog = this.#get(socket, now);
    if (backlog.check !== null || backlog.unread < limits.bytesPerReadCheck) return null;
    backlog.check = { id: crypto.randomUUID(), sent: backlog.sent, at: now };
    return backlog.check.id;
  }

  /** A frame came in. */
  heard(socket: WebSocket, now: number): void {
    const backlog = this.#get(socket, now);
    backlog.unheard = 0;
    backlog.signAt = now;
  }

  /** The answer to a check; one that was not asked proves nothing. */
  proved(socket: WebSocket, id: string): void {
    const backlog = this.#of.get(socket);
    if (backlog?.check?.id !== id) return;
    this.#unread -= backlog.check.sent - backlog.read;
    backlog.read = backlog.check.sent;
    backlog.welcome = 0;
    backlog.check = null;
  }

  forget(socket: WebSocket): void {
    this.#unread -= this.#of.get(socket)?.unread ?? 0;
    this.#of.delete(socket);
  }

  /**
   * Readers to be cut off because all together are too far behind: those who have owed an answer for long, the furthest
   * behind first. Looked for once a second at most, since it reads every backlog.
   */
  excess(now: number): WebSocket[] {
    if (this.#unread <= limits.unreadBytesMax || now - this.#lookedAt < 1_000) return [];
    this.#lookedAt = now;
    const late = [...this.#of]
      .filter(([, { check, unread }]) => unread > limits.unreadSocketBytes && check !== null && now - check.at > 5_000)
      .sort(([, a], [, b]) => b.unread - a.unread);
    let total = late.reduce((sum, [, { unread }]) => sum + unread, 0);
    return late.flatMap(([socket, { unread }]) => {
      if (total <= limits.unreadBytesMax) return [];
      total -= unread;
      return [socket];
    });
  }

  #get(socket: WebSocket, now: number): Backlog {
    let backlog = this.#of.get(socket);
    if (backlog === undefined) {
      backlog = new Backlog(now);
      this.#of.set(socket, backlog);
    }
    return backlog;
  }
}
