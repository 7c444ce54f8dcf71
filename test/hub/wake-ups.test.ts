import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import { hubCases } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { acquire, clocked, live, seconds } from "./held-lock.ts";

clocked();

hubCases("wake-ups", (hubCase) => {
  hubCase("I11: agents who only ping, holding locks or not, call the hub not once; it counts that", async (org) => {
    const id = await org.conversation();
    const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
    await ana.ask(acquire(id));
    await org.hub.project();
    await org.evict();
    const before = Date.now();
    for (let n = 0; n < 5; n += 1) await Promise.all([ana.ping(), ben.ping()]);
    vi.setSystemTime(before + 5_000);
    // Had anything woken it before this call, it would be awake since then, and say what called it.
    const health = await org.hub.health();
    expect(health).toMatchObject({ sockets: 2, alarms: 0, frames: 0 });
    expect(Date.parse(health.awakeSince)).toBeGreaterThanOrEqual(before + 5_000);
  });

  hubCase("I11: frames and alarms are counted; an idle org's next alarm is the end of a token", async (org) => {
    const expiresAt = seconds(3_600);
    const ana = await org.connect("ana", expiresAt);
    await ana.hello(0, "ana");
    await org.hub.project();
    const before = await org.hub.health();
    await ana.ask(acquire("none"));
    expect((await org.hub.health()).frames).toBe(before.frames + 1);
    let rang = 0;
    for (let alarm = await alarmOf(org); alarm !== null && alarm < expiresAt; alarm = await alarmOf(org)) {
      vi.setSystemTime(Math.max(Date.now(), alarm));
      await runDurableObjectAlarm(org.stub);
      rang += 1;
      // Each did its part once: who fell silent is told once, D1 has everything.
      expect(rang).toBeLessThanOrEqual(4);
    }
    expect((await org.hub.health()).alarms).toBe(before.alarms + rang);
    expect(await alarmOf(org)).toBe(expiresAt);
  });
});

function alarmOf(org: TestOrg): Promise<number | null> {
  return runInDurableObject(org.stub, (_, { storage }) => storage.getAlarm());
}
