import { evictDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import { hubCases } from "./harness.ts";
import {
  clocked,
  seconds,
  acquire,
  heartbeat,
  value,
  live,
  held,
  age,
  sign,
  told,
  last,
  lockRows,
} from "./held-lock.ts";

clocked();

hubCases("the life of a lock", (hubCase) => {
  hubCase("I12: it ends 30 s after the last sign, by the alarm, and everybody is told", async (org) => {
    const { id, ana, ben } = await held(org);
    ana.close();
    await org.step();
    await org.ring(seconds(20));
    await org.ring(seconds(29.999));
    expect(await lockRows(org)).toMatchObject([{ is_held: 1 }]);
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    await org.ring(seconds(30));
    await told(ben, "lock:expired");
    expect(last(ben)?.payload).toMatchObject({ conversationId: id, agentId: "ana", agentName: "Ana" });
    const before = (await org.hub.health()).seq;
    await org.ring(seconds(31));
    expect((await org.hub.health()).seq).toBe(before);
  });

  hubCase(
    "I5: what is over is over before the alarm says so, and whoever comes back later does not bring it back",
    async (org) => {
      const { id, ana, ben } = await held(org);
      ana.close();
      await org.step();
      vi.setSystemTime(seconds(31));
      await live(org, "ana");
      await org.step();
      expect(await ben.ask(acquire(id))).toMatchObject({ ok: true, value: { agentId: "ben" } });
      expect(
        ben
          .events()
          .slice(-2)
          .map(({ event }) => event),
      ).toEqual(["lock:expired", "lock:acquired"]);
    },
  );

  hubCase("I5: pings keep it alive and count until the last one, also after the socket has closed", async (org) => {
    const { id, ana, ben } = await held(org);
    await age(org, 25_000);
    await ana.ping();
    await org.step();
    vi.setSystemTime(seconds(10));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    ana.close();
    await vi.waitFor(async () => expect((await lockRows(org))[0]?.alive_until).toBeGreaterThanOrEqual(seconds(30)));
    await org.step();
    vi.setSystemTime(seconds(29));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    // The ping was within this test's five seconds.
    vi.setSystemTime(seconds(35));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: true });
  });

  hubCase(
    "I5: the same session that comes back in time still holds it; another tab's signs of life do not count",
    async (org) => {
      const { id, ana, lock } = await held(org);
      ana.close();
      await org.step();
      vi.setSystemTime(seconds(20));
      const again = await live(org, "ana");
      const tab = await live(org, "ana", "second tab");
      await org.step();
      vi.setSystemTime(seconds(45));
      expect(value(await again.ask(heartbeat(id, lock.token))).token).toBe(lock.token);
      again.close();
      await org.step();
      vi.setSystemTime(seconds(70));
      await sign(org, tab);
      await org.ring(seconds(74.999));
      expect(await lockRows(org)).toMatchObject([{ is_held: 1 }]);
      await org.ring(seconds(75));
      expect(await lockRows(org)).toMatchObject([{ is_held: 0 }]);
    },
  );

  hubCase("I11: a reset leaves the holder at least 10 s to come back", async (org) => {
    const { id, ana, ben, lock } = await held(org);
    await age(org, 21_000);
    await ana.ping();
    await org.step();
    // Due when less than 10 s of the stored life are left: the alarm stores the ping's time.
    await org.ring();
    expect((await lockRows(org))[0]?.alive_until).toBeGreaterThanOrEqual(seconds(30));
    await org.hub.health();
    await evictDurableObject(org.stub, { webSockets: "close" });
    await ben.until(() => ben.closed !== null);
    vi.setSystemTime(seconds(10));
    const benAgain = await live(org, "ben");
    expect(await benAgain.ask(acquire(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ana" } });
    const anaAgain = await live(org, "ana");
    expect(value(await anaAgain.ask(acquire(id))).token).toBe(lock.token);
  });

  hubCase("I11: a holder's pings do not wake the hub", async (org) => {
    const { ana } = await held(org);
    await org.hub.project();
    await org.evict();
    for (let n = 0; n < 3; n += 1) await ana.ping();
    await expect(evictDurableObject(org.stub)).rejects.toThrow();
  });

  hubCase("I5: a lock taken by REST lives by REST heartbeats, not by the agent's sockets", async (org) => {
    const id = await org.conversation();
    const ana = await live(org, "ana");
    const lock = value(await org.execute("ana", acquire(id)));
    expect(value(await org.execute("ana", acquire(id))).token).toBe(lock.token);
    vi.setSystemTime(seconds(25));
    expect(value(await org.execute("ana", heartbeat(id, lock.token))).expiresAt).toBe(
      new Date(seconds(55)).toISOString(),
    );
    vi.setSystemTime(seconds(54));
    await sign(org, ana);
    expect(await org.execute("ben", acquire(id))).toMatchObject({ ok: false, code: "locked" });
    vi.setSystemTime(seconds(55));
    expect(await org.execute("ana", heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
    expect(await org.execute("ben", acquire(id))).toMatchObject({ ok: true });
  });
});
