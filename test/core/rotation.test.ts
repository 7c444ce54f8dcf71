import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivesAt, awaits, lastAmong, nextAssignee } from "../../src/core/rotation.ts";
import type { Role } from "../../src/protocol/records.ts";

const agent = (role: Role = "agent") => ({ role });
const turns = (change: Partial<Parameters<typeof nextAssignee>[0]> = {}) =>
  nextAssignee({
    team: { agentIds: ["ana", "ben", "chioma"], capacity: null },
    last: null,
    online: new Set(["ana", "ben", "chioma"]),
    agent: () => agent(),
    load: () => 0,
    ...change,
  });

describe("C7: whose turn it is", () => {
  test("after whoever had the last one, round and round", () => {
    expect(turns()).toBe("ana");
    expect(turns({ last: "ana" })).toBe("ben");
    expect(turns({ last: "chioma" })).toBe("ana");
    expect(turns({ last: "someone who left" })).toBe("ana");
  });

  test("who is not online, only reads, is gone or has enough is passed over; nobody is nobody", () => {
    expect(turns({ online: new Set(["chioma", "ana"]), last: "ana" })).toBe("chioma");
    expect(turns({ agent: (id) => agent(id === "ana" ? "viewer" : "agent") })).toBe("ben");
    expect(turns({ agent: (id) => (id === "ana" ? { role: "agent", deleted: true } : agent()) })).toBe("ben");
    expect(turns({ agent: (id) => (id === "ana" ? null : agent()) })).toBe("ben");
    const loads: Record<string, number> = { ana: 3, ben: 2, chioma: 1 };
    const load = (id: string) => loads[id] ?? 0;
    expect(turns({ team: { agentIds: ["ana", "ben", "chioma"], capacity: 2 }, load })).toBe("chioma");
    expect(turns({ team: { agentIds: ["ana", "ben", "chioma"], capacity: 1 }, load })).toBeNull();
    expect(turns({ team: { agentIds: [], capacity: null } })).toBeNull();
    expect(turns({ online: new Set(["dan"]) })).toBeNull();
  });

  test("when whoever had the last turn leaves, the next turn stays the next one's", () => {
    expect(lastAmong(["a", "b", "c"], ["a", "c"], "b")).toBe("a");
    expect(lastAmong(["a", "b", "c"], ["b", "c"], "a")).toBe("c");
    expect(lastAmong(["a", "b", "c"], ["c", "b", "a"], "b")).toBe("b");
    expect(lastAmong(["a", "b"], [], "b")).toBeNull();
    expect(lastAmong(["a", "b"], ["a", "b", "c"], null)).toBeNull();
  });
});

const placed = { status: "active" as const, assigneeId: null, teamId: null, inboundCount: 1 };

describe("C7: what comes to a team", () => {
  test("what the customer begins or takes up again goes to the channel's team, or to its own where it has one", () => {
    expect(arrivesAt(null, placed, "sales")).toBe("sales");
    expect(arrivesAt({ ...placed, status: "closed" }, placed, "sales")).toBe("sales");
    expect(arrivesAt({ ...placed, status: "closed", teamId: "care" }, { ...placed, teamId: "care" }, "sales")).toBe(
      "care",
    );
    expect(arrivesAt({ ...placed, inboundCount: 0 }, placed, "sales")).toBe("sales");
    expect(arrivesAt(null, placed, null)).toBeNull();
  });

  test("another message, an echo, history, an agent's own start and what is assigned call for nobody", () => {
    expect(arrivesAt(placed, { ...placed, inboundCount: 2 }, "sales")).toBeNull();
    expect(arrivesAt(null, { ...placed, inboundCount: 0 }, "sales")).toBeNull();
    expect(arrivesAt(null, { ...placed, assigneeId: "ana" }, "sales")).toBeNull();
    expect(arrivesAt(placed, { ...placed, status: "closed", teamId: "care" }, "sales")).toBeNull();
  });

  test("what is given to a team comes to it; what a person takes from its agent there is nobody's", () => {
    expect(arrivesAt(placed, { ...placed, teamId: "care" }, null)).toBe("care");
    expect(arrivesAt({ ...placed, teamId: "sales" }, { ...placed, teamId: "care" }, null)).toBe("care");
    const inCare = { ...placed, teamId: "care" };
    expect(arrivesAt({ ...inCare, assigneeId: "ana" }, inCare, null)).toBeNull();
  });

  test("it waits as long as it is open, the team's and nobody's", () => {
    const waiting = { ...placed, teamId: "care" };
    expect(awaits(waiting, "care")).toBe(true);
    expect(awaits(waiting, "sales")).toBe(false);
    expect(awaits({ ...waiting, assigneeId: "ana" }, "care")).toBe(false);
    expect(awaits({ ...waiting, status: "snoozed" }, "care")).toBe(false);
    expect(awaits(null, "care")).toBe(false);
  });
});

type Step =
  | { readonly step: "arrive" }
  | { readonly step: "close" }
  | { readonly step: "join" | "leave" | "online" | "away"; readonly who: number; readonly at: number };

const comings = fc.record({
  step: fc.constantFrom("join" as const, "leave" as const, "online" as const, "away" as const),
  who: fc.nat(1),
  at: fc.nat(6),
});
const arrivals = fc.constant<Step>({ step: "arrive" });
const closings = fc.constant<Step>({ step: "close" });
/** Half of them without closings, since turns are only even while nobody closes. */
const scripts = fc.oneof(
  fc.array(fc.oneof(arrivals, comings), { maxLength: 80, size: "max" }),
  fc.array(fc.oneof(arrivals, comings, closings), { maxLength: 80, size: "max" }),
);

/** A team through random steps: two agents always here, two who come and go. */
class Desk {
  team = { agentIds: ["always-1", "always-2"], capacity: null as number | null };
  readonly online = new Set(["always-1", "always-2", "guest-0", "guest-1"]);
  last: string | null = null;
  waiting = 0;
  closed = 0;
  readonly open: string[] = [];
  readonly given = new Map<string, number>();

  constructor(capacity: number | null) {
    this.team.capacity = capacity;
  }

  load(id: string): number {
    return this.open.filter((one) => one === id).length;
  }

  next(): string | null {
    const { team, last, online } = this;
    return nextAssignee({ team, last, online, agent: () => ({ role: "agent" }), load: (id) => this.load(id) });
  }

  take(step: Step): void {
    if (step.step === "arrive") this.waiting += 1;
    else if (step.step === "close") this.closed += this.open.splice(0, 1).length;
    else {
      const who = `guest-${step.who}`;
      const before = this.team.agentIds;
      if (step.step === "online") this.online.add(who);
      if (step.step === "away") this.online.delete(who);
      if (step.step === "leave") this.team = { ...this.team, agentIds: before.filter((id) => id !== who) };
      if (step.step === "join" && !before.includes(who))
        this.team = { ...this.team, agentIds: before.toSpliced(step.at % (before.length + 1), 0, who) };
      this.last = lastAmong(before, this.team.agentIds, this.last);
    }
    for (let next = this.next(); this.waiting > 0 && next !== null; next = this.next()) {
      expect(this.online.has(next) && this.team.agentIds.includes(next)).toBe(true);
      this.waiting -= 1;
      this.open.push(next);
      this.last = next;
      this.given.set(next, (this.given.get(next) ?? 0) + 1);
      expect(this.load(next)).toBeLessThanOrEqual(this.team.capacity ?? Infinity);
    }
  }
}

test("C7: whoever comes and goes, nobody has more than enough, and those always here have had as many turns, give or take one", () => {
  fc.assert(
    fc.property(scripts, fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }), (script, capacity) => {
      const desk = new Desk(capacity);
      for (const step of script) {
        desk.take(step);
        const [one = 0, other = 0] = ["always-1", "always-2"].map((id) => desk.given.get(id));
        if (desk.closed === 0) expect(Math.abs(one - other)).toBeLessThanOrEqual(1);
        if (desk.waiting > 0) expect(desk.next()).toBeNull();
      }
    }),
    { numRuns: 1000 },
  );
});
