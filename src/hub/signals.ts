import { presenceOf } from "../core/presence.ts";
import type { Presence } from "../core/presence.ts";
import type { SignalsFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import type { ClientSignal, ServerSignal } from "../protocol/signals.ts";
import { timing } from "../protocol/timing.ts";
import type { Access } from "./access.ts";
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
  /** What everybody was told; null when this object was just woken, and the attachments still say it. */
  #told: Presence | null = null;
  #toldAt = 0;
  #pauseMs = 0;
  #isWaiting = false;
  /** Of whom and what a joiner's welcome said other than everybody was told: told anew with the next difference, which may have gone back meanwhile. */
  #ahead: Subjects = nothing;

  /** `moved` hears when somebody may have come, gone, or changed state. */
  constructor(sessions: Sessions, access: Pick<Access, "shows" | "isLimited">, moved: () => void) {
    this.#sessions = sessions;
    this.#access = access;
    this.#moved = moved;
  }

  /** Runs something that may change who is here, and tells the difference; `about` is the socket that it is about. */
  around(work: () => void, about: WebSocket | null = null): void {
    // Whoever fell silent while this object slept was not told to be gone.
    this.#told ??= presenceOf(
      this.#sessions.joined(about).flatMap(({ session }) => (session.isSilent ? [] : [session])),
    );
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

  /** The agents who are here and neither away nor busy. Reads every socket's attachment. */
  online(): ReadonlySet<string> {
    const { states } = this.#presence(Date.now());
    return new Set([...states].flatMap(([agentId, state]) => (state === "online" ? [agentId] : [])));
  }

  /** Everything that is so now, for an agent who connects. */
  all(agentId: string): ServerSignal[] {
    const now = Date.now();
    const presence = this.#presence(now);
    // A difference that waits to be told may be gone by then, and who joins now would be left with it.
    this.#ahead = union(this.#ahead, differences(this.#told ?? nobody, presence));
    const typing = this.#sessions.live(now).flatMap(({ session }): ServerSignal[] => {
      if (session.typing === null || session.typing.until <= now) return [];
      const { conversationId } = session.typing;
      return [{ type: "signal", signal: "typing", payload: { conversationId, agentId: session.agentId, on: true } }];
    });
    const everything = { agents: new Set(presence.states.keys()), conversations: new Set(presence.viewing.keys()) };
    return this.#shownTo(agentId, [...signalsOf(everything, presence), ...typing]);
  }

  #shownTo(agentId: string, signals: ServerSignal[]): ServerSignal[] {
    if (!this.#access.isLimited(agentId)) return signals;
    return signals.filter(
      (one) => one.signal === "presence" || this.#access.shows(agentId, one.payload.conversationId),
    );
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
      if (reader !== agentId && this.#access.shows(reader, conversationId)) this.#sessions.send(other.socket, text);
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
    const before = this.#told ?? nobody;
    const now = this.#presence(this.#toldAt);
    this.#told = now;
    this.#noteSilent();
    const signals = signalsOf(union(differences(before, now), this.#ahead), now);
    this.#ahead = nothing;
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
      for (const text of shown.length === signals.length ? texts : textsOf(shown)) this.#sessions.send(socket, text);
    }
  }

  #noteSilent(): void {
    const live = new Set(this.#sessions.live(this.#toldAt).map(({ socket }) => socket));
    for (const { socket, session } of this.#sessions.joined()) {
      const isSilent = !live.has(socket);
      if (isSilent !== session.isSilent) this.#sessions.note(socket, { isSilent });
    }
  }

  #presence(now: number): Presence {
    return presenceOf(this.#sessions.live(now).map(({ session }) => session));
  }
}

/** One frame a signal is what a client expects; of a crowd it would be the square of it. */
function textsOf(signals: ServerSignal[]): string[] {
  return signals.length > limits.signalsOneByOne
    ? [JSON.stringify({ type: "signals", signals } satisfies SignalsFrame)]
    : signals.map((signal) => JSON.stringify(signal));
}

const nobody: Presence = { states: new Map(), viewing: new Map() };

/** Whom and what a presence speaks of: agents, and conversations that are looked at. */
interface Subjects {
  readonly agents: ReadonlySet<string>;
  readonly conversations: ReadonlySet<string>;
}

const nothing: Subjects = { agents: new Set(), conversations: new Set() };

function union(a: Subjects, b: Subjects): Subjects {
  return {
    agents: new Set([...a.agents, ...b.agents]),
    conversations: new Set([...a.conversations, ...b.conversations]),
  };
}

/** Of whom and what two presences say different things. */
function differences(before: Presence, now: Presence): Subjects {
  const agents = [...before.states.keys(), ...now.states.keys()];
  const conversations = [...before.viewing.keys(), ...now.viewing.keys()];
  return {
    agents: new Set(agents.filter((id) => before.states.get(id) !== now.states.get(id))),
    conversations: new Set(
      conversations.filter((id) => before.viewing.get(id)?.join("\n") !== now.viewing.get(id)?.join("\n")),
    ),
  };
}

/** What is now true of them. */
function signalsOf({ agents, conversations }: Subjects, now: Presence): ServerSignal[] {
  return [
    ...[...agents].map((agentId): ServerSignal => ({
      type: "signal",
      signal: "presence",
      payload: { agentId, state: now.states.get(agentId) ?? "offline" },
    })),
    ...[...conversations].map((conversationId): ServerSignal => ({
      type: "signal",
      signal: "viewing",
      payload: { conversationId, agentIds: [...(now.viewing.get(conversationId) ?? [])] },
    })),
  ];
}
