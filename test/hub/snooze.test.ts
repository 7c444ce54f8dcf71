import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { hubCases, text } from "./harness.ts";

let start = 0;
beforeEach(() => {
  start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
});
afterEach(() => vi.useRealTimers());

const hour = 3_600_000;
const at = (ms: number) => new Date(start + ms).toISOString();
const snooze = (conversationId: string, until: string) => ({
  command: "conversation:snooze" as const,
  payload: { conversationId, until },
});

hubCases("snooze", (hubCase) => {
  hubCase("I12: a snoozed conversation wakes at its time, by the alarm, once, and everybody is told", async (org) => {
    const id = await org.conversation();
    const ben = await org.connect("ben", start + 2 * hour);
    await ben.hello(0);
    expect(await org.execute("ana", snooze(id, at(hour)))).toMatchObject({
      ok: true,
      value: { status: "snoozed", snoozedUntil: at(hour) },
    });
    await ben.until(() => ben.events().length === 2);
    expect(ben.events()).toMatchObject([
      { event: "conversation:snoozed", payload: { conversationId: id, agentId: "ana", until: at(hour) } },
      { event: "activity:created", payload: { kind: "snoozed" } },
    ]);
    await org.hub.project();
    await org.step();
    await org.ring(start + hour - 1);
    expect(await org.onlyConversation()).toMatchObject({ status: "snoozed" });
    expect(await runInDurableObject(org.stub, (_, { storage }) => storage.getAlarm())).toBeLessThanOrEqual(
      start + hour,
    );
    await org.ring(start + hour);
    expect(await org.onlyConversation()).toMatchObject({ status: "active", snoozedUntil: null });
    await ben.until(() => ben.events().length === 4);
    expect(ben.events()[2]).toEqual({ event: "conversation:reopened", payload: { conversationId: id, agentId: null } });
    expect(ben.events()[3]).toMatchObject({ event: "activity:created", payload: { kind: "reopened", actor: null } });
    expect(await org.rows("SELECT * FROM timer")).toEqual([]);
  });

  hubCase("C6: the customer's next message wakes it, and its old time then changes nothing", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", snooze(id, at(hour)));
    await org.ingest(text("again"));
    expect(await org.onlyConversation()).toMatchObject({ status: "active", snoozedUntil: null });
    await org.execute("ana", { command: "conversation:close", payload: { conversationId: id } });
    await org.ring(start + hour);
    expect(await org.onlyConversation()).toMatchObject({ status: "closed" });
  });

  hubCase("C6: snoozed anew, it wakes at the later time alone", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", snooze(id, at(hour)));
    await org.execute("ben", snooze(id, at(2 * hour)));
    const { seq } = await org.hub.health();
    expect(await org.execute("ben", snooze(id, at(2 * hour)))).toMatchObject({ ok: true });
    expect((await org.hub.health()).seq).toBe(seq);
    await org.ring(start + hour);
    expect(await org.onlyConversation()).toMatchObject({ status: "snoozed", snoozedUntil: at(2 * hour) });
    await org.ring(start + 2 * hour);
    expect(await org.onlyConversation()).toMatchObject({ status: "active" });
  });

  hubCase("I13: a time that is past or none at all is invalid", async (org) => {
    const id = await org.conversation();
    for (const until of [at(0), at(-1), "2001-01-01T00:00:00Z"]) {
      expect(await org.execute("ana", snooze(id, until))).toMatchObject({ ok: false, code: "invalid" });
    }
    const ana = await org.connect("ana");
    await ana.hello(0);
    expect(await ana.ask(snooze(id, "tomorrow"))).toMatchObject({ ok: false, code: "invalid" });
    expect(await ana.ask(snooze("none", at(hour)))).toMatchObject({ ok: false, code: "not_found" });
    expect(await org.rows("SELECT * FROM timer")).toEqual([]);
  });
});
