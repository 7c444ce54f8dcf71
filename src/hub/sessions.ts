import { closeCodes } from "../protocol/close-codes.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
import { Allowances } from "./allowances.ts";
import { Backlogs } from "./backlogs.ts";
import { changesFrames } from "./frames.ts";
import type { CommittedChange } from "./frames.ts";
import { OpenSockets } from "./open-sockets.ts";
import type { SessionWatch } from "./open-sockets.ts";
import type { Admission } from "./rpc.ts";
import { newSession } from "./session.ts";
import type { Session } from "./session.ts";
import { SignsOfLife } from "./signs-of-life.ts";

/** The org's sockets: who may have one, what each is sent, and when it ends. */
export class Sessions {
  readonly signs: SignsOfLife;
  readonly #ctx: DurableObjectState;
  readonly #left: (session: Session, lastSignAt: number) => void;
  readonly #open: OpenSockets;
  readonly #backlogs: Backlogs;
  readonly #allowances = new Allowances();

  /** `left` hears of every session that ends here with its last sign of life, which nobody can ask for later. */
  constructor(ctx: DurableObjectState, left: (session: Session, lastSignAt: number) => void) {
    this.#ctx = ctx;
    this.#left = left;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#open = new OpenSockets(ctx.getWebSockets(), (socket) => this.#backlogs.forget(socket));
    this.signs = new SignsOfLife(this.#open, ctx);
    this.#backlogs = new Backlogs((socket) => this.signs.pingAt(socket));
  }

  /** There is one who watches; it hears at once of all that is here. */
  watch(watch: SessionWatch): void {
    this.#open.watch(watch);
  }

  accept(socket: WebSocket, admission: Admission): void {
    this.#ctx.acceptWebSocket(socket, [admission.agentId]);
    this.#open.put(socket, newSession(admission, Date.now()));
  }

  /** Lets a socket in only to tell it why it may not stay. */
  refuse(socket: WebSocket, code: number, reason: string): void {
    socket.accept();
    close(socket, code, reason);
  }

  /** False for one that was closed here, or that the platform did not list when this object woke. */
  knows(socket: WebSocket): boolean {
    return this.#open.get(socket) !== null;
  }

  /** See `OpenSockets.adopt`. */
  adopt(socket: WebSocket): void {
    this.#open.adopt(socket);
  }

  of(socket: WebSocket): Session {
    return this.#open.get(socket) ?? (socket.deserializeAttachment() as Session);
  }

  count(): number {
    return this.#open.size;
  }

  /** Whether an agent may open one more. One that fell silent makes room, and so does the one that it will replace. */
  hasRoom({ agentId, resume }: Admission, now: number): boolean {
    const mine = this.#open.ofAgent(agentId);
    if (mine.length < limits.socketsPerAgent) return true;
    const older = mine.find(([, one]) => resume !== undefined && (one.session ?? one.reservedFor) === resume.session);
    if (older !== undefined) {
      if (older[1].session === null) this.end(older[0], closeCodes.replaced, "replaced before it said hello");
      return true;
    }
    const silent = mine.find(([socket, session]) => this.signs.isSilent(socket, session, now));
    if (silent === undefined) return false;
    this.end(silent[0], closeCodes.tooMany, "too many sockets, of which this one was silent");
    return true;
  }

  /** Goes live under a session id; an older socket of the same session is replaced. */
  join(socket: WebSocket, session: string): void {
    const mine = this.of(socket);
    for (const [other, theirs] of this.#open.ofAgent(mine.agentId)) {
      if (other !== socket && theirs.session === session)
        this.end(other, closeCodes.replaced, "replaced by a newer socket of this session");
    }
    const since = mine.session === session ? mine.since : Date.now();
    this.#open.put(socket, { ...mine, session, since });
  }

  allowsWelcome(socket: WebSocket, session: string): boolean {
    return this.#allowances.allowsWelcome(this.of(socket).agentId, session, Date.now());
  }

  /** Closes a socket, or answers its close, and is done with it at once. */
  end(socket: WebSocket, code: number, reason: string): void {
    const mine = this.#open.get(socket);
    if (mine !== null) {
      if (mine.session !== null) this.#left(mine, this.signs.last(socket, mine));
      this.#open.drop(socket);
    }
    close(socket, code, reason);
  }

  /** Notes what a socket signals, where it survives hibernation. */
  note(socket: WebSocket, change: Partial<Pick<Session, "state" | "viewing" | "typing">>): void {
    const mine = this.#open.get(socket);
    if (mine !== null) this.#open.put(socket, { ...mine, ...change });
  }

  /** The sockets that said hello. */
  joined(): { socket: WebSocket; session: Session }[] {
    return this.#open.all().flatMap(([socket, session]) => (session.session === null ? [] : [{ socket, session }]));
  }

  /** Whether an agent has a page that hears what happens. */
  isHere(agentId: string, now: number): boolean {
    const mine = this.#open.ofAgent(agentId);
    return mine.some(([socket, session]) => session.session !== null && !this.signs.isSilent(socket, session, now));
  }

  /** Sends a turn's changes to everyone who is live, each text built once for all who get the same. */
  broadcast(changes: readonly CommittedChange[], seenBy: Access["seenBy"]): void {
    const owners = new Set(changes.map((change) => change.owner));
    const texts = new Map<string, string[]>();
    for (const [socket, { agentId, session }] of this.#open.all()) {
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

  /** A reader that does not read is cut off and catches up by its cursor. */
  send(socket: WebSocket, text: string): void {
    const now = Date.now();
    if (this.#open.get(socket) === null) return;
    if (this.#backlogs.isStuck(socket, text.length, now)) return this.#cut(socket);
    this.#say(socket, text, now);
    const check = this.#backlogs.check(socket, now);
    if (check !== null) this.#say(socket, JSON.stringify({ type: "check", id: check }), now);
    for (const other of this.#backlogs.excess(now)) this.#cut(other);
  }

  /** A welcome goes out whole, however large, unless its reader is too far behind already. */
  welcome(socket: WebSocket, texts: readonly string[]): void {
    const now = Date.now();
    if (this.#backlogs.isStuck(socket, 0, now)) return this.#cut(socket);
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    this.#backlogs.welcomes(socket, length, now);
    for (const text of texts) this.send(socket, text);
  }

  #say(socket: WebSocket, text: string, now: number): void {
    this.#backlogs.add(socket, text.length, now);
    try {
      socket.send(text);
    } catch {
      // The socket is closing: its client comes back with its cursor, and nothing else depends on this frame.
    }
  }

  #cut(socket: WebSocket): void {
    this.end(socket, closeCodes.tooSlow, "too slow: reconnect with your cursor");
  }

  /** A frame came in: a sign of life. False when it is not to be heard: its socket was closed, or sends too much. */
  heard(socket: WebSocket): boolean {
    const mine = this.#open.get(socket);
    if (mine === null) return false;
    const now = Date.now();
    this.#backlogs.heard(socket, now);
    this.signs.heard(now);
    this.#open.put(socket, { ...mine, signAt: now, isSilent: false });
    if (this.#allowances.allowsFrame(mine.agentId, mine.session, now)) return true;
    this.end(socket, closeCodes.tooMany, "too many frames");
    return false;
  }

  /** It answered a check. */
  proved(socket: WebSocket, id: string): void {
    this.#backlogs.proved(socket, id);
  }

  /** An agent who may see more or less than before comes back with the cursor, and is told anew. */
  recall(agentId: string): void {
    for (const [socket] of this.#open.ofAgent(agentId))
      this.end(socket, closeCodes.restarted, "your access has changed: reconnect with your cursor");
  }

  /** I10: a removed agent's sockets close at once. */
  closeAgent(agentId: string): void {
    for (const [socket] of this.#open.ofAgent(agentId)) this.end(socket, closeCodes.notAMember, "no longer a member");
  }

  /** Those of a sign-in that has ended. */
  closeSignIn(agentId: string, sid: string): void {
    for (const [socket, session] of this.#open.ofAgent(agentId))
      if (session.sid === sid) this.end(socket, closeCodes.notSignedIn, "signed out");
  }

  /** After a restore: everybody comes back with a cursor that no longer fits, and gets a reset. */
  closeAll(): void {
    for (const [socket] of this.#open.all()) {
      this.#open.drop(socket);
      close(socket, closeCodes.restarted, "restored: reconnect with your cursor");
    }
  }

  /** Whose time is over: the socket's, or that for its hello. */
  closeExpired(now: number): void {
    for (const [socket, session] of this.#open.all()) {
      if (session.expiresAt <= now) this.end(socket, closeCodes.notSignedIn, "its time is over: get a new token");
      else if (endOf(session) <= now) this.end(socket, closeCodes.tooSlow, "it did not say hello");
    }
  }

  /** When the next socket's time is over, Unix milliseconds; null when there is none. */
  nextExpiry(): number | null {
    return this.#open.all().reduce<number | null>((next, [, one]) => Math.min(next ?? Infinity, endOf(one)), null);
  }

  /** The same for one socket. */
  expiryOf(socket: WebSocket): number | null {
    const mine = this.#open.get(socket);
    return mine === null ? null : endOf(mine);
  }
}

function endOf({ expiresAt, session, since }: Session): number {
  return session === null ? Math.min(expiresAt, since + timing.helloTimeoutMs) : expiresAt;
}

/** Closing a socket that is closing already throws; there is nothing left to do then. */
export function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Already closed by the other side.
  }
}
