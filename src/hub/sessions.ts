import { closeCodes } from "../protocol/close-codes.ts";
import { limits } from "../protocol/limits.ts";
import type { PresenceState } from "../protocol/signals.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
import { changesFrames } from "./frames.ts";
import type { CommittedChange } from "./frames.ts";

/** What a socket's attachment holds: all that must survive hibernation. */
export interface Session {
  readonly agentId: string;
  /** When its token ends, Unix milliseconds. */
  readonly expiresAt: number;
  /** The client-made id of its tab; null until `hello`, and until then it gets no changes. */
  readonly session: string | null;
  /** When it became this session, Unix milliseconds. */
  readonly since: number;
  /** When it connected or last sent a frame, Unix milliseconds. In here, since an eviction must not forget it. */
  readonly signAt: number;
  /** What it last signalled. */
  readonly state: PresenceState;
  readonly viewing: string | null;
  readonly typing: { readonly conversationId: string; readonly until: number } | null;
  /** True when the others were told that it fell silent: what a hub that was just woken cannot know otherwise. */
  readonly isSilent: boolean;
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
  readonly #left: (session: Session, lastSignAt: number) => void;
  readonly #backlogs = new WeakMap<WebSocket, Backlog>();

  /** `left` hears of every session that ends here with its last sign of life, which nobody can ask for later. */
  constructor(ctx: DurableObjectState, left: (session: Session, lastSignAt: number) => void) {
    this.#ctx = ctx;
    this.#left = left;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(socket: WebSocket, agentId: string, expiresAt: number): void {
    this.#ctx.acceptWebSocket(socket, [agentId]);
    socket.serializeAttachment({
      agentId,
      expiresAt,
      session: null,
      since: Date.now(),
      signAt: Date.now(),
      state: "online",
      viewing: null,
      typing: null,
      isSilent: false,
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
      if (other !== socket && this.of(other).session === session)
        this.end(other, closeCodes.replaced, "replaced by a newer socket of this session");
    }
    const since = mine.session === session ? mine.since : Date.now();
    socket.serializeAttachment({ ...mine, session, since } satisfies Session);
  }

  /**
   * Closes a socket, or answers its close, and is done with it at once: the platform lists one whose other side
   * is gone until that side has answered, which may be never.
   */
  end(socket: WebSocket, code: number, reason: string): void {
    const mine = this.of(socket);
    if (mine.session !== null) {
      this.#left(mine, this.#lastSign(socket, mine));
      socket.serializeAttachment({ ...mine, session: null, viewing: null, typing: null } satisfies Session);
    }
    close(socket, code, reason);
  }

  /** Notes what a socket signals, where it survives hibernation. */
  note(socket: WebSocket, change: Partial<Pick<Session, "state" | "viewing" | "typing" | "isSilent">>): void {
    socket.serializeAttachment({ ...this.of(socket), ...change } satisfies Session);
  }

  /** The sockets that said hello. The platform no longer lists the one whose close woke it: `also`. */
  joined(also: WebSocket | null = null): { socket: WebSocket; session: Session }[] {
    const sockets = new Set(this.#ctx.getWebSockets());
    if (also !== null) sockets.add(also);
    return [...sockets].flatMap((socket) => {
      const session = this.of(socket);
      return session.session === null ? [] : [{ socket, session }];
    });
  }

  /** Those that have given a sign of life lately: a half-open one stops pinging. */
  live(now: number): { socket: WebSocket; session: Session }[] {
    return this.joined().filter(
      ({ socket, session }) => now - this.#lastSign(socket, session) <= timing.socketSilenceMs,
    );
  }

  /** Whether an agent has a page that hears what happens. */
  isHere(agentId: string, now: number): boolean {
    return this.#ctx.getWebSockets(agentId).some((socket) => {
      const session = this.of(socket);
      return session.session !== null && now - this.#lastSign(socket, session) <= timing.socketSilenceMs;
    });
  }

  /**
   * When to look next whether someone has fallen silent, Unix milliseconds: once after each socket's last frame,
   * and not again and again, so that an idle org is not woken. In steps, so that many share one alarm.
   */
  nextSilence(now: number): number | null {
    let next: number | null = null;
    for (const socket of this.#ctx.getWebSockets()) {
      const { session, signAt } = this.of(socket);
      const at = Math.ceil((signAt + timing.socketSilenceMs + 1) / timing.heartbeatMs) * timing.heartbeatMs;
      if (session !== null && at > now && (next === null || at < next)) next = at;
    }
    return next;
  }

  /** When a session that was here by `from` last gave a sign of life, Unix milliseconds; 0 when it has no such socket. */
  lastSignOf(agentId: string, session: string, from: number): number {
    let last = 0;
    for (const socket of this.#ctx.getWebSockets(agentId)) {
      const attached = this.of(socket);
      if (attached.session === session && attached.since <= from)
        last = Math.max(last, this.#lastSign(socket, attached));
    }
    return last;
  }

  /** Its frames and its pings, which the platform answers and times, also while the hub sleeps. */
  #lastSign(socket: WebSocket, session: Session): number {
    const pingAt = this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return Math.max(session.signAt, pingAt);
  }

  /** Sends a turn's changes to everyone who is live, each text built once for all who get the same. */
  broadcast(changes: readonly CommittedChange[], seenBy: Access["seenBy"]): void {
    const owners = new Set(changes.map((change) => change.owner));
    const texts = new Map<string, string[]>();
    for (const socket of this.#ctx.getWebSockets()) {
      const { agentId, session } = this.of(socket);
      if (session === null) continue;
      const seen = seenBy(agentId, changes);
      const reader = owners.has(agentId) || seen !== changes ? agentId : "";
      let frames = texts.get(reader);
      if (frames === undefined) {
        frames = changesFrames(seen, reader === "" ? null : reader);
        texts.set(reader, frames);
      }
      for (const frame of frames) this.send(socket, frame);
    }
  }

  /** `ws.send` buffers without bound, so a reader that does not read is cut off and catches up by cursor. */
  send(socket: WebSocket, text: string): void {
    const backlog = this.#backlog(socket);
    if (backlog.bytes + text.length > limits.unreadSocketBytes && this.#isStuck(socket, backlog, text.length)) {
      this.end(socket, closeCodes.tooSlow, "too slow: reconnect with your cursor");
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
    socket.serializeAttachment({ ...this.of(socket), signAt: now } satisfies Session);
    if (now - backlog.framesSince > 10_000) {
      backlog.framesSince = now;
      backlog.frames = 0;
    }
    backlog.frames += 1;
    if (backlog.frames <= limits.sessionFramesPer10s) return true;
    this.end(socket, closeCodes.tooMany, "too many frames");
    return false;
  }

  /** An agent who may see more or less than before comes back with the cursor, and is told anew. */
  recall(agentId: string): void {
    for (const socket of this.#ctx.getWebSockets(agentId))
      this.end(socket, closeCodes.restarted, "your access has changed: reconnect with your cursor");
  }

  /** I10: a removed agent's sockets close at once. */
  closeAgent(agentId: string): void {
    for (const socket of this.#ctx.getWebSockets(agentId))
      this.end(socket, closeCodes.notAMember, "no longer a member");
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
      if (this.of(socket).expiresAt <= now) this.end(socket, closeCodes.notSignedIn, "token expired");
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
