import { timing } from "../protocol/timing.ts";
import type { OpenSockets } from "./open-sockets.ts";
import type { Session } from "./session.ts";

/** When sockets last said anything: their frames, which wake the hub, and their pings, which the platform answers and times. */
export class SignsOfLife {
  readonly #open: OpenSockets;
  readonly #ctx: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">;
  /** Before this nobody can have fallen silent who is not known to be, Unix milliseconds. */
  #lookAt = 0;
  /** Those that are known to be, who may be back with a ping; and when those were looked at. */
  readonly #silent = new Set<WebSocket>();
  #silentAt = 0;

  constructor(open: OpenSockets, ctx: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">) {
    this.#open = open;
    this.#ctx = ctx;
  }

  last(socket: WebSocket, session: Session): number {
    return Math.max(session.signAt, this.pingAt(socket));
  }

  pingAt(socket: WebSocket): number {
    return this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
  }

  isSilent(socket: WebSocket, session: Session, now: number): boolean {
    return now - this.last(socket, session) > timing.socketSilenceMs;
  }

  /** Of a session that was here by `from`, Unix milliseconds; 0 when it has no such socket. */
  lastOf(agentId: string, session: string, from: number): number {
    let last = 0;
    for (const [socket, attached] of this.#open.ofAgent(agentId)) {
      if (attached.session === session && attached.since <= from) last = Math.max(last, this.last(socket, attached));
    }
    return last;
  }

  /** A socket has sent a frame: it may be the next to fall silent. */
  heard(signAt: number): void {
    this.#lookAt = Math.min(this.#lookAt, signAt + timing.socketSilenceMs + 1);
  }

  /**
   * Notes who has fallen silent, and who is back with a ping. It asks for every socket's last ping only when somebody can
   * have fallen silent since it last did; and for those of a crowd that is silent ten times a second at most.
   */
  look(now: number): void {
    if (now >= this.#lookAt) {
      this.#lookAt = Number.POSITIVE_INFINITY;
      for (const [socket, session] of this.#open.all()) this.#note(socket, session, now);
    } else if (this.#silent.size < 100 || now - this.#silentAt >= 100) {
      this.#silentAt = now;
      for (const socket of this.#silent) {
        const session = this.#open.get(socket);
        if (session === null) this.#silent.delete(socket);
        else this.#note(socket, session, now);
      }
    }
  }

  #note(socket: WebSocket, session: Session, now: number): void {
    if (session.session === null) return;
    const isSilent = this.isSilent(socket, session, now);
    if (isSilent) this.#silent.add(socket);
    else {
      this.#silent.delete(socket);
      this.#lookAt = Math.min(this.#lookAt, this.last(socket, session) + timing.socketSilenceMs + 1);
    }
    if (isSilent !== session.isSilent) this.#open.put(socket, { ...session, isSilent });
  }

  /**
   * When to look next whether someone has fallen silent, Unix milliseconds: once after each socket's last frame,
   * and not again and again, so that an idle org is not woken. In steps, so that many share one alarm.
   */
  next(now: number): number | null {
    const steps = this.#open.all().flatMap(([socket]) => this.nextOf(socket) ?? []);
    return steps.reduce<number | null>((next, at) => (at > now && (next === null || at < next) ? at : next), null);
  }

  /** The same for one socket that has just sent a frame. */
  nextOf(socket: WebSocket): number | null {
    const mine = this.#open.get(socket);
    if (mine === null || mine.session === null) return null;
    return Math.ceil((mine.signAt + timing.socketSilenceMs + 1) / timing.heartbeatMs) * timing.heartbeatMs;
  }
}
