import { expect } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import type { Conversation, Message } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

const label = (conversationId: string, payload: { labels?: string[]; add?: string[]; remove?: string[] }): Command => ({
  command: "conversation:label",
  payload: { conversationId, ...payload },
});

async function makeLabels(org: TestOrg, ...names: string[]): Promise<void> {
  for (const name of names) {
    const made = await org.hub.editCatalog({ type: "agent", agentId: "ana" }, crypto.randomUUID(), {
      edit: "create",
      kind: "label",
      body: { name },
    });
    expect(made).toMatchObject({ ok: true });
  }
  await org.step();
}

async function counts(org: TestOrg): Promise<Record<string, number>> {
  const rows = await org.rows<{ id: string; n: number }>(
    "SELECT id, json ->> '$.n' AS n FROM record WHERE kind = 'count' AND json ->> '$.n' <> 0",
  );
  return Object.fromEntries(rows.map(({ id, n }) => [id, n]));
}

async function lines(org: TestOrg): Promise<Message[]> {
  return (await org.messages()).filter(({ type }) => type === "activity");
}

hubCases("labels and priority", (hubCase) => {
  hubCase("C8: labels are put, added and removed by id or name; what another put meanwhile stays", async (org) => {
    const id = await org.conversation();
    await makeLabels(org, "VIP", "Late payer");
    expect(await org.execute("ana", label(id, { add: ["Late payer"] }))).toMatchObject({
      ok: true,
      value: { labels: ["late-payer"] },
    });
    await org.execute("ben", label(id, { add: ["vip"] }));
    expect(await org.execute("ana", label(id, { remove: ["late-payer"] }))).toMatchObject({
      value: { labels: ["vip"] },
    });
    expect(await org.execute("ana", label(id, { labels: ["late-payer"] }))).toMatchObject({
      value: { labels: ["late-payer"] },
    });
    const { seq } = await org.hub.health();
    expect(await org.execute("ana", label(id, { labels: ["late-payer"] }))).toMatchObject({ ok: true });
    expect((await org.hub.health()).seq).toBe(seq);
  });

  hubCase("C8: a renamed label is found by its new name, and conversations keep it", async (org) => {
    const id = await org.conversation();
    await makeLabels(org, "VIP");
    await org.execute("ana", label(id, { add: ["vip"] }));
    await org.hub.editCatalog({ type: "agent", agentId: "ana" }, "rename", {
      edit: "change",
      kind: "label",
      id: "vip",
      change: { name: "Key account" },
    });
    await org.step();
    expect((await org.onlyConversation()).labels).toEqual(["vip"]);
    expect(await org.execute("ana", label(id, { remove: ["Key account"] }))).toMatchObject({ value: { labels: [] } });
  });

  hubCase("C8: an unknown label is not found and changes nothing; a program may label", async (org) => {
    const id = await org.conversation();
    await makeLabels(org, "VIP");
    expect(await org.execute("ana", label(id, { add: ["vip", "unheard"] }))).toMatchObject({
      ok: false,
      code: "not_found",
      details: { label: "unheard" },
    });
    expect((await org.onlyConversation()).labels).toEqual([]);
    expect(
      await org.hub.execute({ type: "apiKey", keyId: "k" }, "program", label(id, { labels: ["vip"] })),
    ).toMatchObject({ ok: true, value: { labels: ["vip"] } });
  });

  hubCase("C8: priority is told to everybody, once", async (org) => {
    const id = await org.conversation();
    const ben = await org.connect("ben");
    await ben.hello(0);
    const urgent: Command = { command: "conversation:prioritize", payload: { conversationId: id, priority: "urgent" } };
    expect(await org.execute("ana", urgent)).toMatchObject({ ok: true, value: { priority: "urgent" } });
    expect(await org.execute("ben", urgent)).toMatchObject({ ok: true, value: { priority: "urgent" } });
    await ben.until(() => ben.events().length === 2);
    expect(ben.events().map(({ event }) => event)).toEqual(["conversation:prioritized", "activity:created"]);
  });

  hubCase("C8: agents follow and unfollow for themselves; a program does not", async (org) => {
    const id = await org.conversation();
    const follow: Command = { command: "conversation:follow", payload: { conversationId: id } };
    await org.execute("ana", follow);
    expect(await org.execute("ben", follow)).toMatchObject({ value: { followerIds: ["ana", "ben"] } });
    expect(
      await org.execute("ana", { command: "conversation:unfollow", payload: { conversationId: id } }),
    ).toMatchObject({ value: { followerIds: ["ben"] } });
    expect(await org.hub.execute({ type: "apiKey", keyId: "k" }, "program", follow)).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    expect(await lines(org)).toEqual([]);
  });
});

hubCases("activity", (hubCase) => {
  hubCase("C8: what is done to a conversation is a line of its thread and no part of the list", async (org) => {
    const id = await org.conversation();
    const shown = await org.onlyConversation();
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, agentId: "ben" } });
    await org.execute("ben", { command: "conversation:close", payload: { conversationId: id } }, "close");
    await org.ingest(text("again"));
    const [assigned, closed, reopened] = await lines(org);
    expect(assigned).toMatchObject({
      authorId: "ana",
      status: null,
      body: "Assigned to Ben by Ana",
      content: { activity: "assigned", actorId: "ana", assigneeId: "ben", previousAssigneeId: null },
    });
    expect(closed).toMatchObject({ body: "Closed by Ben", content: { activity: "closed", actorId: "ben" } });
    expect(reopened).toMatchObject({ authorId: null, content: { activity: "reopened", actorId: null } });
    const { lastMessagePreview, lastPosition } = await org.onlyConversation();
    expect(lastMessagePreview).toBe("body of again");
    expect(lastPosition).toBeGreaterThan(shown.lastPosition);
    expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
  });

  hubCase("B2: its author gets the change with its cause, and the line in the same frame", async (org) => {
    const id = await org.conversation();
    const ben = await org.connect("ben");
    await ben.hello(0);
    await ben.ask({ command: "conversation:close", payload: { conversationId: id } }, "close");
    await ben.until(() => ben.changes().length === 1);
    const [frame] = ben.changes();
    expect(frame).toMatchObject({
      cause: "close",
      events: [
        { event: "conversation:closed" },
        { event: "activity:created", payload: { kind: "closed", actor: { id: "ben", name: "Ben" } } },
      ],
    });
    expect(frame?.records.map(({ kind }) => kind).sort()).toEqual(["conversation", "count", "count", "message"]);
  });
});

hubCases("counts", (hubCase) => {
  hubCase("C4: active conversations are counted with each change, never by looking at them all", async (org) => {
    const id = await org.conversation();
    await org.ingest(text("b", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: null } }));
    expect(await counts(org)).toEqual({ all: 2, unassigned: 2 });
    await makeLabels(org, "VIP");
    await org.execute("ana", label(id, { add: ["vip"] }));
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, agentId: "ben" } });
    expect(await counts(org)).toEqual({ all: 2, unassigned: 1, "assignee:ben": 1, "label:vip": 1 });
    await org.execute("ana", { command: "conversation:close", payload: { conversationId: id } });
    expect(await counts(org)).toEqual({ all: 1, unassigned: 1 });
    const before = (await org.hub.health()).seq;
    await org.ingest(text("again"));
    expect(await counts(org)).toEqual({ all: 2, unassigned: 1, "assignee:ben": 1, "label:vip": 1 });
    await org.hub.removeAgent("ben");
    await org.step();
    expect(await counts(org)).toEqual({ all: 2, unassigned: 2, "label:vip": 1 });
    const ana = await org.connect("ana");
    const told = (await ana.hello(before)).records.filter(({ kind }) => kind === "count");
    expect(told).toEqual(expect.arrayContaining([expect.objectContaining({ id: "unassigned", n: 2 })]));
  });

  hubCase("C4: a hub from before there were counts counts once", async (org) => {
    await org.conversation();
    await org.rows("DELETE FROM record WHERE kind = 'count'");
    await org.rows("DELETE FROM meta WHERE key = 'counted'");
    expect(await counts(org)).toEqual({});
    await org.evict();
    expect(await counts(org)).toEqual({ all: 1, unassigned: 1 });
  });
});

hubCases("teams", (hubCase) => {
  hubCase("C7: another team takes a conversation from an assignee who is not in it", async (org) => {
    const id = await org.conversation();
    const made = await org.hub.editCatalog({ type: "agent", agentId: "ana" }, "team", {
      edit: "create",
      kind: "team",
      body: { name: "Billing", agentIds: ["ben"] },
    });
    await org.step();
    const teamId = made.ok ? made.value.id : "";
    const assign = (payload: { agentId?: string | null; teamId?: string | null }): Command => ({
      command: "conversation:assign",
      payload: { conversationId: id, ...payload },
    });
    const of = (answer: unknown) => (answer as { value: Conversation }).value;
    await org.execute("ana", assign({ agentId: "ana" }));
    expect(of(await org.execute("ana", assign({ teamId })))).toMatchObject({ teamId, assigneeId: null });
    await org.execute("ana", assign({ agentId: "ben" }));
    expect(of(await org.execute("ana", assign({ teamId: null })))).toMatchObject({ teamId: null, assigneeId: "ben" });
    expect(of(await org.execute("ana", assign({ teamId })))).toMatchObject({ teamId, assigneeId: "ben" });
    expect(await counts(org)).toEqual({ all: 1, "assignee:ben": 1, [`team:${teamId}`]: 1 });
    expect(await org.execute("ana", assign({ teamId: "none" }))).toMatchObject({ ok: false, code: "not_found" });
  });
});
