import { limits } from "../protocol/limits.ts";

/** What was counted of one name in the window that began at `from`, Unix milliseconds. */
interface Count {
  from: number;
  count: number;
}

/** Counts by name in windows of a fixed length. In memory: who sends enough to be counted keeps the hub awake. */
class Window {
  readonly #lengthMs: number;
  readonly #max: number;
  readonly #counts = new Map<string, Count>();

  constructor(lengthMs: number, max: number) {
    this.#lengthMs = lengthMs;
    this.#max = max;
  }

  /** False when it is one too many. */
  allows(name: string, now: number): boolean {
    let one = this.#counts.get(name);
    if (one === undefined || now - one.from >= this.#lengthMs) {
      if (one === undefined && this.#counts.size >= 10_000) this.#sweep(now);
      one = { from: now, count: 0 };
      this.#counts.set(name, one);
    }
    one.count += 1;
    return one.count <= this.#max;
  }

  #sweep(now: number): void {
    for (const [name, { from }] of this.#counts) if (now - from >= this.#lengthMs) this.#counts.delete(name);
  }
}

/** How much one agent and one client session may ask of the hub. */
export class Allowances {
  readonly #sessionFrames = new Window(10_000, limits.sessionFramesPer10s);
  readonly #agentFrames = new Window(10_000, limits.agentFramesPer10s);
  readonly #sessionWelcomes = new Window(60_000, limits.sessionWelcomesPerMinute);
  readonly #agentWelcomes = new Window(60_000, limits.agentWelcomesPerMinute);

  /** `session` null: it has not said hello. */
  allowsFrame(agentId: string, session: string | null, now: number): boolean {
    return this.#sessionFrames.allows(`${agentId}\n${session}`, now) && this.#agentFrames.allows(agentId, now);
  }

  allowsWelcome(agentId: string, session: string, now: number): boolean {
    return this.#sessionWelcomes.allows(`${agentId}\n${session}`, now) && this.#agentWelcomes.allows(agentId, now);
  }
}
