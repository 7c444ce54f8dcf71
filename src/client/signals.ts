import type { ClientSignal, PresenceState, ServerSignal } from "../protocol/signals.ts";
import { timing } from "../protocol/timing.ts";
import type { Scheduler } from "./inbox.ts";

export interface SignalsDeps {
  readonly scheduler: Scheduler;
  readonly me: () => string | null;
  /** Returns false when there is no live connection; what was meant is said again after the next welcome. */
  readonly send: (signal: ClientSignal) => boolean;
  readonly changed: () => void;
}

const nobody: readonly string[] = [];

/**
 * The lane of what is latest: who is here, who looks at what, who types. Nothing of it is kept; each
 * welcome brings all of it, and this client says its own part again.
 */
export class Signals {
  #deps: SignalsDeps;
  #presence = new Map<string, PresenceState>();
  #viewers = new Map<string, readonly string[]>();
  /** Conversation → agent → the timer that ends it: a writer whose tab dies says no last word. */
  #typing = new Map<string, Map<string, unknown>>();
  #typists = new Map<string, readonly string[]>();
  #typingTtlMs: number = timing.typingTtlMs;
  #state: PresenceState = "online";
  #viewing: string | null = null;
  #typed: { conversationId: string; saidAt: number } | null = null;

  constructor(deps: SignalsDeps) {
    this.#deps = deps;
  }

  presence(agentId: string): PresenceState | "offline" {
    return this.#presence.get(agentId) ?? "offline";
  }

  viewers(conversationId: string): readonly string[] {
    return this.#viewers.get(conversationId) ?? nobody;
  }

  typists(conversationId: string): readonly string[] {
    return this.#typists.get(conversationId) ?? nobody;
  }

  /** All that is so now. `first` of its socket: the hub knows nothing of this tab yet. */
  welcomed(signals: readonly ServerSignal[], typingTtlMs: number, first: boolean): void {
    this.#typingTtlMs = typingTtlMs;
    this.#presence.clear();
    this.#viewers.clear();
    this.stop();
    for (const signal of signals) this.receive(signal);
    if (!first) return;
    this.#typed = null;
    // A new socket is online and looks at nothing, as far as the hub knows.
    if (this.#state !== "online") this.#sayState();
    if (this.#viewing !== null) this.#sayViewing();
  }

  receive(signal: ServerSignal): void {
    switch (signal.signal) {
      case "presence": {
        const { agentId, state } = signal.payload;
        if (state === "offline") this.#presence.delete(agentId);
        else this.#presence.set(agentId, state);
        break;
      }
      case "viewing": {
        const others = signal.payload.agentIds.filter((id) => id !== this.#deps.me());
        if (others.length === 0) this.#viewers.delete(signal.payload.conversationId);
        else this.#viewers.set(signal.payload.conversationId, others);
        break;
      }
      case "typing":
        this.#heardTyping(signal.payload);
        break;
    }
    this.#deps.changed();
  }

  setPresence(state: PresenceState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#sayState();
  }

  setViewing(conversationId: string | null): void {
    if (conversationId === this.#viewing) return;
    this.#viewing = conversationId;
    this.#sayViewing();
  }

  /** Said again only when half of its life is over, however many keys come. */
  setTyping(conversationId: string, on: boolean): void {
    const before = this.#typed;
    const now = this.#deps.scheduler.now();
    if (on) {
      if (before?.conversationId === conversationId && now - before.saidAt < this.#typingTtlMs / 2) return;
      this.#typed = { conversationId, saidAt: now };
    } else {
      if (before?.conversationId !== conversationId) return;
      this.#typed = null;
    }
    this.#deps.send({ type: "signal", signal: "typing", payload: { conversationId, on } });
  }

  stop(): void {
    for (const timers of this.#typing.values()) {
      for (const timer of timers.values()) this.#deps.scheduler.clearTimeout(timer);
    }
    this.#typing.clear();
    this.#typists.clear();
  }

  #sayState(): void {
    this.#deps.send({ type: "signal", signal: "presence", payload: { state: this.#state } });
  }

  #sayViewing(): void {
    this.#deps.send({ type: "signal", signal: "viewing", payload: { conversationId: this.#viewing } });
  }

  #heardTyping({ conversationId, agentId, on }: (ServerSignal & { signal: "typing" })["payload"]): void {
    if (agentId === this.#deps.me()) return;
    const { scheduler, changed } = this.#deps;
    const timers = this.#typing.get(conversationId) ?? new Map<string, unknown>();
    scheduler.clearTimeout(timers.get(agentId));
    timers.delete(agentId);
    if (on) {
      const end = () => {
        timers.delete(agentId);
        this.#list(conversationId, timers);
        changed();
      };
      timers.set(agentId, scheduler.setTimeout(end, this.#typingTtlMs));
    }
    this.#typing.set(conversationId, timers);
    this.#list(conversationId, timers);
  }

  #list(conversationId: string, timers: ReadonlyMap<string, unknown>): void {
    if (timers.size === 0) {
      this.#typists.delete(conversationId);
      this.#typing.delete(conversationId);
    } else this.#typists.set(conversationId, [...timers.keys()].sort());
  }
}
