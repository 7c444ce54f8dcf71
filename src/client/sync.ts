import type { ChangesFrame, DownFrame, WelcomeFrame } from "../protocol/frames.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { ParleyRecord } from "../protocol/records.ts";
import type { CommandQueue } from "./command-queue.ts";
import type { Pages } from "./pages.ts";
import type { RecordStore } from "./record-store.ts";
import type { Signals } from "./signals.ts";

export interface SyncDeps {
  readonly store: RecordStore;
  readonly queue: CommandQueue;
  readonly pages: Pick<Pages, "someOlderThan" | "reset">;
  readonly signals: Pick<Signals, "receive">;
  /** The welcome is complete; `first` of its socket. */
  readonly welcomed: (frame: WelcomeFrame, first: boolean) => void;
  /** Records that were told, to look for what they miss. */
  readonly told: (records: readonly ParleyRecord[]) => void;
  readonly happened: (event: ParleyEvent) => void;
}

/**
 * Brings frames into the store. The cursor moves by `changes` and a whole `welcome` alone: whatever breaks
 * off, the next `hello` asks from the last point up to which everything is here.
 */
export class Sync {
  /** The `seq` of the last changes or welcome applied; 0 for none. */
  cursor = 0;
  /** All that changed after this is held; what did not must come by page. null before the first welcome. */
  baseline: number | null = null;
  #deps: SyncDeps;
  #welcomed = false;
  /** Between the frames of one welcome. */
  #within = false;
  /** A welcome to an empty client ended half way; what it brought may be outdated by the next one. */
  #brokenOff = false;

  constructor(deps: SyncDeps) {
    this.#deps = deps;
  }

  /** A new socket: nothing counts on it until it is welcomed. */
  opened(): void {
    this.#brokenOff ||= this.#within && this.cursor === 0;
    this.#welcomed = this.#within = false;
    this.#deps.queue.disconnected();
  }

  receive(frame: DownFrame): void {
    switch (frame.type) {
      case "welcome":
        return this.#welcome(frame);
      case "changes":
        return this.#changes(frame);
      case "result":
        return this.#deps.queue.settle(frame, this.cursor);
      case "signal":
        return this.#deps.signals.receive(frame);
      case "signals":
        for (const signal of frame.signals) this.#deps.signals.receive(signal);
        return;
      case "error":
      case "check":
        return;
    }
  }

  #welcome(frame: WelcomeFrame): void {
    const { store, queue } = this.#deps;
    if (!this.#within) this.#begin(frame);
    for (const record of frame.records) store.put(record);
    for (const result of frame.results) queue.settle(result, this.cursor);
    this.#within = frame.more === true;
    if (this.#within) {
      this.#deps.told(frame.records);
      return;
    }
    // A hello on a live socket may be answered with what is here already.
    this.cursor = Math.max(this.cursor, frame.seq);
    this.#brokenOff = false;
    queue.arrived(this.cursor);
    const first = !this.#welcomed;
    this.#welcomed = true;
    this.#deps.told(frame.records);
    this.#deps.welcomed(frame, first);
  }

  /**
   * Decides what of the held records may stay. After a reset, or when what came before the first whole
   * welcome is older than what that one builds upon, a deletion could have been missed: all goes.
   */
  #begin({ reset, projected }: WelcomeFrame): void {
    const fresh = this.cursor === 0;
    if (!fresh && !reset) return;
    this.baseline = projected;
    if (fresh && !this.#brokenOff && !this.#deps.pages.someOlderThan(projected)) return;
    this.#deps.store.clear();
    // Should this welcome break off, the next hello starts from nothing.
    this.cursor = 0;
    this.#deps.pages.reset();
  }

  #changes(frame: ChangesFrame): void {
    if (!this.#welcomed) return;
    const { store, queue, told, happened } = this.#deps;
    for (const record of frame.records) store.put(record);
    if (frame.seq <= this.cursor) return;
    this.cursor = frame.seq;
    queue.arrived(this.cursor, frame.cause);
    told(frame.records);
    for (const event of frame.events) happened(event);
  }
}
