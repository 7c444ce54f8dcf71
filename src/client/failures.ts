import type { CommandPayload } from "../protocol/commands.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { FailedCommand, KeptCommandName } from "./inbox.ts";

export interface FailuresDeps {
  readonly queue: CommandQueue;
  readonly cursor: () => number;
}

/** Refused commands, with what a person can do about each. */
export class Failures {
  #deps: FailuresDeps;
  #made: { version: number; list: readonly FailedCommand[] } = { version: -1, list: [] };

  constructor(deps: FailuresDeps) {
    this.#deps = deps;
  }

  /** Keeps its identity until a command moves. */
  list(): readonly FailedCommand[] {
    const { queue, cursor } = this.#deps;
    if (this.#made.version !== queue.version) {
      const list = queue.refused().map(({ id, command, reason }): FailedCommand => ({
        id,
        // The queue keeps no others.
        command: command.command as KeptCommandName,
        payload: command.payload as CommandPayload<KeptCommandName>,
        reason: reason ?? { code: "invalid", message: "" },
        retry: () => queue.retry(id, cursor()),
        dismiss: () => queue.dismiss(id),
      }));
      this.#made = { version: queue.version, list };
    }
    return this.#made.list;
  }
}
