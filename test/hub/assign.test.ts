import { expect } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import { hubCases } from "./harness.ts";

const assign = (conversationId: string, agentId: string | null, expected?: string | null) => ({
  command: "conversation:assign" as const,
  payload: { conversationId, agentId, ...(expected === undefined ? {} : { expect: expected }) },
});
const note = (conversationId: string, body: string) => ({
  command: "note:add" as const,
  payload: { conversationId, body },
});

hubCases("assignment", (hubCase) => {
  hubCase("C7: of two who claim a conversation one learns who has it", async (org) => {
    const id = await org.conversation();
    const answers = await Promise.all([
      org.hub.execute({ type: "agent", agentId: "ana" }, "a", assign(id, "ana", null)),
      org.hub.execute({ type: "agent", agentId: "ben" }, "b", assign(id, "ben", null)),
    ]);
    await org.step();
    expect(answers).toMatchObject([
      { ok: true, value: { assigneeId: "ana" } },
      { ok: false, code: "already_assigned", details: { assigneeId: "ana", assigneeName: "Ana" } },
    ]);
    expect(await org.execute("ana", assign(id, "ana", null), "a")).toEqual(answers[0]);
    expect(await org.execute("ben", assign(id, "ben", "ana"))).toMatchObject({
      ok: true,
      value: { assigneeId: "ben" },
    });
    expect(await org.execute("ben", assign(id, null))).toMatchObject({ ok: true, value: { assigneeId: null } });
    expect(await org.execute("ana", assign(id, "ana", "ben"))).toMatchObject({
      ok: false,
      details: { assigneeId: null, assigneeName: null },
    });
  });

  hubCase("C7: everybody is told who had it and who has it; asking for what is so tells nothing", async (org) => {
    const id = await org.conversation();
    const ben = await org.connect("ben");
    await ben.hello(0);
    await org.execute("ana", assign(id, "ben"));
    await ben.until(() => ben.events().length === 2);
    expect(ben.events()).toMatchObject([
      {
        event: "conversation:assigned",
        payload: { conversationId: id, agentId: "ana", assigneeId: "ben", previousAssigneeId: null },
      },
      { event: "activity:created", payload: { kind: "assigned", actor: { id: "ana", name: "Ana" } } },
    ]);
    const { seq } = await org.hub.health();
    expect(await org.execute("ana", assign(id, "ben"))).toMatchObject({ ok: true, value: { assigneeId: "ben" } });
    expect((await org.hub.health()).seq).toBe(seq);
  });

  hubCase("C7: nobody is assigned who is not here or may only read; a program may assign", async (org) => {
    const id = await org.conversation();
    await org.hub.putAgent({ id: "vera", name: "Vera", email: "vera@example.com", role: "viewer" });
    expect(await org.execute("ana", assign(id, "nobody"))).toMatchObject({ ok: false, code: "not_found" });
    expect(await org.execute("ana", assign(id, "vera"))).toMatchObject({ ok: false, code: "invalid" });
    expect(await org.execute("vera", assign(id, "ben"))).toMatchObject({ ok: false, code: "forbidden" });
    expect(await org.execute("ana", assign("none", "ben"))).toMatchObject({ ok: false, code: "not_found" });
    expect(await org.hub.execute({ type: "apiKey", keyId: "k" }, "program", assign(id, "ben"))).toMatchObject({
      ok: true,
    });
  });
});

hubCases("notes", (hubCase) => {
  hubCase(
    "C8: a note has its place in the thread, mentions, and neither status nor sending nor a part in the list",
    async (org) => {
      const id = await org.conversation();
      const before = await org.onlyConversation();
      const answer = await org.execute("ana", note(id, "@ben please, not ana@ben.example; @Nobody"), "note-1");
      expect(answer).toMatchObject({
        ok: true,
        value: { id: "note-1", type: "note", status: null, authorId: "ana", content: { mentions: ["ben"] } },
      });
      const written = (answer as { value: Message }).value;
      expect(written.position).toBeGreaterThan((await org.messages())[0]?.position ?? Infinity);
      expect(await org.onlyConversation()).toEqual(before);
      expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
      expect(await org.execute("ana", note(id, "again"), "note-1")).toEqual(answer);
      expect(await org.execute("ben", note(id, "mine"), "note-1")).toMatchObject({ ok: false, code: "conflict" });
      expect(
        await org.execute("ana", { command: "message:retry", payload: { conversationId: id, messageId: "note-1" } }),
      ).toMatchObject({ ok: false, code: "not_retriable" });
    },
  );

  hubCase("C8: everybody is told, and another's lock is no hindrance", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", { command: "lock:acquire", payload: { conversationId: id } });
    const ana = await org.connect("ana");
    await ana.hello(0);
    await org.execute("ben", note(id, "@Ana look"), "note-2");
    await ana.until(() => ana.events().length === 2);
    expect(ana.events()).toMatchObject([
      { event: "note:added", payload: { messageId: "note-2", conversationId: id, agentId: "ben", mentions: ["ana"] } },
      { event: "mention:created", payload: { messageId: "note-2", conversationId: id, authorId: "ben" } },
    ]);
  });

  hubCase("I13: an empty note is invalid, one beyond the limit too long", async (org) => {
    const id = await org.conversation();
    expect(await org.execute("ana", note(id, " "))).toMatchObject({ ok: false, code: "invalid" });
    expect(await org.execute("ana", note(id, "x".repeat(20_001)))).toMatchObject({
      ok: false,
      code: "too_long",
      details: { limit: 20_000 },
    });
  });
});
