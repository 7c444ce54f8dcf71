import type { Command } from "../protocol/commands.ts";
import type { CommandFrame, ResultFrame } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import type { Rejection } from "../protocol/rejections.ts";
import { isFleeting, isPersonal, isTransient } from "./command-nature.ts";
import { CommandStorage, type StoredCommand } from "./command-storage.ts";
import type { Drafts } from "./drafts.ts";
import type { Scheduler } from "./inbox.ts";
import type { KeyValueStorage } from "./storage.ts";

interface Entry {
  command: StoredCommand;
  state: "waiting" | "sent" | "accepted" | "refused";
  /** The `seq` at which it was accepted. */
  seq: number;
  /** Its change has arrived, maybe before its result: the records tell now, no guess. */
  seen: boolean;
}

/** Frames of ours that leave room for `hello` and `ping` under the hub's limit. */
const framesPer10s = Math.floor(limits.sessionFramesPer10s * 0.75);
const budgetWindowMs = 10_000;
/** Wait before a command is sent again that was refused for no fault of its own. */
const transientRetryMs = 2_000;

export interface CommandQueueDeps {
  readonly storage: KeyValueStorage;
  readonly scheduler: Scheduler;
  /** The server's time, ISO 8601. */
  readonly now: () => string;
  /** Returns false when there is no live connection. */
  readonly send: (frame: CommandFrame) => boolean;
  readonly changed: () => void;
  /** Told of every answer that is for good, also of what an earlier page asked. */
  readonly drafts: Pick<Drafts, "settled">;
}

/**
 * Commands without an answer, in order. Each is kept, in storage too, until its result: sent again with the
 * same id after every reconnect, it takes effect once because the hub remembers the id.
 */
export class CommandQueue {
  version = 0;
  #entries = new Map<string, Entry>();
  #resolvers = new Map<string, (answer: ResultFrame) => void>();
  #deps: CommandQueueDeps;
  #kept: CommandStorage;
  #lastOrder = 0;
  #windowStart = 0;
  #sentInWindow = 0;
  #timer: unknown = null;

  constructor(deps: CommandQueueDeps) {
    this.#deps = deps;
    this.#kept = new CommandStorage(deps.storage);
  }

  /** Loads what an earlier page left, and from now on writes under `prefix`. */
  async open(prefix: string): Promise<void> {
    const stored = await this.#kept.open(prefix);
    const made = [...this.#entries];
    this.#entries = new Map([...stored.map((command): [string, Entry] => [command.id, entryOf(command)]), ...made]);
    this.#lastOrder = Math.max(this.#lastOrder, ...stored.map(({ order }) => order));
    for (const [, { command }] of made) this.#kept.put(command);
    this.#changed();
  }

  /** Takes a command in, or refuses it when too many wait already. Resolves with its answer. */
  add(id: string, command: Command, base: number): Promise<ResultFrame> {
    const entry = entryOf({
      id,
      command,
      base,
      at: this.#deps.now(),
      order: this.#nextOrder(),
      reason: null,
    });
    const settled = new Promise<ResultFrame>((resolve) => this.#resolvers.set(id, resolve));
    const problem = this.#inadmissible(entry.command);
    this.#entries.set(id, entry);
    if (problem !== null) this.#refuse(entry, problem);
    else {
      this.#kept.put(entry.command);
      this.#changed();
      this.flush();
    }
    return settled;
  }

  /** What `hello` tells: commands whose answer is not known. */
  unanswered(): StoredCommand[] {
    return this.#inState("waiting", "sent").map((entry) => entry.command);
  }

  /** The connection ended: what was sent on it may never have arrived. */
  disconnected(): void {
    for (const entry of this.#inState("sent")) entry.state = "waiting";
    for (const entry of this.#inState("waiting")) {
      if (!isFleeting(entry.command.command.command)) continue;
      const code = "unavailable";
      this.#refuse(entry, { code, message: "The connection was lost." });
    }
  }

  /** Takes back what nobody can answer now; false when it is on its way. The hub may have it all the same. */
  withdraw(id: string, isLive: boolean): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.state === "refused") return true;
    if (entry.state === "accepted" || (entry.state === "sent" && isLive)) return false;
    this.#entries.delete(id);
    this.#resolvers.delete(id);
    this.#kept.delete(id);
    this.#changed();
    return true;
  }

  /** Sends what waits, in order, at a rate that the hub accepts. */
  flush(): void {
    const { scheduler, send } = this.#deps;
    for (const entry of this.#inState("waiting")) {
      const now = scheduler.now();
      if (now - this.#windowStart >= budgetWindowMs) {
        this.#windowStart = now;
        this.#sentInWindow = 0;
      }
      if (this.#sentInWindow >= framesPer10s) {
        this.#later(this.#windowStart + budgetWindowMs - now);
        return;
      }
      const { id, base, command } = entry.command;
      // Before the sending: its answer may come within it.
      entry.state = "sent";
      if (!send({ type: "command", id, base, command: command.command, payload: { ...command.payload } })) {
        entry.state = "waiting";
        return;
      }
      this.#sentInWindow++;
    }
  }

  /** Takes a result; a second one of the same command changes nothing. `cursor` says which changes are here. */
  settle(result: ResultFrame, cursor = 0): void {
    const entry = this.#entries.get(result.id);
    if (entry === undefined || entry.state === "accepted" || entry.state === "refused") return;
    if (!result.ok && isTransient(result)) {
      entry.state = "waiting";
      this.#later(transientRetryMs);
      return;
    }
    if (!result.ok) {
      const { code, message, details } = result;
      this.#refuse(entry, details === undefined ? { code, message } : { code, message, details });
      return;
    }
    entry.state = "accepted";
    entry.seq = result.seq;
    this.#kept.delete(result.id);
    this.arrived(cursor);
    this.#resolve(entry.command, result);
  }

  /** Changes up to `cursor` are here; one of them was caused by `cause`. Guesses that they confirm end. */
  arrived(cursor: number, cause: string | null = null): void {
    const caused = cause === null ? undefined : this.#entries.get(cause);
    if (caused !== undefined && !caused.seen) {
      caused.seen = true;
      this.#changed();
    }
    for (const entry of this.#inState("accepted")) {
      if (!entry.seen && entry.seq > cursor) continue;
      this.#entries.delete(entry.command.id);
      this.#changed();
    }
  }

  /** Commands whose effect is not in the records yet. */
  guessed(): StoredCommand[] {
    return this.#inState("waiting", "sent", "accepted")
      .filter((entry) => !entry.seen)
      .map((entry) => entry.command);
  }

  refused(): StoredCommand[] {
    return this.#inState("refused").map((entry) => entry.command);
  }

  /** Sends a refused command again, as of `base`. */
  retry(id: string, base: number): void {
    const entry = this.#entries.get(id);
    if (entry?.state !== "refused") return;
    // To the end: it is asked for now, after those that went ahead.
    this.#entries.delete(id);
    const at = this.#deps.now();
    const again = entryOf({ ...entry.command, base, at, order: this.#nextOrder(), reason: null });
    this.#entries.set(id, again);
    this.#kept.put(again.command);
    this.#changed();
    this.flush();
  }

  dismiss(id: string): void {
    if (this.#entries.get(id)?.state !== "refused") return;
    this.#entries.delete(id);
    this.#kept.delete(id);
    this.#changed();
  }

  stop(): void {
    if (this.#timer !== null) this.#deps.scheduler.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** A frame too large is answered by an `error` without an id, so it would wait for ever. */
  #inadmissible({ id, base, command }: StoredCommand): Rejection | null {
    const bytes = new TextEncoder().encode(JSON.stringify({ id, base, ...command })).length;
    if (bytes > limits.clientFrameBytes - 1_024) return { code: "too_large", message: "This is too long to be sent." };
    if (this.#inState("waiting", "sent").length < limits.pendingCommands) return null;
    return { code: "too_many_requests", message: `${limits.pendingCommands} actions are waiting to be sent already.` };
  }

  /** Stored too: what someone wrote outlives the page until they retry or dismiss it. */
  #refuse(entry: Entry, reason: Rejection): void {
    entry.state = "refused";
    entry.command = { ...entry.command, reason };
    if (isPersonal(entry.command.command.command)) {
      this.#entries.delete(entry.command.id);
      this.#kept.delete(entry.command.id);
    } else this.#kept.put(entry.command);
    this.#resolve(entry.command, { type: "result", id: entry.command.id, ok: false, ...reason });
  }

  #resolve(command: StoredCommand, result: ResultFrame): void {
    this.#deps.drafts.settled(command, result);
    this.#resolvers.get(result.id)?.(result);
    this.#resolvers.delete(result.id);
    this.#changed();
  }

  #nextOrder(): number {
    this.#lastOrder = Math.max(this.#deps.scheduler.now(), this.#lastOrder + 1);
    return this.#lastOrder;
  }

  #inState(...states: Entry["state"][]): Entry[] {
    return [...this.#entries.values()].filter((entry) => states.includes(entry.state));
  }

  #later(delayMs: number): void {
    this.#timer ??= this.#deps.scheduler.setTimeout(() => {
      this.#timer = null;
      this.flush();
    }, delayMs);
  }

  #changed(): void {
    this.version++;
    this.#deps.changed();
  }
}

function entryOf(command: StoredCommand): Entry {
  return { command, state: command.reason === null ? "waiting" : "refused", seq: 0, seen: false };
}
