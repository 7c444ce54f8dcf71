import fc from "fast-check";
import { expect, test } from "vitest";
import { countNames, tally } from "../../src/core/tally.ts";
import { conversationStatuses } from "../../src/protocol/records.ts";

const conversation = fc.record({
  status: fc.constantFrom(...conversationStatuses),
  assigneeId: fc.option(fc.constantFrom("ana", "ben")),
  teamId: fc.option(fc.constantFrom("billing", "orders")),
  labels: fc.uniqueArray(fc.constantFrom("vip", "late", "trial")),
});

test("C4, T5: counts moved change by change are those of looking at every conversation", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), conversation)), (changes) => {
      const held = new Map<string, (typeof changes)[number][1]>();
      const counts = new Map<string, number>();
      for (const [id, after] of changes) {
        for (const [name, by] of tally(held.get(id) ?? null, after)) counts.set(name, (counts.get(name) ?? 0) + by);
        held.set(id, after);
      }
      const looked = new Map<string, number>();
      for (const one of held.values())
        for (const name of countNames(one)) looked.set(name, (looked.get(name) ?? 0) + 1);
      expect([...counts].filter(([, n]) => n !== 0).sort()).toEqual([...looked].sort());
    }),
  );
});

test("T5: what is closed, archived or snoozed is not counted, nor is a deleted one", () => {
  const open = { status: "active", assigneeId: null, teamId: "billing", labels: ["vip"] } as const;
  expect(countNames({ ...open, labels: [...open.labels] })).toEqual(["all", "unassigned", "team:billing", "label:vip"]);
  for (const status of ["closed", "archived", "snoozed"] as const)
    expect(countNames({ ...open, labels: ["vip"], status })).toEqual([]);
  expect(countNames({ ...open, labels: ["vip"], deleted: true })).toEqual([]);
});
