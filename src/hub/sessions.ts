import { closeCodes } from "../protocol/close-codes.ts";
import { limits } from "../protocol/limits.ts";
import type { PresenceState } from "../protocol/signals.ts";
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
  /** When it connected, Unix milliseconds: its first sign of life. */
  readonly since: number;
  /** What it last signalled. */
  readonly state: PresenceState;
  readonly viewing: string | null;
  readonly typing: { readonly conversationId: string; readonly until: number } | null;
}

/** A reader's unread bytes, as well as can be told: bytes since its last sign of life. Lost on eviction, when nothing is buffered. */
interface Backlog {
  bytes: number;
  signAt: number;
  /** When its last frame came; 0 when none has since waking. */
  heardAt: number;
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
    socket.serializeAttachment({
      agentId,
      expiresAt,
      session: null,
      since: Date.now(),
      state: "online",
      viewing: null,
      typing: null,
    } satisfies Session);
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

  /** Notes what a socket signals, where it survives hibernation. */
  note(socket: WebSocket, change: Partial<Pick<Session, "state" | "viewing" | "typing">>): void {
    socket.serializeAttachment({ ...this.of(socket), ...change } satisfies Session);
  }

  /** The live sockets but one that is closing. A half-open one, which has stopped pinging, is nobody's presence. */
  live(now: number, except: WebSocket | null = null): { socket: WebSocket; session: Session }[] {
    return this.#ctx.getWebSockets().flatMap((socket) => {
      const session = this.of(socket);
      const isHere = socket !== except && session.session !== null && now - this.#lastSign(socket, session) <= timing.socketSilenceMs;
      return isHere ? [{ socket, session }] : [];
    });
  }

  /** When a session last gave a sign of life, Unix milliseconds; 0 when it has no socket. */
  lastSignOf(agentId: string, session: string): number {
    let last = 0;
    for (const socket of this.#ctx.getWebSockets(agentId)) {
      const attached = this.of(socket);
      if (attached.session === session) last = Math.max(last, this.#lastSign(socket, attached));
    }
    return last;
  }

  /** Its frames and its pings, which the platform answers and times, also while the hub sleeps. */
  #lastSign(socket: WebSocket, session: Session): number {
    const pingAt = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(session.since, pingAt, this.#backlogs.get(socket)?.heardAt ?? 0);
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
    backlog.heardAt = now;
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

  closeExpired(now: number): void {
    for (const socket of this.#ctx.getWebSockets()) {
      if (this.of(socket).expiresAt <= now) close(socket, closeCodes.notSignedIn, "token expired");
    }
  }

  /** When the next token ends, Unix milliseconds; null without sockets. */
  nextExpiry(): number | null {
    let next: number | null = null;
    for (const socket of this.#ctx.getWebSockets()) {
      const { expiresAt } = this.of(socket);
      if (next === null || expiresAt < next) next = expiresAt;
    }
    return next;
  }

  #backlog(socket: WebSocket): Backlog {
    let backlog = this.#backlogs.get(socket);
    if (backlog === undefined) {
      const now = Date.now();
      backlog = { bytes: 0, signAt: now, heardAt: 0, frames: 0, framesSince: now };
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
