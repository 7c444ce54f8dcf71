import fc from "fast-check";
import { expect, test } from "vitest";
import { openRecordCache, type RecordCache } from "../../src/client/record-cache.ts";
import { type Bounds, usualBounds } from "../../src/client/record-rows.ts";
import { createMemoryStorage } from "../../src/client/storage.ts";
import { Clock, settle } from "./support/clock.ts";
import type { Desk } from "./support/desk.ts";
import { ModelHub } from "./support/model-hub.ts";
import { RowMemory } from "./support/row-memory.ts";
import {
  conversations,
  goodWeather,
  lists,
  loadAll,
  pass,
  seen,
  serve,
  sitDown,
  step,
  take,
  truth,
} from "./support/world.ts";

const pageStep = fc.oneof(
  { weight: 5, arbitrary: step },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("reload", "crash", "full", "otherTab", "copy") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("old" as const), meanwhile: fc.array(step, { maxLength: 6 }) }) },
);
type PageStep = typeof pageStep extends fc.Arbitrary<infer S> ? S : never;

/** So tight that every list and thread is cut. */
const tightBounds: Bounds = { conversations: 3, messagesOfThread: 2, messages: 5, mentions: 1 };

/** One who closes the page and opens it again, with what was kept. */
class Reader {
  readonly clock = new Clock();
  readonly hub = new ModelHub(() => new Date(this.clock.now()).toISOString());
  readonly rows = new RowMemory();
  readonly commands = createMemoryStorage();
  slow = goodWeather();
  #random: () => number;
  #bounds: Bounds;
  #ids = 0;
  /** Rows as they were at some time. */
  #copy: RowMemory["rows"] = new Map();
  #cache!: RecordCache;
  desk!: Desk;

  constructor(random: () => number, bounds: Bounds) {
    this.#random = random;
    this.#bounds = bounds;
  }

  async open(isReachable = true): Promise<void> {
    this.slow = { ...goodWeather(), down: this.slow.down };
    this.#cache = await openRecordCache(this.rows, this.#bounds);
    const newId = () => `command-${++this.#ids}`;
    const options = { random: this.#random, cache: this.#cache, storage: this.commands, newId };
    this.desk = sitDown(this.hub, this.slow, options, this.clock);
    if (isReachable) await serve(this.desk, this.hub);
  }

  async leave(): Promise<void> {
    this.hub.socket = null;
    this.desk.inbox.dispose();
    await settle();
  }

  async closeCalmly(): Promise<void> {
    await this.#cache.flush();
    await this.leave();
  }

  async take(one: PageStep): Promise<void> {
    switch (one.do) {
      case "reload":
        await this.closeCalmly();
        return this.open();
      case "crash":
        await this.leave();
        return this.open();
      case "full":
        this.rows.fails = true;
        return;
      case "otherTab":
        this.rows.writable = !this.rows.writable;
        return;
      case "copy":
        this.#copy = new Map(this.rows.rows);
        return;
      case "old":
        // A page of long ago: the rows were not written since.
        for (const meanwhile of one.meanwhile) await this.take(meanwhile);
        await this.leave();
        this.rows.rows = new Map(this.#copy);
        return this.open();
      default:
        return take(one, this.desk, this.hub, this.slow);
    }
  }
}

test("I7 H8 after any reloads from what was kept, however old or cut off, the view is the hub's and each command took effect once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(pageStep, { minLength: 5, maxLength: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      fc.constantFrom(usualBounds, tightBounds),
      async (steps, chance, bounds) => {
        const reader = new Reader(() => chance.next().value ?? 0, bounds);
        const { hub, rows } = reader;
        await reader.open();
        for (const one of steps) {
          await reader.take(one);
          await settle();
        }
        hub.breaks = null;
        rows.writable = true;
        reader.slow.rest = reader.slow.down = false;
        hub.project();
        await pass(reader.desk, hub, 60_000);
        expect(reader.desk.inbox.connection.state).toBe("live");
        await loadAll(reader.desk, hub);
        expect(seen(reader.desk)).toEqual(truth(hub));
        expect(reader.slow.unsettled).toBe(0);
        expect(new Set(hub.effects).size).toBe(hub.effects.length);

        // And what was kept shows the same again with no network at all: whole, or as much as it says.
        rows.fails = false;
        await reader.closeCalmly();
        await reader.open(false);
        expectWhole(reader.desk, hub, bounds === usualBounds);
        await reader.leave();
        expect(reader.clock.waiting).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);

/** Each list holds the newest of what is true, without a hole; all of it unless it says that there is more. */
function expectWhole(desk: Desk, hub: ModelHub, isAll: boolean): void {
  const { inbox } = desk;
  const held = seen(desk);
  const all = truth(hub);
  held.lists.forEach((list, index) => {
    const query = lists[index] ?? "all";
    const whole = all.lists[index] ?? [];
    expect(list).toEqual(whole.slice(0, list.length));
    expect(list.length === whole.length || inbox.conversations(query).hasMore).toBe(true);
  });
  held.threads.forEach((thread, index) => {
    const whole = all.threads[index] ?? [];
    expect(thread).toEqual(whole.slice(whole.length - thread.length));
    expect(thread.length === whole.length || inbox.thread(conversations[index] ?? "").hasOlder).toBe(true);
  });
  expect(held.mentions).toEqual(all.mentions.slice(0, held.mentions.length));
  if (isAll) expect(held).toEqual(all);
}
