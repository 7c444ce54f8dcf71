import type { CommandPayload } from "../protocol/commands.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { FailedCommand, KeptCommandName } from "./inbox.ts";

/** Refused commands, with what a person can do about each. */
export class Failures {
  #queue: CommandQueue;
  #cursor: () => number;
  #made: { version: number; list: readonly FailedCommand[] } = { version: -1, list: [] };

  constructor(queue: CommandQueue, cursor: () => number) {
    this.#queue = queue;
    this.#cursor = cursor;
  }

  /** Keeps its identity until a command moves. */
  list(): readonly FailedCommand[] {
    const queue = this.#queue;
    if (this.#made.version !== queue.version) {
      const list = queue.refused().map(({ id, command, reason }): FailedCommand => ({
        id,
        // The queue keeps no others.
        command: command.command as KeptCommandName,
        payload: command.payload as CommandPayload<KeptCommandName>,
        reason: reason ?? { code: "invalid", message: "" },
        retry: () => queue.retry(id, this.#cursor()),
        dismiss: () => queue.dismiss(id),
      }));
      this.#made = { version: queue.version, list };
    }
    return this.#made.list;
  }
}
