import fc from "fast-check";
import { expect, test } from "vitest";
import { settle } from "./support/clock.ts";
import { connect, loadAll, pass, seen, serve, step, take, truth } from "./support/world.ts";

test("I7 after any drops, lost results, resets, slow and stale pages, the view is the hub's and each command took effect once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      async (steps, chance) => {
        const { desk, hub, slow } = connect(() => chance.next().value ?? 0);
        await serve(desk, hub);
        for (const one of steps) {
          await take(one, desk, hub, slow);
          await settle();
        }
        hub.breaks = null;
        slow.rest = slow.down = false;
        hub.project();
        await pass(desk, hub, 60_000);
        expect(desk.inbox.connection.state).toBe("live");
        await loadAll(desk, hub);
        expect(seen(desk)).toEqual(truth(hub));
        expect(slow.unsettled).toBe(0);
        expect(new Set(hub.effects).size).toBe(hub.effects.length);
        desk.inbox.dispose();
        expect(desk.clock.waiting).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);
