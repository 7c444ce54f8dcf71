import { afterEach, expect, test, vi } from "vitest";
import type { Conversation } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases, TestOrg } from "./harness.ts";
import { deskOf, owner } from "./team-desk.ts";

afterEach(() => vi.useRealTimers());

hubCases("round-robin", (hubCase) => {
  hubCase(
    "C7: who is online takes the new conversation in turn, in the same commit, and everybody is told",
    async (org) => {
      const desk = await deskOf(org);
      await desk.signal("ana", "online");
      await desk.signal("ben", "online");
      await desk.signal("chioma", "busy");
      const watcher = await org.connect("ana");
      await watcher.hello(0, "watching");
      const first = await desk.arrive();
      expect(first).toMatchObject({ assigneeId: "ana", teamId: desk.teamId, status: "active" });
      await watcher.until(() => watcher.events().some(({ event }) => event === "conversation:assigned"));
      expect(watcher.changes()).toHaveLength(1);
      expect(watcher.events().find(({ event }) => event === "conversation:assigned")?.payload).toEqual({
        conversationId: first.id,
        agentId: null,
        assigneeId: "ana",
        previousAssigneeId: null,
        teamId: desk.teamId,
        previousTeamId: null,
      });
      await desk.signal("chioma", "online");
      for (const agentId of ["ben", "chioma", "ana"])
        expect(await desk.arrive()).toMatchObject({ assigneeId: agentId });
      await desk.write("15551", "another message");
      expect(await desk.assignees()).toHaveLength(4);
      expect((await org.conversations()).find(({ id }) => id === first.id)).toMatchObject({ assigneeId: "ana" });
    },
  );

  hubCase("C7: where nobody can take it, it waits, and whoever comes online takes what waits longest", async (org) => {
    const desk = await deskOf(org, { capacity: 1 });
    await desk.signal("ana", "away");
    const [first, second, third] = [await desk.arrive(), await desk.arrive(), await desk.arrive()];
    expect(first).toMatchObject({ assigneeId: null, teamId: desk.teamId });
    expect(await desk.waiting()).toEqual([first.id, second.id, third.id]);
    await desk.signal("ben", "online");
    expect(await desk.waiting()).toEqual([second.id, third.id]);
    await desk.signal("ana", "online");
    expect(await desk.waiting()).toEqual([third.id]);
    expect((await org.conversations()).filter(({ id }) => id === first.id || id === second.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: first.id, assigneeId: "ben" }),
        expect.objectContaining({ id: second.id, assigneeId: "ana" }),
      ]),
    );
  });

  hubCase(
    "C7: as soon as one is closed, archived, snoozed or given away, the next that waits is taken",
    async (org) => {
      const desk = await deskOf(org, { capacity: 1, agentIds: ["ben"] });
      await desk.signal("ben", "online");
      const open: Conversation[] = [];
      for (let n = 0; n < 5; n += 1) open.push(await desk.arrive());
      const holds = async (n: number) => {
        const mine = (await org.conversations()).filter((one) => one.assigneeId === "ben" && one.status === "active");
        expect(mine.map(({ id }) => id)).toEqual([open[n]?.id]);
      };
      const idOf = (n: number) => open[n]?.id ?? "";
      await holds(0);
      await desk.do("conversation:close", idOf(0));
      await holds(1);
      await desk.do("conversation:archive", idOf(1));
      await holds(2);
      const until = new Date(Date.now() + 3_600_000).toISOString();
      await org.execute("ana", { command: "conversation:snooze", payload: { conversationId: idOf(2), until } });
      await holds(3);
      await org.execute("ana", {
        command: "conversation:assign",
        payload: { conversationId: idOf(3), agentId: "ana" },
      });
      await holds(4);
      expect(await desk.waiting()).toEqual([]);
    },
  );

  hubCase("C7: what is closed, assigned or moved while it waits, waits no longer", async (org) => {
    const desk = await deskOf(org);
    const other = await org.hub.editCatalog(owner, "sales", {
      edit: "create",
      kind: "team",
      body: { name: "Sales", agentIds: ["chioma"] },
    });
    const sales = other.ok ? other.value.id : "";
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push((await desk.arrive()).id);
    const [closed = "", assigned = "", moved = "", stays = ""] = ids;
    await desk.do("conversation:close", closed);
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: assigned, agentId: "ben" } });
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: moved, teamId: sales } });
    expect(await desk.waiting()).toEqual([stays]);
    await desk.signal("chioma", "online");
    const byId = new Map((await org.conversations()).map((one) => [one.id, one.assigneeId]));
    expect([closed, assigned, moved, stays].map((id) => byId.get(id))).toEqual([null, "ben", null, "chioma"]);
  });

  hubCase(
    "C7: one that is given to a team, or opened again with nobody's name on it, takes the next turn",
    async (org) => {
      const desk = await deskOf(org, { agentIds: ["ben", "chioma"] });
      await org.hub.updateChannel(owner, org.channel.id, { teamId: null });
      await desk.signal("ben", "online");
      await desk.signal("chioma", "online");
      const { id } = await desk.arrive();
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: null, teamId: null });
      await org.execute("ana", {
        command: "conversation:assign",
        payload: { conversationId: id, teamId: desk.teamId },
      });
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: "ben", teamId: desk.teamId });
      await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, agentId: null } });
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: null, teamId: desk.teamId });
      expect(await desk.waiting()).toEqual([]);
      await desk.do("conversation:close", id);
      await desk.write("15551", "again");
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: "chioma", status: "active" });
      await desk.do("conversation:close", id);
      await desk.write("15551", "and again");
      expect(await org.onlyConversation()).toMatchObject({ assigneeId: "chioma" });
    },
  );

  hubCase("C7: the team's change lets take what waits; without turns the channel's team alone is set", async (org) => {
    const desk = await deskOf(org, { agentIds: ["ben"], capacity: 1 });
    await desk.signal("ben", "online");
    await desk.signal("chioma", "online");
    for (let n = 0; n < 4; n += 1) await desk.arrive();
    expect(await desk.assignees()).toEqual(["ben", null, null, null]);
    await desk.change({ capacity: 2 });
    expect(await desk.assignees()).toEqual(["ben", "ben", null, null]);
    await desk.change({ agentIds: ["ben", "chioma"] });
    expect(await desk.assignees()).toEqual(["ben", "ben", "chioma", "chioma"]);
    const waits = await desk.arrive();
    expect(await desk.waiting()).toEqual([waits.id]);
    await desk.change({ autoAssign: false });
    expect(await desk.waiting()).toEqual([]);
    expect(await desk.arrive()).toMatchObject({ assigneeId: null, teamId: desk.teamId });
    expect(await desk.waiting()).toEqual([]);
  });

  hubCase(
    "C7: what a removed agent had goes to the next of its team, and what waited for a deleted team to nobody",
    async (org) => {
      const desk = await deskOf(org, { agentIds: ["ben", "chioma"], capacity: 1 });
      await desk.signal("ben", "online");
      await desk.signal("chioma", "online");
      const [first, second] = [await desk.arrive(), await desk.arrive()];
      expect([first.assigneeId, second.assigneeId]).toEqual(["ben", "chioma"]);
      await desk.do("conversation:close", second.id);
      await org.hub.removeAgent("ben");
      await org.step();
      const byId = new Map((await org.conversations()).map((one) => [one.id, one.assigneeId]));
      expect(byId.get(first.id)).toBe("chioma");
      const waits = await desk.arrive();
      expect(await desk.waiting()).toEqual([waits.id]);
      const gone = await org.hub.editCatalog(owner, "gone", { edit: "delete", kind: "team", id: desk.teamId });
      expect(gone).toMatchObject({ ok: true });
      await org.step();
      expect(await desk.waiting()).toEqual([]);
      expect((await org.conversations()).find(({ id }) => id === waits.id)).toMatchObject({
        teamId: null,
        assigneeId: null,
      });
      expect(await org.rows("SELECT * FROM meta WHERE key LIKE 'rotation:%'")).toEqual([]);
    },
  );

  hubCase(
    "C7: who fell silent and is heard again, without a word to the hub, takes what waits longest",
    async (org) => {
      const start = Date.now();
      vi.useFakeTimers({ toFake: ["Date"], now: start });
      const desk = await deskOf(org, { agentIds: ["ben"], capacity: 1 });
      await desk.signal("ben", "online");
      vi.setSystemTime(start + timing.socketSilenceMs + 1);
      const first = await desk.arrive();
      vi.setSystemTime(start);
      const second = await desk.arrive();
      const holds = async () => (await org.conversations()).find(({ assigneeId }) => assigneeId === "ben")?.id;
      expect([await holds(), await desk.waiting()]).toEqual([first.id, [second.id]]);
      vi.setSystemTime(start + timing.socketSilenceMs + 1);
      await org.execute("ana", {
        command: "conversation:assign",
        payload: { conversationId: first.id, agentId: "ana", teamId: null },
      });
      expect(await desk.waiting()).toEqual([second.id]);
      // With nothing else left to do for the alarm, the look is its own.
      await org.hub.project();
      await org.ring();
      expect(await desk.waiting()).toEqual([second.id]);
      await org.ring(start);
      expect(await holds()).toBe(second.id);
    },
  );

  hubCase("I11, C7: so does who is heard again while the hub was away", async (org) => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    const desk = await deskOf(org, { agentIds: ["ben"] });
    await desk.signal("ben", "online");
    vi.setSystemTime(start + timing.socketSilenceMs + 1);
    const { id } = await desk.arrive();
    expect(await desk.waiting()).toEqual([id]);
    await org.evict();
    vi.setSystemTime(start);
    await org.hub.health();
    expect(await org.onlyConversation()).toMatchObject({ assigneeId: "ben" });
  });

  hubCase("C7: a snoozed conversation gives up its turn, and has one when it wakes", async (org) => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    const desk = await deskOf(org, { agentIds: ["ben"] });
    const { id } = await desk.arrive();
    const until = new Date(start + 3_600_000).toISOString();
    await org.execute("ana", { command: "conversation:snooze", payload: { conversationId: id, until } });
    expect(await desk.waiting()).toEqual([]);
    await org.ring(start + 3_600_000);
    expect(await desk.waiting()).toEqual([id]);
    await desk.signal("ben", "online");
    expect(await org.onlyConversation()).toMatchObject({ status: "active", assigneeId: "ben" });
  });

  hubCase("C7: whose last socket closes is asked no more", async (org) => {
    const desk = await deskOf(org, { agentIds: ["ben", "chioma"] });
    const ben = await org.connect("ben");
    await ben.hello(0);
    await desk.signal("chioma", "online");
    const watcher = await org.connect("ana");
    await watcher.hello(0, "watching");
    ben.close();
    await watcher.until(() =>
      watcher
        .signals()
        .some(
          ({ signal, payload }) => signal === "presence" && payload.agentId === "ben" && payload.state === "offline",
        ),
    );
    expect(await desk.arrive()).toMatchObject({ assigneeId: "chioma" });
    expect(await desk.arrive()).toMatchObject({ assigneeId: "chioma" });
  });
});

test("C7: a message costs no more rows while its conversation waits for a turn", async () => {
  const org = new TestOrg(crypto.randomUUID(), false);
  await org.open();
  const desk = await deskOf(org);
  const { id } = await desk.arrive();
  expect(await desk.waiting()).toEqual([id]);
  await org.hub.project();
  const before = (await org.hub.rows()).written;
  await desk.write("15551", "second");
  expect((await org.hub.rows()).written - before).toBeLessThanOrEqual(5);
});
