import type { SignalsFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import type { ClientSignal, ServerSignal } from "../protocol/signals.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
import { PresenceBook, subjects } from "./presence-book.ts";
import type { Subjects } from "./presence-book.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Presence, viewing and typing: the lane of what is latest, which lives in the sockets' attachments and is
 * told as differences. A crowd that comes or goes at once is told together: of 200 agents who reconnect,
 * each would otherwise cause 200 frames.
 */
export class Signals {
  readonly #sessions: Sessions;
  readonly #access: Pick<Access, "shows" | "isLimited">;
  readonly #moved: () => void;
  readonly #book = new PresenceBook();
  #toldAt = 0;
  #pauseMs = 0;
  #isWaiting = false;
  /** Of whom and what a joiner's welcome said other than everybody was told: told anew with the next difference, which may have gone back meanwhile. */
  #ahead: Subjects = subjects();

  /** `moved` hears when somebody may have come, gone, or changed state. */
  constructor(sessions: Sessions, access: Pick<Access, "shows" | "isLimited">, moved: () => void) {
    this.#sessions = sessions;
    this.#access = access;
    this.#moved = moved;
    sessions.watch((socket, before, after) => {
      const [was, is] = [partOf(before), partOf(after)];
      if (!saysTheSame(was, is)) this.#book.put(socket, was, is);
    });
    // What the attachments say on waking is what everybody was told: who fell silent since is not told to be gone.
    this.#book.tellAll();
  }

  /** Runs something that may change who is here, and tells the difference; `about` is the socket that it is about. */
  around(work: () => void, about: WebSocket | null = null): void {
    if (about !== null) this.#adopt(about);
    work();
    this.#moved();
    this.#tellSoon(about);
  }

  /** False when it counts for nothing: it names a conversation that is not there, or out of its agent's sight (I10, I13, Vi3). */
  receive(socket: WebSocket, signal: ClientSignal): boolean {
    const { agentId } = this.#sessions.of(socket);
    const about = signal.signal === "presence" ? null : signal.payload.conversationId;
    if (about !== null && !this.#access.shows(agentId, about)) return false;
    switch (signal.signal) {
      case "presence":
        this.around(() => this.#sessions.note(socket, { state: signal.payload.state }));
        break;
      case "viewing":
        this.around(() => this.#sessions.note(socket, { viewing: signal.payload.conversationId }));
        break;
      case "typing":
        this.#typing(socket, signal.payload);
    }
    return true;
  }

  /** The agents who are here and neither away nor busy. */
  online(): ReadonlySet<string> {
    this.#sessions.signs.look(Date.now());
    return new Set([...this.#book.everything().agents].filter((id) => this.#book.state(id) === "online"));
  }

  /** Everything that is so now, for an agent who connects. */
  all(agentId: string): ServerSignal[] {
    const now = Date.now();
    this.#sessions.signs.look(now);
    // A difference that waits to be told may be gone by then, and who joins now would be left with it.
    this.#book.collect(this.#ahead);
    const typing = this.#book.typing().flatMap(({ agentId, typing: one }): ServerSignal[] => {
      if (one === null || one.until <= now) return [];
      const { conversationId } = one;
      return [{ type: "signal", signal: "typing", payload: { conversationId, agentId, on: true } }];
    });
    return this.#shownTo(agentId, [...signalsOf(this.#book.everything(), this.#book), ...typing]);
  }

  #shownTo(agentId: string, signals: ServerSignal[]): ServerSignal[] {
    if (!this.#access.isLimited(agentId)) return signals;
    return signals.filter(
      (one) => one.signal === "presence" || this.#access.shows(agentId, one.payload.conversationId),
    );
  }

  /** A socket whose close woke this object, and which the platform no longer lists: everybody was told of it. */
  #adopt(socket: WebSocket): void {
    if (this.#sessions.knows(socket)) return;
    this.#sessions.adopt(socket);
    // One that was ended here says nothing of what everybody was told.
    if (!this.#sessions.knows(socket)) return;
    const { agentId, viewing } = this.#sessions.of(socket);
    this.#book.told({ agents: new Set([agentId]), conversations: new Set(viewing === null ? [] : [viewing]) });
  }

  #typing(socket: WebSocket, { conversationId, on }: { conversationId: string; on: boolean }): void {
    const now = Date.now();
    const { agentId } = this.#sessions.of(socket);
    this.#sessions.note(socket, { typing: on ? { conversationId, until: now + timing.typingTtlMs } : null });
    const text = JSON.stringify({
      type: "signal",
      signal: "typing",
      payload: { conversationId, agentId, on },
    } satisfies ServerSignal);
    for (const other of this.#sessions.joined()) {
      const reader = other.session.agentId;
      if (reader !== agentId && (!this.#access.isLimited(reader) || this.#access.shows(reader, conversationId)))
        this.#sessions.send(other.socket, text);
    }
  }

  /** At once when it was quiet; what comes within the pause after that is told together at its end. */
  #tellSoon(about: WebSocket | null): void {
    const wait = this.#toldAt + this.#pauseMs - Date.now();
    if (wait <= 0) return this.#tell(about);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    // So short that it keeps nothing awake that was not awake anyway.
    setTimeout(() => {
      this.#isWaiting = false;
      this.#tell(null);
    }, wait);
  }

  /** `joiner` has it from its welcome. */
  #tell(joiner: WebSocket | null): void {
    this.#toldAt = Date.now();
    this.#sessions.signs.look(this.#toldAt);
    const news = this.#ahead;
    this.#ahead = subjects();
    this.#book.collect(news);
    this.#book.told(news);
    const signals = signalsOf(news, this.#book);
    if (signals.length === 0) return;
    const texts = textsOf(signals);
    const readers = this.#sessions.joined();
    this.#pauseMs = Math.min(
      timing.signalPauseMaxMs,
      timing.signalPauseMs + timing.signalPausePerReaderMs * readers.length,
    );
    for (const { socket, session } of readers) {
      if (socket === joiner) continue;
      const shown = this.#shownTo(session.agentId, signals);
      for (const text of shown === signals ? texts : textsOf(shown)) this.#sessions.send(socket, text);
    }
  }
}

/** One frame a signal is what a client expects; of a crowd it would be the square of it. */
function textsOf(signals: ServerSignal[]): string[] {
  return signals.length > limits.signalsOneByOne
    ? [JSON.stringify({ type: "signals", signals } satisfies SignalsFrame)]
    : signals.map((signal) => JSON.stringify(signal));
}

/** What is now true of them. */
function signalsOf({ agents, conversations }: Subjects, book: PresenceBook): ServerSignal[] {
  return [
    ...[...agents].map((agentId): ServerSignal => ({
      type: "signal",
      signal: "presence",
      payload: { agentId, state: book.state(agentId) ?? "offline" },
    })),
    ...[...conversations].map((conversationId): ServerSignal => ({
      type: "signal",
      signal: "viewing",
      payload: { conversationId, agentIds: book.viewers(conversationId) },
    })),
  ];
}

/** What a socket's session says of its agent's presence; null for nothing. */
function partOf(session: Session | null): Session | null {
  return session !== null && session.session !== null && !session.isSilent ? session : null;
}

function saysTheSame(a: Session | null, b: Session | null): boolean {
  return a?.state === b?.state && a?.viewing === b?.viewing && a?.typing === b?.typing;
}
