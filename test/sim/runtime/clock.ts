import type { Scheduler } from "../../../src/client/inbox.ts";

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const eventsAtMost = 20_000;
const realSetImmediate = globalThis.setImmediate;

/** Lets every promise that can go on, go on. Nothing in the simulation does real I/O, so microtasks are all there is. */
export function settle(): Promise<void> {
  return new Promise((resolve) => realSetImmediate(resolve));
}

/** Virtual time: a queue of events by time, then by order of asking. Time passes only by running them. */
export class Clock implements Scheduler {
  #now = Date.parse("2026-03-02T09:00:00.000Z");
  #heap: Event[] = [];
  #cancelled = new Set<number>();
  #order = 0;

  readonly now = (): number => this.#now;

  readonly setTimeout = (run: () => void, delayMs = 0): number => {
    const order = ++this.#order;
    this.#push({ at: this.#now + Math.max(0, Math.ceil(delayMs)), order, run });
    return order;
  };

  readonly clearTimeout = (handle: unknown): void => {
    if (typeof handle === "number") this.#cancelled.add(handle);
  };

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.setTimeout(resolve, delayMs));
  }

  /** Runs what is due within `ms`, each event to its end before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    let ran = 0;
    await settle();
    for (let event = this.#pop(end); event !== null; event = this.#pop(end)) {
      this.#now = Math.max(this.#now, event.at);
      event.run();
      await settle();
      // Time that does not pass is an alarm that rings for nothing, again and again.
      if (++ran > eventsAtMost)
        throw new Error(`I12: more than ${eventsAtMost} events within ${ms} ms, the last of them: ${event.run}`);
    }
    this.#now = end;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isEarlier(event, heap[parent] as Event)) break;
      heap[index] = heap[parent] as Event;
      index = parent;
    }
    heap[index] = event;
  }

  #pop(end: number): Event | null {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.at > end) return null;
      this.#removeFirst();
      if (!this.#cancelled.delete(first.order)) return first;
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop() as Event;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isEarlier(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (!isEarlier(heap[child] as Event, last)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = last;
  }
}

function isEarlier(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
