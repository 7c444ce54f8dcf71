import { backoffMs } from "../core/backoff.ts";
import type { Scheduler } from "./inbox.ts";

const baseMs = 1_000;
const maxMs = 30_000;

export interface RetryDeps {
  readonly scheduler: Scheduler;
  readonly random: () => number;
}

/** Tries again what failed for the network's or the server's sake, after a pause that grows with each failure. */
export class Retry {
  #deps: RetryDeps;
  #job: () => void;
  #failures = 0;
  #timer: unknown = null;

  constructor(deps: RetryDeps, job: () => void) {
    this.#deps = deps;
    this.#job = job;
  }

  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  later(): void {
    const { scheduler, random } = this.#deps;
    this.#timer = scheduler.setTimeout(
      () => {
        this.#timer = null;
        this.#job();
      },
      backoffMs(this.#failures++, baseMs, maxMs, random()),
    );
  }

  succeeded(): void {
    this.#failures = 0;
  }

  stop(): void {
    if (this.#timer !== null) this.#deps.scheduler.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
