import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { ServerSignal } from "../../src/protocol/signals.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

let start = 0;
beforeEach(() => {
  start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterEach(() => vi.useRealTimers());

async function live(org: TestOrg, agentId: string, session = agentId): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, session);
  return socket;
}

const presence = (state: string) => ({ type: "signal", signal: "presence", payload: { state } });
const viewing = (conversationId: string | null) => ({ type: "signal", signal: "viewing", payload: { conversationId } });
const typing = (conversationId: string, on = true) => ({
  type: "signal",
  signal: "typing",
  payload: { conversationId, on },
});

/** Resolves when this is what a socket was last told of it; the time goes on, so that pauses end. */
async function hears(org: TestOrg, socket: TestSocket, signal: ServerSignal["signal"], payload: object): Promise<void> {
  await socket.until(
    () =>
      JSON.stringify(socket.signals().findLast((one) => one.signal === signal)?.payload) === JSON.stringify(payload),
  );
  vi.setSystemTime(Date.now() + 100);
  await org.step();
}

hubCases("presence", (hubCase) => {
  hubCase("P1: who comes and goes, and is away or busy, is told to everybody at once", async (org) => {
    const ana = await live(org, "ana");
    const ben = await live(org, "ben");
    await hears(org, ana, "presence", { agentId: "ben", state: "online" });
    for (const state of ["away", "busy", "online"]) {
      ben.send(presence(state));
      await hears(org, ana, "presence", { agentId: "ben", state });
      await hears(org, ben, "presence", { agentId: "ben", state });
    }
    ben.close();
    await hears(org, ana, "presence", { agentId: "ben", state: "offline" });
  });

  hubCase(
    "P1: several tabs and devices are one agent: busy when chosen in any, online while any is, gone with the last",
    async (org) => {
      const ana = await live(org, "ana");
      const first = await live(org, "ben", "first");
      await hears(org, ana, "presence", { agentId: "ben", state: "online" });
      const second = await live(org, "ben", "second");
      await org.step();
      second.send(presence("away"));
      await second.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
      first.send(presence("busy"));
      await hears(org, ana, "presence", { agentId: "ben", state: "busy" });
      first.close();
      await hears(org, ana, "presence", { agentId: "ben", state: "away" });
      second.close();
      await hears(org, ana, "presence", { agentId: "ben", state: "offline" });
      expect(ana.signals().map(({ payload }) => ("state" in payload ? payload.state : payload))).toEqual([
        "online",
        "busy",
        "away",
        "offline",
      ]);
    },
  );

  hubCase("P2: who looks at a conversation is told as they come, move on and leave", async (org) => {
    const id = await org.conversation();
    const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
    await hears(org, ana, "presence", { agentId: "ben", state: "online" });
    ben.send(viewing(id));
    await hears(org, ana, "viewing", { conversationId: id, agentIds: ["ben"] });
    ana.send(viewing(id));
    await hears(org, ben, "viewing", { conversationId: id, agentIds: ["ana", "ben"] });
    const tab = await live(org, "ben", "second tab");
    tab.send(viewing(id));
    await tab.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
    ben.send(viewing(null));
    await ben.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
    tab.close();
    await hears(org, ana, "viewing", { conversationId: id, agentIds: ["ana"] });
    ana.close();
    await hears(org, ben, "viewing", { conversationId: id, agentIds: [] });
  });

  hubCase("P3: typing reaches the other agents alone", async (org) => {
    const id = await org.conversation();
    const [ana, tab, ben] = [await live(org, "ana"), await live(org, "ana", "second tab"), await live(org, "ben")];
    await org.step();
    ana.send(typing(id));
    await hears(org, ben, "typing", { conversationId: id, agentId: "ana", on: true });
    const { signals } = await (await org.connect("ben")).hello(0, "another");
    expect(signals).toContainEqual({
      type: "signal",
      signal: "typing",
      payload: { conversationId: id, agentId: "ana", on: true },
    });
    ana.send(typing(id, false));
    await hears(org, ben, "typing", { conversationId: id, agentId: "ana", on: false });
    ana.send(typing(id));
    await hears(org, ben, "typing", { conversationId: id, agentId: "ana", on: true });
    vi.setSystemTime(Date.now() + 6_000);
    const later = await (await org.connect("ben")).hello(0, "a third");
    expect(later.signals.filter(({ signal }) => signal === "typing")).toEqual([]);
    for (const own of [ana, tab]) expect(own.signals().filter(({ signal }) => signal === "typing")).toEqual([]);
  });

  hubCase("P4: a welcome tells everything that is so now, and comes before any signal", async (org) => {
    const id = await org.conversation();
    const ben = await live(org, "ben");
    ben.send(presence("busy"));
    ben.send(viewing(id));
    await ben.until(() => ben.signals().some(({ signal }) => signal === "viewing"));
    await org.step();
    const ana = await org.connect("ana");
    const { signals } = await ana.hello(0);
    expect(signals).toEqual(
      expect.arrayContaining([
        { type: "signal", signal: "presence", payload: { agentId: "ben", state: "busy" } },
        { type: "signal", signal: "presence", payload: { agentId: "ana", state: "online" } },
        { type: "signal", signal: "viewing", payload: { conversationId: id, agentIds: ["ben"] } },
      ]),
    );
    expect(signals).toHaveLength(3);

    expect(ana.frames[0]).toMatchObject({ type: "welcome" });
  });

  hubCase(
    "P5: a half-open socket is gone 30 s after its last sign: the alarm that was set then looks, and tells",
    async (org) => {
      const id = await org.conversation();
      const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
      ben.send(viewing(id));
      await hears(org, ana, "viewing", { conversationId: id, agentIds: ["ben"] });
      await org.ring();
      expect(await runInDurableObject(org.stub, (_, { storage }) => storage.getAlarm())).toBeLessThanOrEqual(
        start + 41_000,
      );
      vi.setSystemTime(start + 20_000);
      ana.send(presence("online"));
      await ana.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
      await org.step();
      await org.ring(start + 31_000);
      await hears(org, ana, "viewing", { conversationId: id, agentIds: [] });
      await hears(org, ana, "presence", { agentId: "ben", state: "offline" });
      // It was only silent: it is told all the same, and the next sign brings it back.
      await ben.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
      ben.send(presence("online"));
      await hears(org, ana, "presence", { agentId: "ben", state: "online" });
    },
  );

  hubCase("I10: a removed agent is offline for everybody at once", async (org) => {
    const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
    await hears(org, ana, "presence", { agentId: "ben", state: "online" });
    await org.hub.removeAgent("ben");
    await hears(org, ana, "presence", { agentId: "ben", state: "offline" });
    expect(ben.signals().filter(({ payload }) => "state" in payload && payload.state === "offline")).toEqual([]);
  });

  hubCase("I13: signals about what is not here, or that make no sense, are told to nobody", async (org) => {
    const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
    await hears(org, ana, "presence", { agentId: "ben", state: "online" });
    for (const frame of [
      viewing("another org's"),
      typing("another org's"),
      presence("asleep"),
      { type: "signal", signal: "mood", payload: {} },
    ])
      ben.send(frame);
    await ben.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
    ben.send(presence("busy"));
    await hears(org, ana, "presence", { agentId: "ben", state: "busy" });
    expect(ana.signals()).toHaveLength(2);
  });

  hubCase("P6: 200 agents who come back at once are told together, not in 200 × 200 frames", async (org) => {
    vi.useRealTimers();
    const names = Array.from({ length: 200 }, (_, n) => `agent-${n}`);
    await Promise.all(names.map((id) => org.hub.putAgent({ id, name: id, email: `${id}@example.com`, role: "agent" })));
    const { seq } = await org.hub.health();
    await org.hub.project();
    await org.step();
    const ana = await live(org, "ana");
    const crowd = await Promise.all(names.map((id) => org.connect(id)));
    await Promise.all(crowd.map((socket) => socket.hello(seq)));
    await ana.until(
      () => new Set(ana.signals().map(({ payload }) => "agentId" in payload && payload.agentId)).size === names.length,
    );
    const frames = crowd
      .flatMap((socket) => socket.frames)
      .filter(({ type }) => type === "signal" || type === "signals");
    expect(frames.length).toBeLessThan((names.length * names.length) / 10);
    // Nobody misses anybody: what the welcome did not tell, the signals did.
    for (const socket of crowd) {
      await socket.until(() => {
        const welcome = socket.frames.find((frame) => frame.type === "welcome");
        const known = [...(welcome?.type === "welcome" ? welcome.signals : []), ...socket.signals()];
        return names.every((id) =>
          known.some(({ payload }) => "state" in payload && payload.agentId === id && payload.state === "online"),
        );
      });
    }
  });
});
