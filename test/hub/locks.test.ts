import { expect, vi } from "vitest";
import type { Lock } from "../../src/protocol/records.ts";
import { hubCases } from "./harness.ts";
import {
  clocked,
  seconds,
  acquire,
  takeover,
  heartbeat,
  release,
  send,
  value,
  live,
  held,
  told,
  last,
  lockRows,
} from "./held-lock.ts";

clocked();

hubCases("locks", (hubCase) => {
  hubCase(
    "I5: everybody is told who replies, the token is the holder's alone, and a welcome has the lock while it lives",
    async (org) => {
      const { id, ben, lock } = await held(org);
      expect(lock).toEqual({
        conversationId: id,
        agentId: "ana",
        token: expect.any(String),
        expiresAt: new Date(seconds(30)).toISOString(),
      });
      expect(last(ben)).toEqual({
        event: "lock:acquired",
        payload: { conversationId: id, agentId: "ana", agentName: "Ana", expiresAt: lock.expiresAt },
      });
      const record = ben.changes().at(-1)?.records[0] as Lock;
      expect(record).toMatchObject({ kind: "lock", id, agentId: "ana", agentName: "Ana" });
      expect(Object.keys(record)).not.toContain("token");
      await org.hub.project();
      const welcome = await (await org.connect("ben")).hello(record.seq, "another");
      expect(welcome.records.filter(({ kind }) => kind === "lock")).toEqual([record]);
    },
  );

  hubCase(
    "I5: the same session keeps its token, another tab of the same agent gets a new one and the older is told",
    async (org) => {
      const { id, ana, lock } = await held(org);
      const { seq } = await org.hub.health();
      expect(value(await ana.ask(acquire(id)))).toEqual(lock);
      vi.setSystemTime(seconds(5));
      expect(value(await ana.ask(heartbeat(id, lock.token)))).toEqual({
        ...lock,
        expiresAt: new Date(seconds(35)).toISOString(),
      });
      expect((await org.hub.health()).seq).toBe(seq);
      const tab = await live(org, "ana", "second tab");
      const taken = value(await tab.ask(acquire(id)));
      expect(Number(taken.token)).toBeGreaterThan(Number(lock.token));
      await told(ana, "lock:taken_over");
      expect(last(ana)?.payload).toMatchObject({ agentId: "ana", previousAgentId: "ana" });
      await org.step();
      expect(await ana.ask(heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
      expect(await ana.ask(acquire(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
      expect(ana.closed).toBeNull();
    },
  );

  hubCase(
    "I6: a second agent is refused with the holder, takes over in one step, and the previous holder is told at once",
    async (org) => {
      const { id, ana, ben, lock } = await held(org);
      expect(await ben.ask(acquire(id))).toMatchObject({
        ok: false,
        code: "locked",
        details: { agentId: "ana", agentName: "Ana", expiresAt: lock.expiresAt },
      });
      const taken = value(await ben.ask(takeover(id)));
      await told(ana, "lock:taken_over");
      expect(last(ana)?.payload).toMatchObject({
        conversationId: id,
        agentId: "ben",
        agentName: "Ben",
        previousAgentId: "ana",
        expiresAt: taken.expiresAt,
      });
      expect(Number(taken.token)).toBeGreaterThan(Number(lock.token));
      await org.step();
      expect(await ana.ask(heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
      expect(await ana.ask(send(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ben" } });
    },
  );

  hubCase(
    "I6: a send under another's lock is refused and leaves no message; with takeover it takes over and sends in one change",
    async (org) => {
      const { id, ana, ben } = await held(org);
      expect(await ben.ask(send(id))).toMatchObject({
        ok: false,
        code: "locked",
        details: { agentId: "ana", agentName: "Ana" },
      });
      expect((await org.messages()).filter(({ direction }) => direction === "outbound")).toEqual([]);
      expect(await org.hub.execute({ type: "apiKey", keyId: "k" }, "program", send(id))).toMatchObject({
        ok: false,
        code: "locked",
      });
      await org.step();
      const sent = await ben.ask(send(id, { takeover: true }));
      expect(sent).toMatchObject({ ok: true, value: { status: "queued", authorId: "ben" } });
      await told(ana, "message:queued");
      const frame = ana.changes().find(({ cause }) => cause === sent.id);
      expect(frame?.events.map(({ event }) => event)).toEqual(["lock:taken_over", "message:queued"]);
      expect(frame?.records.find(({ kind }) => kind === "lock")).toMatchObject({ agentId: "ben" });
    },
  );

  hubCase(
    "I5: a send does not release, its token must be current, and the holder may send from anywhere",
    async (org) => {
      const { id, ana, lock } = await held(org);
      expect(await ana.ask(send(id, { lockToken: "1" }))).toMatchObject({ ok: false, code: "stale" });
      expect(await ana.ask(send(id, { lockToken: lock.token }))).toMatchObject({ ok: true });
      expect(await org.execute("ana", send(id))).toMatchObject({ ok: true });
      expect(await lockRows(org)).toMatchObject([{ session: "ana", is_held: 1 }]);
    },
  );

  hubCase("I5: a release is told to all and leaves a tombstone for whoever was away", async (org) => {
    const { id, ana, ben } = await held(org);
    const cursor = (await org.hub.health()).seq;
    expect(await ben.ask(release(id))).toMatchObject({ ok: false, code: "locked" });
    const answer = await ana.ask(release(id));
    expect(answer).toMatchObject({ ok: true, value: { kind: "lock", id, agentId: "ana", deleted: true } });
    await told(ben, "lock:released");
    await org.step();
    const away = await (await org.connect("ben")).hello(cursor, "was away");
    const tombstone = away.records.find(({ kind }) => kind === "lock");
    expect(tombstone).toMatchObject({ id, deleted: true, seq: (answer as { seq: number }).seq });
    expect((answer as { value: Lock }).value.seq).toBe(tombstone?.seq);
    expect(
      (await (await org.connect("ben")).hello(0, "new")).records.filter(
        (record) => record.kind === "lock" && !record.deleted,
      ),
    ).toEqual([]);
    expect(await ana.ask(release(id))).toMatchObject({ ok: true, value: { deleted: true } });
  });

  hubCase("I10: whoever is removed, or may only read from now on, lets go of locks and conversations", async (org) => {
    const { id, ben } = await held(org);
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, agentId: "ana" } });
    await org.hub.putAgent({ id: "ana", name: "Ana", email: "ana@example.com", role: "viewer" });
    await told(ben, "lock:released");
    await ben.until(() => ben.events().filter(({ event }) => event === "conversation:assigned").length === 2);
    expect(await org.onlyConversation()).toMatchObject({ assigneeId: null });
    const chioma = { id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" as const };
    await org.hub.putAgent(chioma);
    await org.execute("chioma", acquire(id));
    await org.execute("chioma", { command: "conversation:assign", payload: { conversationId: id, agentId: "chioma" } });
    await org.hub.removeAgent("chioma");
    await org.step();
    expect(await lockRows(org)).toMatchObject([{ is_held: 0 }]);
    expect(await org.onlyConversation()).toMatchObject({ assigneeId: null });
  });

  hubCase(
    "I13: an unknown conversation is not found, and a payload that makes no sense is invalid; the socket stays",
    async (org) => {
      const ana = await live(org, "ana");
      expect(await ana.ask(acquire("none"))).toMatchObject({ ok: false, code: "not_found" });
      expect(await ana.ask({ command: "lock:heartbeat", payload: { conversationId: "x" } } as never)).toMatchObject({
        ok: false,
        code: "invalid",
      });
      expect(ana.closed).toBeNull();
    },
  );
});
