import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { ResumeTicket, WelcomeFrame } from "../../src/protocol/frames.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

let start = 0;
beforeEach(() => {
  start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterEach(() => vi.useRealTimers());

/** The code that a socket is closed with. */
async function codeOf(socket: TestSocket): Promise<number | null> {
  await socket.until(() => socket.closed !== null);
  return socket.closed;
}

function claimsOf({ ticket }: ResumeTicket): Record<string, unknown> {
  return JSON.parse(atob((ticket.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"))) as Record<
    string,
    unknown
  >;
}

/** As the Worker reads a welcome's ticket. */
function resumeOf({ resume }: WelcomeFrame) {
  if (resume === undefined) throw new Error("no ticket");
  const { ses, acc, sid } = claimsOf(resume);
  return { sid: String(sid), resume: { session: String(ses), accessSeq: Number(acc) } };
}

const busy = { type: "signal", signal: "presence", payload: { state: "busy" } };

async function live(org: TestOrg, agentId: string, session: string = agentId): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, session);
  return socket;
}

hubCases("sessions and sockets", (hubCase) => {
  hubCase("Se1: a token opens one socket, also after that one is gone; its row goes with its time", async (org) => {
    const once = { id: "token-1", until: start + 60_000 };
    const first = await org.enter({ agentId: "ana", once });
    await first.hello();
    await org.step();
    expect(await codeOf(await org.enter({ agentId: "ana", once }))).toBe(4401);
    first.close();
    await org.step();
    expect(await codeOf(await org.enter({ agentId: "ana", once }))).toBe(4401);
    vi.setSystemTime(start + 61_000);
    await org.enter({ agentId: "ana", once: { id: "token-2", until: start + 121_000 } });
    expect(await org.rows("SELECT id FROM used_token")).toEqual([{ id: "token-2" }]);
  });

  hubCase(
    "Se2: the end of a sign-in closes its sockets with 4401 and nobody else's, and it opens none again",
    async (org) => {
      const mine = await org.enter({ agentId: "ana", sid: "phone" });
      const welcome = await mine.hello(0, "phone tab");
      const unsaid = await org.enter({ agentId: "ana", sid: "phone" });
      const [desk, ben] = [await org.enter({ agentId: "ana", sid: "desk" }), await live(org, "ben")];
      await desk.hello(0, "desk tab");
      await org.step();
      await org.hub.endSession("ana", "phone");
      expect([await codeOf(mine), await codeOf(unsaid)]).toEqual([4401, 4401]);
      await org.step();
      const later = { agentId: "ana", ...resumeOf(welcome) };
      expect(await codeOf(await org.enter(later))).toBe(4401);
      expect(
        await codeOf(await org.enter({ agentId: "ana", sid: "phone", once: { id: "t", until: start + 60_000 } })),
      ).toBe(4401);
      await desk.ping();
      expect([desk.closed, ben.closed]).toEqual([null, null]);
      // A ticket of it lives an hour: so long it is remembered, and no longer.
      vi.setSystemTime(start + timing.resumeTicketTtlMs + 120_000);
      await org.hub.endSession("ana", "another");
      expect(await org.rows("SELECT sid FROM ended_session")).toEqual([{ sid: "another" }]);
    },
  );

  hubCase("Se2: what a socket sends that was closed here is not heard", async (org) => {
    const [ana, ben] = [await org.enter({ agentId: "ana", sid: "phone" }), await live(org, "ben")];
    await ana.hello(0, "ana");
    await org.step();
    await runInDurableObject(org.stub, async (hub, state) => {
      const [socket] = state.getWebSockets("ana");
      if (socket === undefined) throw new Error("no socket");
      await hub.endSession("ana", "phone");
      await hub.webSocketMessage(socket, JSON.stringify({ type: "hello", protocol: 1, session: "ana", cursor: 0 }));
      await hub.webSocketMessage(socket, JSON.stringify(busy));
    });
    expect(await codeOf(ana)).toBe(4401);
    await ben.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
    expect(ben.signals().filter(({ payload }) => "state" in payload && payload.state === "busy")).toEqual([]);
    expect(ana.frames.filter(({ type }) => type === "welcome")).toHaveLength(1);
    expect((await org.hub.health()).sockets).toBe(1);
  });

  hubCase("Se3: who says no hello within ten seconds is closed by the alarm, which an hour closes too", async (org) => {
    const [silent, ana] = [await org.connect("ben"), await live(org, "ana")];
    await org.step();
    expect(await alarmOf(org)).toBeLessThanOrEqual(start + 10_000);
    await org.ring(start + 10_001);
    expect(await codeOf(silent)).toBe(4408);
    expect(ana.closed).toBeNull();
    await org.ring(start + 3_600_001);
    expect(await codeOf(ana)).toBe(4401);
  });

  hubCase(
    "Se4: a welcome's ticket is for its agent, sign-in, client session and org, and each welcome renews it",
    async (org) => {
      const ana = await org.enter({ agentId: "ana", sid: "phone", sessionEndsAt: start + 86_400_000 });
      const { resume } = await ana.hello(0, "tab");
      if (resume === undefined) throw new Error("no ticket");
      const agent = await org.hub.agent("ana");
      expect(claimsOf(resume)).toMatchObject({
        aud: "parley.resume",
        sub: "ana",
        sid: "phone",
        ses: "tab",
        org: org.id,
        at: "acme",
        acc: agent?.accessSeq,
        exp: Math.floor((start + timing.resumeTicketTtlMs) / 1000),
      });
      expect(Date.parse(resume.expiresAt)).toBe(start + timing.resumeTicketTtlMs);
      vi.setSystemTime(start + 5_000);
      const again = await ana.hello(0, "tab");
      expect(Date.parse(again.resume?.expiresAt ?? "")).toBe(start + 5_000 + timing.resumeTicketTtlMs);
      const short = await org.enter({ agentId: "ana", sessionEndsAt: start + 60_000 });
      expect(Date.parse((await short.hello(0, "other")).resume?.expiresAt ?? "")).toBe(start + 60_000);
    },
  );

  hubCase("Se4: it opens the next socket without a row, for its own client session alone", async (org) => {
    const welcome = await (await org.connect("ana")).hello(0, "tab");
    await org.hub.project();
    await org.step();
    const before = (await org.hub.rows()).written;
    const next = await org.enter({ agentId: "ana", ...resumeOf(welcome) });
    await next.hello(0, "tab");
    expect((await org.hub.rows()).written - before).toBe(0);
    const stolen = await org.enter({ agentId: "ana", ...resumeOf(welcome) });
    stolen.send({ type: "hello", protocol: 1, session: "another tab", cursor: 0 });
    expect(await codeOf(stolen)).toBe(4401);
  });

  hubCase("Se4: it does not hold once its agent's access has changed, or for who was removed", async (org) => {
    const welcome = await (await org.connect("ben")).hello(0, "tab");
    await org.hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role: "viewer" });
    await org.step();
    expect(await codeOf(await org.enter({ agentId: "ben", ...resumeOf(welcome) }))).toBe(4401);
    await org.hub.removeAgent("ben");
    await org.step();
    expect(await codeOf(await org.enter({ agentId: "ben", ...resumeOf(welcome) }))).toBe(4403);
    await org.hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role: "agent" });
    expect(await codeOf(await org.enter({ agentId: "ben", ...resumeOf(welcome) }))).toBe(4401);
  });

  hubCase(
    "Se5: an agent has 20 sockets; a silent one makes room, and so does the one that a ticket replaces",
    async (org) => {
      const sockets: TestSocket[] = [];
      for (let n = 0; n < limits.socketsPerAgent; n += 1) sockets.push(await live(org, "ana", `tab-${n}`));
      const welcome = sockets[3]?.frames.find((frame) => frame.type === "welcome") as WelcomeFrame;
      await org.step();
      expect(await codeOf(await org.connect("ana"))).toBe(4429);
      const back = await org.enter({ agentId: "ana", ...resumeOf(welcome) });
      await back.hello(0, "tab-3");
      expect(await codeOf(sockets[3] as TestSocket)).toBe(4409);
      expect((await org.hub.health()).sockets).toBe(limits.socketsPerAgent);
      expect((await live(org, "ben")).closed).toBeNull();
      vi.setSystemTime(start + 31_000);
      for (const socket of [...sockets.slice(0, 3), ...sockets.slice(4, 19), back])
        await socket.ask({ command: "lock:acquire", payload: { conversationId: "none" } });
      await org.step();
      await (await org.connect("ana")).hello(0, "one more");
      expect(await codeOf(sockets[19] as TestSocket)).toBe(4429);
    },
  );

  hubCase("Se5: a socket that was closed is not counted, whether its other side has answered or not", async (org) => {
    await live(org, "ana");
    const ben = await org.enter({ agentId: "ben", sid: "phone" });
    await ben.hello(0, "ben");
    await org.step();
    expect((await org.hub.health()).sockets).toBe(2);
    await org.hub.endSession("ben", "phone");
    expect((await org.hub.health()).sockets).toBe(1);
    await org.step();
    expect((await org.hub.health()).sockets).toBe(1);
  });
});

hubCases("what one may ask of the hub", (hubCase) => {
  hubCase(
    "Se7: welcomes are counted a session and an agent; more are closed with 4429, and held against nobody else",
    async (org) => {
      const ana = await org.connect("ana");
      for (let n = 0; n < limits.sessionWelcomesPerMinute; n += 1) await ana.hello(0, "tab");
      ana.send({ type: "hello", protocol: 1, session: "tab", cursor: 0 });
      expect(await codeOf(ana)).toBe(4429);
      const left = limits.agentWelcomesPerMinute - limits.sessionWelcomesPerMinute;
      const other = await org.connect("ana");
      for (let n = 0; n < left; n += 1) await other.hello(0, `tab-${n}`);
      other.send({ type: "hello", protocol: 1, session: "one more", cursor: 0 });
      expect(await codeOf(other)).toBe(4429);
      await live(org, "ben");
      vi.setSystemTime(start + 60_000);
      await live(org, "ana", "tab");
    },
  );

  hubCase("Se7: frames are counted an agent, whichever sockets they come by", async (org) => {
    const sockets = [await live(org, "ana", "a"), await live(org, "ana", "b"), await live(org, "ana", "c")];
    for (let n = 0; n < limits.agentFramesPer10s / 3; n += 1)
      for (const socket of sockets) socket.send({ type: "what" });
    for (const socket of sockets) socket.send({ type: "what" });
    await Promise.race(sockets.map(codeOf));
    const codes = sockets.map(({ closed }) => closed).filter((code) => code !== null);
    expect(codes).not.toEqual([]);
    expect(new Set(codes)).toEqual(new Set([4429]));
    await live(org, "ben");
  });
});

function alarmOf(org: TestOrg): Promise<number | null> {
  return runInDurableObject(org.stub, (_, { storage }) => storage.getAlarm());
}
