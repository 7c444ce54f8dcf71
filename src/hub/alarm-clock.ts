/** One alarm an object: it rings for whichever deadline is next. */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  /** When the alarm is set for; a cache of the platform's, filled by `wake`. */
  #armedFor: number | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  async wake(): Promise<void> {
    this.#armedFor = await this.#storage.getAlarm();
  }

  /** Rings no later than `at` (Unix milliseconds). Setting an alarm is a row written, so an earlier one is left alone. */
  arm(at: number | null): void {
    if (at === null || (this.#armedFor !== null && this.#armedFor <= at)) return;
    // The platform refuses a time that is not in the future of 1970; what is overdue rings at once.
    this.#armedFor = at;
    void this.#storage.setAlarm(Math.max(at, 1));
  }

  /** The alarm is ringing: nothing is armed until someone arms it again. */
  rang(): void {
    this.#armedFor = null;
  }
}

/** Runs a part of the alarm; what it throws is a bug, and is told. */
export function attempt(part: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    console.error(JSON.stringify({ at: "hub.alarm", part, error: String(error) }));
  }
}
