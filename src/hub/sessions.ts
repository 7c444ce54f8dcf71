import { closeCodes } from "../protocol/close-codes.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { changesFrames } from "./frames.ts";
import type { CommittedChange } from "./frames.ts";

/** What a socket's attachment holds: all that must survive hibernation. */
export interface Session {
  readonly agentId: string;
  /** When its token ends, Unix milliseconds. */
  readonly expiresAt: number;
  /** The client-made id of its tab; null until `hello`, and until then it gets no changes. */
  readonly session: string | null;
}

/** A reader's unread bytes, as well as can be told: bytes since its last sign of life. Lost on eviction, when nothing is buffered. */
interface Backlog {
  bytes: number;
  signAt: number;
  frames: number;
  framesSince: number;
}

/** The org's sockets. The platform holds them through hibernation; this only reads their attachments. */
export class Sessions {
  readonly #ctx: DurableObjectState;
  readonly #backlogs = new WeakMap<WebSocket, Backlog>();

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(socket: WebSocket, agentId: string, expiresAt: number): void {
    this.#ctx.acceptWebSocket(socket, [agentId]);
    socket.serializeAttachment({ agentId, expiresAt, session: null } satisfies Session);
  }

  of(socket: WebSocket): Session {
    return socket.deserializeAttachment() as Session;
  }

  count(): number {
    return this.#ctx.getWebSockets().length;
  }

  /** Goes live under a session id; an older socket of the same session is replaced. */
  join(socket: WebSocket, session: string): void {
    const mine = this.of(socket);
    for (const other of this.#ctx.getWebSockets(mine.agentId)) {
      if (other !== socket && this.of(other).session === session) close(other, closeCodes.replaced, "replaced by a newer socket of this session");
    }
    socket.serializeAttachment({ ...mine, session } satisfies Session);
  }

  /** Sends a turn's changes to everyone who is live, each text built once for all who get the same. */
  broadcast(changes: readonly CommittedChange[]): void {
    const owners = new Set(changes.map((change) => change.owner));
    const texts = new Map<string, string[]>();
    for (const socket of this.#ctx.getWebSockets()) {
      const { agentId, session } = this.of(socket);
      if (session === null) continue;
      const reader = owners.has(agentId) ? agentId : "";
      let frames = texts.get(reader);
      if (frames === undefined) {
        frames = changesFrames(changes, reader === "" ? null : reader);
        texts.set(reader, frames);
      }
      for (const frame of frames) this.send(socket, frame);
    }
  }

  /** `ws.send` buffers without bound, so a reader that does not read is cut off and catches up by cursor. */
  send(socket: WebSocket, text: string): void {
    const backlog = this.#backlog(socket);
    if (backlog.bytes + text.length > limits.unreadSocketBytes && this.#isStuck(socket, backlog, text.length)) {
      close(socket, closeCodes.tooSlow, "too slow: reconnect with your cursor");
      return;
    }
    backlog.bytes += text.length;
    try {
      socket.send(text);
    } catch {
      // The socket is closing: its client comes back with its cursor, and nothing else depends on this frame.
    }
  }

  /** A frame came in: a sign of life. False when the session sends more than it may. */
  heard(socket: WebSocket): boolean {
    const now = Date.now();
    const backlog = this.#backlog(socket);
    backlog.bytes = 0;
    backlog.signAt = now;
    if (now - backlog.framesSince > 10_000) {
      backlog.framesSince = now;
      backlog.frames = 0;
    }
    backlog.frames += 1;
    if (backlog.frames <= limits.sessionFramesPer10s) return true;
    close(socket, closeCodes.tooMany, "too many frames");
    return false;
  }

  /** I10: a removed agent's sockets close at once. */
  closeAgent(agentId: string): void {
    for (const socket of this.#ctx.getWebSockets(agentId)) close(socket, closeCodes.notAMember, "no longer a member");
  }

  /** After a restore: everybody comes back with a cursor that no longer fits, and gets a reset. */
  closeAll(): void {
    for (const socket of this.#ctx.getWebSockets()) {
      socket.serializeAttachment({ ...this.of(socket), session: null } satisfies Session);
      close(socket, closeCodes.restarted, "restored: reconnect with your cursor");
    }
  }

  closeExpired(now: number): void {
    for (const socket of this.#ctx.getWebSockets()) {
      if (this.of(socket).expiresAt <= now) close(socket, closeCodes.notSignedIn, "token expired");
    }
  }

  /**
   * When the next token ends after `now`, Unix milliseconds; null when none does. A socket whose token has
   * ended was closed, and stays listed until the other side answers, which a dead one never does.
   */
  nextExpiry(now: number): number | null {
    let next: number | null = null;
    for (const socket of this.#ctx.getWebSockets()) {
      const { expiresAt } = this.of(socket);
      if (expiresAt > now && (next === null || expiresAt < next)) next = expiresAt;
    }
    return next;
  }

  #backlog(socket: WebSocket): Backlog {
    let backlog = this.#backlogs.get(socket);
    if (backlog === undefined) {
      const now = Date.now();
      backlog = { bytes: 0, signAt: now, frames: 0, framesSince: now };
      this.#backlogs.set(socket, backlog);
    }
    return backlog;
  }

  /** The runtime does not tell how much is unread (no `bufferedAmount`), so pings, which it answers and times, must. */
  #isStuck(socket: WebSocket, backlog: Backlog, length: number): boolean {
    const pingAt = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    if (pingAt > backlog.signAt) {
      backlog.signAt = pingAt;
      backlog.bytes = 0;
      return false;
    }
    return backlog.bytes + length > limits.unreadSocketBytesMax || Date.now() - backlog.signAt > timing.slowReaderMs;
  }
}

/** Closing a socket that is closing already throws; there is nothing left to do then. */
export function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Already closed by the other side.
  }
}
