import type { Rejection } from "../protocol/rejections.ts";
import { isFleeting } from "./command-nature.ts";
import type { GuessedCommand } from "./guesses.ts";
import type { KeyValueStorage } from "./storage.ts";

/** A command from its making to its answer, as it is stored. */
export interface StoredCommand extends GuessedCommand {
  /** The cursor when it was made: the hub refuses as `expired` what it can no longer compare. */
  readonly base: number;
  /** Commands are sent in this order. */
  readonly order: number;
  /** Why it was refused; null while it was not. */
  readonly reason: Rejection | null;
}

/** Where commands outlive the page. A full or forbidden storage costs only that: the command itself goes on. */
export class CommandStorage {
  #storage: KeyValueStorage;
  /** Set once it is known whose commands these are. */
  #prefix: string | null = null;
  /** Writes to one key must land in order: a late put would bring an answered command back. */
  #writes: Promise<unknown> = Promise.resolve();

  constructor(storage: KeyValueStorage) {
    this.#storage = storage;
  }

  /** What an earlier page left, in order. From then on it is written under `prefix`. */
  async open(prefix: string): Promise<StoredCommand[]> {
    const rows = await this.#storage.entries(prefix).catch(() => []);
    this.#prefix = prefix;
    return rows.map(([, row]) => row as StoredCommand).toSorted((a, b) => a.order - b.order);
  }

  put(command: StoredCommand): void {
    if (isFleeting(command.command.command)) return;
    this.#write((prefix) => this.#storage.put(prefix + command.id, command));
  }

  delete(id: string): void {
    this.#write((prefix) => this.#storage.delete(prefix + id));
  }

  #write(job: (prefix: string) => Promise<void>): void {
    const prefix = this.#prefix;
    if (prefix !== null) this.#writes = this.#writes.then(() => job(prefix)).catch(() => undefined);
  }
}
