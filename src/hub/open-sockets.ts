import type { Session } from "./session.ts";

/** Hears of every change of a socket's session; null where there was none before, or is none after. */
export type SessionWatch = (socket: WebSocket, before: Session | null, after: Session | null) => void;

/**
 * The sockets that are open here, also before their hello, each with what its attachment says: so that no frame reads
 * all attachments. Filled on waking, and written together with them; SQLite's rollbacks do not concern them.
 */
export class OpenSockets {
  readonly #sessions = new Map<WebSocket, Session>();
  readonly #ofAgent = new Map<string, Set<WebSocket>>();
  readonly #dropped: (socket: WebSocket) => void;
  #watch: SessionWatch = () => undefined;

  constructor(sockets: readonly WebSocket[], dropped: (socket: WebSocket) => void) {
    this.#dropped = dropped;
    for (const socket of sockets) this.adopt(socket);
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** There is one who watches; it hears at once of all that is here. */
  watch(watch: SessionWatch): void {
    this.#watch = watch;
    for (const [socket, session] of this.#sessions) watch(socket, null, session);
  }

  /** Takes in a socket from before this hub woke; the platform no longer lists the one whose close woke it. */
  adopt(socket: WebSocket): void {
    const session = socket.deserializeAttachment() as Session;
    if (!session.isOver && !this.#sessions.has(socket)) this.#keep(socket, null, session);
  }

  get(socket: WebSocket): Session | null {
    return this.#sessions.get(socket) ?? null;
  }

  /** As they are now: closing some while going through them is fine. */
  all(): [WebSocket, Session][] {
    return [...this.#sessions];
  }

  ofAgent(agentId: string): [WebSocket, Session][] {
    return [...(this.#ofAgent.get(agentId) ?? [])].flatMap((socket) => {
      const session = this.#sessions.get(socket);
      return session === undefined ? [] : [[socket, session] as [WebSocket, Session]];
    });
  }

  put(socket: WebSocket, session: Session): void {
    socket.serializeAttachment(session);
    this.#keep(socket, this.get(socket), session);
  }

  /** It is over, also for whoever wakes this hub next. */
  drop(socket: WebSocket): void {
    const session = this.#sessions.get(socket);
    if (session === undefined) return;
    socket.serializeAttachment({ ...session, isOver: true } satisfies Session);
    this.#sessions.delete(socket);
    const mine = this.#ofAgent.get(session.agentId);
    mine?.delete(socket);
    if (mine?.size === 0) this.#ofAgent.delete(session.agentId);
    this.#dropped(socket);
    this.#watch(socket, session, null);
  }

  #keep(socket: WebSocket, before: Session | null, session: Session): void {
    this.#sessions.set(socket, session);
    if (before === null) {
      const mine = this.#ofAgent.get(session.agentId) ?? new Set();
      this.#ofAgent.set(session.agentId, mine.add(socket));
    }
    this.#watch(socket, before, session);
  }
}
