import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Env } from "../../src/env.ts";
import type { Draft } from "../../src/protocol/records.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

const { DB } = env as unknown as Env;

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ messages: [{ id: `wamid.${crypto.randomUUID()}` }] }));
});
afterEach(() => vi.unstubAllGlobals());

const save = (conversationId: string, content: string, version?: string, kind: "reply" | "note" = "reply") => ({
  command: "draft:save" as const,
  payload: { conversationId, kind, content, ...(version === undefined ? {} : { version }) },
});
const discard = (conversationId: string) => ({
  command: "draft:discard" as const,
  payload: { conversationId, kind: "reply" as const },
});

async function saved(org: TestOrg, conversationId: string, content: string, version?: string): Promise<Draft> {
  const answer = await org.execute("ana", save(conversationId, content, version));
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: Draft }).value;
}

async function live(org: TestOrg, agentId: string, session: string): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, session);
  return socket;
}

hubCases("drafts", (hubCase) => {
  hubCase("R4 E2: a draft of a mail keeps its subject and its copies; without them it has neither", async (org) => {
    const id = await org.conversation();
    const command = save(id, "");
    const payload = { ...command.payload, subject: "Prices", cc: ["ben@harbour.test"] };
    const first = await org.execute("ana", { ...command, payload });
    expect(first).toMatchObject({ ok: true, value: { content: "", subject: "Prices", cc: ["ben@harbour.test"] } });
    const second = await saved(org, id, "Here they are", (first as { value: Draft }).value.version);
    expect(second).toMatchObject({ content: "Here they are", subject: null });
    expect(second).not.toHaveProperty("cc");
  });

  hubCase(
    "C5: each save has a new version, and one that is not the current one is refused with what is",
    async (org) => {
      const id = await org.conversation();
      const first = await saved(org, id, "Dear");
      expect(first).toMatchObject({
        kind: "draft",
        agentId: "ana",
        conversationId: id,
        draftKind: "reply",
        content: "Dear",
        subject: null,
      });
      expect(await org.execute("ana", save(id, "Other"))).toMatchObject({
        ok: false,
        code: "stale",
        details: { current: first },
      });
      const second = await saved(org, id, "Dear Maria", first.version);
      expect(second.version).not.toBe(first.version);
      expect(await org.execute("ana", save(id, "Dear Mo", first.version))).toMatchObject({
        ok: false,
        code: "stale",
        details: { current: second },
      });
      expect(await org.hub.draft("ana", id, "reply")).toEqual(second);
      expect(await org.hub.draft("ben", id, "reply")).toBeNull();
    },
  );

  hubCase("C5: reply and note are two drafts, and each agent has their own", async (org) => {
    const id = await org.conversation();
    await saved(org, id, "Reply");
    expect(await org.execute("ana", save(id, "Note", undefined, "note"))).toMatchObject({ ok: true });
    expect(await org.execute("ben", save(id, "Ben's"))).toMatchObject({ ok: true });
    expect([
      await org.hub.draft("ana", id, "reply"),
      await org.hub.draft("ana", id, "note"),
      await org.hub.draft("ben", id, "reply"),
    ]).toMatchObject([{ content: "Reply" }, { content: "Note" }, { content: "Ben's" }]);
  });

  hubCase("C5: the owner's other tabs follow, nobody else hears of it", async (org) => {
    const id = await org.conversation();
    const [tab, other, ben] = [
      await live(org, "ana", "one"),
      await live(org, "ana", "two"),
      await live(org, "ben", "ben"),
    ];
    const answer = await tab.ask(save(id, "Dear"), "save");
    await other.until(() => other.changes().length === 1);
    expect(other.changes()[0]).toMatchObject({
      cause: "save",
      events: [{ event: "draft:saved" }],
      records: [(answer as { value: Draft }).value],
    });
    await org.execute("ana", discard(id));
    await other.until(() => other.changes().length === 2);
    expect(other.changes()[1]).toMatchObject({
      events: [{ event: "draft:discarded" }],
      records: [{ kind: "draft", deleted: true }],
    });
    await org.execute("ben", { command: "conversation:close", payload: { conversationId: id } });
    await ben.until(() => ben.events().length > 0);
    expect(ben.changes().flatMap(({ records }) => records.map(({ kind }) => kind))).not.toContain("draft");
  });

  hubCase("C5: sending clears its author's draft of that kind in the same commit", async (org) => {
    const id = await org.conversation();
    await saved(org, id, "Dear");
    await org.execute("ana", save(id, "Ask Ben", undefined, "note"));
    await org.execute("ben", save(id, "Ben's"));
    const ana = await live(org, "ana", "one");
    await ana.ask({ command: "message:send", payload: { conversationId: id, body: "Dear Maria" } }, "send");
    const names = ana.events().map(({ event }) => event);
    expect(names.slice(0, 2)).toEqual(["message:queued", "draft:discarded"]);
    expect(await org.hub.draft("ana", id, "reply")).toBeNull();
    expect(await org.hub.draft("ana", id, "note")).toMatchObject({ content: "Ask Ben" });
    expect(await org.hub.draft("ben", id, "reply")).toMatchObject({ content: "Ben's" });
    await org.step();
    await ana.ask({ command: "note:add", payload: { conversationId: id, body: "Ask Ben" } });
    expect(await org.hub.draft("ana", id, "note")).toBeNull();
    // A save that was on its way when the message left does not bring the text back.
    expect(await org.execute("ana", save(id, "Dear Mari", "1"))).toMatchObject({
      ok: false,
      code: "stale",
      details: { current: null },
    });
  });

  hubCase(
    "I7: a welcome from the start has the agent's drafts and none that is gone; a cursor gets tombstones",
    async (org) => {
      const id = await org.conversation();
      const draft = await saved(org, id, "Dear");
      await org.execute("ana", save(id, "Ask Ben", undefined, "note"));
      await org.hub.project();
      await org.step();
      const drafts = async (agentId: string, cursor: number) =>
        (await (await org.connect(agentId)).hello(cursor, crypto.randomUUID())).records.filter(
          ({ kind }) => kind === "draft",
        );
      expect(await drafts("ana", 0)).toHaveLength(2);
      expect(await drafts("ben", 0)).toEqual([]);
      const cursor = (await org.hub.health()).seq;
      await org.execute("ana", discard(id));
      expect(await drafts("ana", cursor)).toEqual([{ ...draft, seq: expect.any(Number), deleted: true }]);
      await org.hub.project();
      expect(await drafts("ana", 0)).toMatchObject([{ draftKind: "note" }]);
      expect(await org.execute("ana", discard(id))).toMatchObject({ ok: true, value: null });
      expect(await saved(org, id, "Anew")).toMatchObject({ content: "Anew" });
    },
  );

  hubCase("C5: drafts and locks never reach D1, and do not hold up what does", async (org) => {
    const id = await org.conversation();
    await saved(org, id, "A secret thought");
    await org.execute("ana", { command: "lock:acquire", payload: { conversationId: id } });
    await org.execute("ana", { command: "conversation:close", payload: { conversationId: id } });
    expect(await org.hub.project()).toBe((await org.hub.health()).seq);
    const tables = ["conversation", "message", "contact", "read_mark", "record"];
    for (const table of tables) {
      const { results } = await DB.prepare(`SELECT json FROM ${table} WHERE org_id = ?`)
        .bind(org.id)
        .all<{ json: string }>();
      for (const { json } of results)
        expect(["draft", "lock"]).not.toContain((JSON.parse(json) as { kind: string }).kind);
    }
  });

  hubCase("I13: an oversized draft is too large, one for an unknown conversation is not found", async (org) => {
    const id = await org.conversation();
    expect(await org.execute("ana", save(id, "x".repeat(20_001)))).toMatchObject({
      ok: false,
      code: "too_large",
      details: { limit: 20_000 },
    });
    expect(await saved(org, id, "x".repeat(20_000))).toMatchObject({ draftKind: "reply" });
    expect(await org.execute("ana", save("none", "x"))).toMatchObject({ ok: false, code: "not_found" });
    expect(await org.hub.execute({ type: "apiKey", keyId: "k" }, "draft", save(id, "x"))).toMatchObject({
      ok: false,
      code: "forbidden",
    });
  });
});
