import fc from "fast-check";
import { expect, test } from "vitest";
import { TestOrg } from "./harness.ts";
import { deskOf } from "./team-desk.ts";
import type { Desk } from "./team-desk.ts";

type Step = { readonly step: "arrive" | "close" | "online" | "away" | "leave" | "join"; readonly who: number };
const people = ["ana", "ben", "chioma", "dan"];
const scripts = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ step: fc.constant<Step["step"]>("arrive"), who: fc.nat(3) }), weight: 4 },
    {
      arbitrary: fc.record({
        step: fc.constantFrom<Step["step"]>("close", "online", "away", "leave", "join"),
        who: fc.nat(3),
      }),
      weight: 5,
    },
  ),
  { minLength: 25, maxLength: 40, size: "max" },
);

/** What must hold after every step, whatever it was: looked at in the hub's own tables. */
async function check(
  desk: Desk,
  given: { readonly capacity: number; readonly able: readonly string[]; readonly before: Map<string, string | null> },
): Promise<Map<string, string | null>> {
  const now = await desk.org.conversations();
  const open = now.filter(({ status }) => status === "active");
  const load = (id: string) => open.filter(({ assigneeId }) => assigneeId === id).length;
  for (const id of people) expect(load(id)).toBeLessThanOrEqual(given.capacity);
  for (const { id, assigneeId } of now) {
    if (assigneeId !== null && given.before.get(id) !== assigneeId) expect(given.able).toContain(assigneeId);
  }
  const nobodys = open.flatMap(({ id, assigneeId }) => (assigneeId === null ? [id] : []));
  expect((await desk.waiting()).toSorted()).toEqual(nobodys.toSorted());
  if (nobodys.length > 0) expect(given.able.filter((id) => load(id) < given.capacity)).toEqual([]);
  return new Map(now.map(({ id, assigneeId }) => [id, assigneeId]));
}

async function play(org: TestOrg, script: readonly Step[], capacity: number): Promise<void> {
  await org.open();
  await org.hub.putAgent({ id: "dan", name: "Dan", email: "dan@example.com", role: "agent" });
  const desk = await deskOf(org, { agentIds: [...people], capacity });
  const online = new Set<string>();
  let team = people;
  let assigned = new Map<string, string | null>();
  for (const { step, who } of script) {
    const agentId = people[who] ?? "";
    if (step === "arrive") await desk.arrive();
    else if (step === "close") {
      const open = (await org.conversations()).filter(({ status }) => status === "active");
      const one = open[who % Math.max(1, open.length)];
      if (one !== undefined) await desk.do("conversation:close", one.id);
    } else if (step === "online") {
      online.add(agentId);
      await desk.signal(agentId, "online");
    } else if (step === "away") {
      // Who was never here comes as online, and would take what waits.
      if (desk.isConnected(agentId)) await desk.signal(agentId, "away");
      online.delete(agentId);
    } else {
      team = step === "leave" ? team.filter((id) => id !== agentId) : [...new Set([...team, agentId])];
      await desk.change({ agentIds: team });
    }
    const able = [...online].filter((id) => team.includes(id));
    assigned = await check(desk, { capacity, able, before: assigned });
  }
}

for (const isEvicted of [false, true]) {
  const how = isEvicted ? "evicted between steps" : "awake";
  test(`C7: through random steps nobody has more than enough, nobody offline gets one, nothing waits that somebody could take (${how})`, async () => {
    await fc.assert(
      fc.asyncProperty(scripts, fc.integer({ min: 1, max: 3 }), (script, capacity) =>
        play(new TestOrg(crypto.randomUUID(), isEvicted), script, capacity),
      ),
      { numRuns: isEvicted ? 4 : 10, endOnFailure: true },
    );
  }, 60_000);
}
