import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

const names = (records: readonly ParleyRecord[]) => records.map(({ kind, id }) => `${kind} ${id}`);

/** Hands everything to D1, so that a welcome no longer carries it for D1's sake. */
async function projected(org: TestOrg): Promise<void> {
  await org.hub.project();
  await org.step();
}

hubCases("handshake", (hubCase) => {
  hubCase(
    "I7: a first hello is a reset that carries all small kinds and everything above D1's watermark",
    async (org) => {
      await org.ingest(text("a"));
      const ana = await org.connect("ana");
      const welcome = await ana.hello(0);
      expect(welcome).toMatchObject({
        reset: true,
        timing: {
          heartbeatMs: 10_000,
          lockTtlMs: 30_000,
          typingTtlMs: 6_000,
          // Nu8
          serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        },
      });
      const kinds = welcome.records.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(["agent", "channel"]));
      if (welcome.projected < welcome.seq) expect(kinds).toContain("message");
    },
  );

  hubCase("I7: a cursor gets what it missed, each record once in its latest state, and goes on live", async (org) => {
    await org.ingest(text("a"));
    const ana = await org.connect("ana");
    const { seq } = await ana.hello(0);
    ana.close();
    await org.step();
    await org.ingest(text("b"), text("c"));
    await projected(org);
    const again = await org.connect("ana");
    const welcome = await again.hello(seq);
    expect(welcome.reset).toBe(false);
    expect(new Set(names(welcome.records)).size).toBe(welcome.records.length);
    expect(welcome.records.filter(({ kind }) => kind === "message")).toHaveLength(2);
    expect(welcome.records.find(({ kind }) => kind === "conversation")).toMatchObject({ inboundCount: 3 });
    await org.ingest(text("d"));
    await again.until(() => again.changes().length > 0);
    expect(again.changes()[0]?.seq).toBeGreaterThan(welcome.seq);
  });

  hubCase("I7: a cursor beyond the head, or from before one's access, is a reset", async (org) => {
    const ana = await org.connect("ana");
    const { seq } = await ana.hello(0);
    expect(await ana.hello(seq + 1_000)).toMatchObject({ reset: true });
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" });
    const chioma = await org.connect("chioma");
    expect(await chioma.hello(seq)).toMatchObject({ reset: true });
  });

  hubCase("I7: pending commands that were accepted come back as results, others do not", async (org) => {
    await org.ingest(text("a"));
    const { id: conversationId } = await org.onlyConversation();
    await org.execute("ana", { command: "conversation:close", payload: { conversationId } }, "accepted");
    const ana = await org.connect("ana");
    const { results } = await ana.hello(0, "tab", ["accepted", "never sent"]);
    expect(results).toEqual([
      {
        type: "result",
        id: "accepted",
        ok: true,
        seq: expect.any(Number),
        value: expect.objectContaining({ id: conversationId, status: "closed" }),
      },
    ]);
  });

  hubCase("I4: private records reach their owner's sessions alone and are a gap for others", async (org) => {
    await org.ingest(text("a"));
    const { id: conversationId } = await org.onlyConversation();
    const [message] = await org.messages();
    const [ana, ben] = [await org.connect("ana"), await org.connect("ben")];
    await ana.hello(0);
    await ben.hello(0);
    await org.execute(
      "ana",
      { command: "conversation:read", payload: { conversationId, upTo: message?.id ?? "" } },
      "read",
    );
    await org.execute("ana", { command: "conversation:close", payload: { conversationId } }, "close");
    await ben.until(() => ben.changes().length === 1);
    await ana.until(() => ana.changes().length === 2);
    expect(ana.changes().map(({ cause }) => cause)).toEqual(["read", "close"]);
    expect(ben.changes().map(({ cause }) => cause)).toEqual(["close"]);
    const again = await org.connect("ben");
    expect(names((await again.hello(0)).records).filter((name) => name.startsWith("readMark"))).toEqual([]);
  });

  hubCase("I4: for an agent who joins later, what was there is read; unread is a subtraction", async (org) => {
    await org.ingest(text("a"), text("b"));
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" });
    await org.step();
    const mark = async (agent: string) =>
      (await org.rows<{ json: string }>("SELECT json FROM private WHERE agent = ?", agent)).map(({ json }) =>
        JSON.parse(json),
      );
    expect(await mark("chioma")).toMatchObject([{ number: 2, unread: 0 }]);
    expect(await mark("ana")).toEqual([]);
    const { id: conversationId } = await org.onlyConversation();
    await org.execute("chioma", { command: "conversation:unread", payload: { conversationId } });
    expect(await mark("chioma")).toMatchObject([{ number: 1, unread: 1, upTo: null }]);
  });

  hubCase("I10: a removed agent's sockets close at once, and neither commands nor a new socket work", async (org) => {
    await org.ingest(text("a"));
    const { id: conversationId } = await org.onlyConversation();
    const ben = await org.connect("ben");
    await ben.hello(0);
    await org.hub.removeAgent("ben");
    await ben.until(() => ben.closed !== null);
    expect(ben.closed).toBe(4403);
    expect(await org.execute("ben", { command: "conversation:close", payload: { conversationId } })).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    const again = await org.connect("ben");
    await again.until(() => again.closed !== null);
    expect(again.closed).toBe(4403);
  });

  hubCase("I11: sockets, cursor and fan-out survive an eviction without a reconnect", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello(0);
    await org.evict();
    await org.ingest(text("a"));
    await ana.until(() => ana.events().some(({ event }) => event === "message:received"));
    expect(ana.closed).toBeNull();
    ana.send({
      type: "command",
      id: "c",
      command: "conversation:close",
      payload: { conversationId: (await org.onlyConversation()).id },
    });
    await ana.until(() => ana.frames.some((frame) => frame.type === "result" && frame.id === "c" && frame.ok));
  });

  hubCase("I11: pings of idle agents are answered without waking the hub", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello(0);
    // Whatever is still to do is done, and the object runs, so that it can be evicted.
    await org.hub.project();
    await org.evict();
    ana.send("ping");
    ana.send("ping");
    // Eviction refuses an object that is not running: the pings have not woken it.
    await expect(evictDurableObject(org.stub)).rejects.toThrow();
  });

  hubCase("4409: a newer socket of one session closes the older; other tabs stay", async (org) => {
    const [first, other] = [await org.connect("ana"), await org.connect("ana")];
    await first.hello(0, "tab-1");
    await other.hello(0, "tab-2");
    const second = await org.connect("ana");
    await second.hello(0, "tab-1");
    await first.until(() => first.closed !== null);
    expect([first.closed, other.closed, second.closed]).toEqual([4409, null, null]);
  });

  hubCase("4401: a socket whose token has ended is closed by the alarm (I12)", async (org) => {
    const ana = await org.connect("ana", Date.now() + 30);
    await ana.hello(0);
    await vi.waitFor(async () => {
      await runInDurableObject(org.stub, (_, { storage }) => storage.setAlarm(Date.now()));
      await runDurableObjectAlarm(org.stub);
      expect(ana.closed).toBe(4401);
    });
  });

  hubCase("I13: what is not understood gets an error or a refusal, and the socket stays", async (org) => {
    const ana = await org.connect("ana");
    const answers = async (frame: unknown) => {
      const from = ana.frames.length;
      ana.send(frame);
      await ana.until(() => ana.frames.length > from);
      return ana.frames[from];
    };
    expect(await answers("{")).toMatchObject({ type: "error", code: "invalid" });
    expect(await answers("[]")).toMatchObject({ type: "error", code: "invalid" });
    expect(await answers({ type: "hello", protocol: 1 })).toMatchObject({ type: "error", code: "invalid" });
    expect(await answers({ type: "command", id: "x", command: "conversation:close", payload: {} })).toMatchObject({
      ok: false,
      code: "invalid",
    });
    await ana.hello(0);
    expect(await answers({ type: "command", id: "y", command: "conversation:explode", payload: {} })).toMatchObject({
      type: "result",
      id: "y",
      ok: false,
      code: "invalid",
    });
    expect(
      await answers({ type: "command", id: "z", command: "conversation:close", payload: { conversationId: "none" } }),
    ).toMatchObject({ ok: false, code: "not_found" });
    expect(await answers("x".repeat(70_000))).toMatchObject({ type: "error", code: "too_large" });
    ana.send({ type: "news from a later version" });
    expect(await ana.hello(0)).toMatchObject({ type: "welcome" });
    ana.send({ type: "hello", protocol: 99, session: "tab", cursor: 0 });
    await ana.until(() => ana.closed !== null);
    expect(ana.closed).toBe(4400);
  });

  hubCase("B3: a welcome of many records comes in several frames, none above 64 kB by much", async (org) => {
    const facts = Array.from({ length: 300 }, (_, n) => text(`m${n}`, { body: "x".repeat(400) }));
    await org.ingest(...facts);
    const ana = await org.connect("ana");
    const welcome = await ana.hello(1);
    expect(welcome.records.filter(({ kind }) => kind === "message")).toHaveLength(300);
    const pages = ana.frames.filter((frame) => frame.type === "welcome");
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, -1).every((frame) => frame.type === "welcome" && frame.more === true)).toBe(true);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(80_000);
  });

  hubCase("I7: frames are cut at 64 kB between seqs, and together carry everything", async (org) => {
    const ana = await org.connect("ana");
    await ana.hello(0);
    await org.ingest(...Array.from({ length: 300 }, (_, n) => text(`m${n}`, { body: "x".repeat(400) })));
    await ana.until(() => ana.events().filter(({ event }) => event === "message:received").length === 300);
    expect(ana.changes().length).toBeGreaterThan(2);
    for (const frame of ana.changes()) expect(JSON.stringify(frame).length).toBeLessThan(80_000);
  });
});
