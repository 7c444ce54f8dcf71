import { expect } from "vitest";
import type { CatalogEdit } from "../../src/protocol/catalog.ts";
import type { CatalogRecord } from "../../src/protocol/catalog.ts";
import type { Actor, Answer } from "../../src/hub/rpc.ts";
import type { Conversation } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

const ana: Actor = { type: "agent", agentId: "ana" };
const ben: Actor = { type: "agent", agentId: "ben" };
const program: Actor = { type: "apiKey", keyId: "k" };

async function edit(
  org: TestOrg,
  asked: CatalogEdit,
  actor: Actor = ana,
  id: string = crypto.randomUUID(),
): Promise<Answer<CatalogRecord>> {
  const answer = await org.hub.editCatalog(actor, id, asked);
  await org.step();
  return answer;
}

async function made(org: TestOrg, asked: CatalogEdit, actor: Actor = ana): Promise<string> {
  const answer = await edit(org, asked, actor);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.id;
}

const label = (name: string): CatalogEdit => ({ edit: "create", kind: "label", body: { name } });
const team = (name: string, agentIds: string[] = []): CatalogEdit => ({
  edit: "create",
  kind: "team",
  body: { name, agentIds },
});
const view = (name: string, shared: boolean): CatalogEdit => ({
  edit: "create",
  kind: "view",
  body: { name, query: { filter: "mine" }, shared },
});

async function from(org: TestOrg, phone: string): Promise<Conversation> {
  await org.ingest(text(`of ${phone}`, { from: { aliases: [{ kind: "phone", value: phone }], name: phone } }));
  const newest = (await org.conversations()).toSorted((a, b) => b.seq - a.seq)[0];
  if (newest === undefined) throw new Error("no conversation");
  return newest;
}

hubCases("catalog", (hubCase) => {
  hubCase("C8: everybody is told of a label; asked again under the same id, it answers the same", async (org) => {
    const socket = await org.connect("ben");
    await socket.hello(0);
    const first = await edit(org, label("VIP customer"), ana, "make");
    expect(first).toMatchObject({ ok: true, value: { kind: "label", id: "vip-customer", color: "grey" } });
    await socket.until(() => socket.events().length === 1);
    expect(socket.changes()).toMatchObject([
      {
        cause: "make",
        events: [{ event: "label:created", payload: { labelId: "vip-customer", name: "VIP customer" } }],
        records: [{ kind: "label", id: "vip-customer", name: "VIP customer" }],
      },
    ]);
    expect(await edit(org, label("VIP customer"), ana, "make")).toEqual(first);
    expect(await edit(org, label("vip CUSTOMER"), program)).toMatchObject({ ok: false, code: "conflict" });
    const { seq } = await org.hub.health();
    const same: CatalogEdit = { edit: "change", kind: "label", id: "vip-customer", change: { color: "grey" } };
    expect(await edit(org, same)).toMatchObject({ ok: true, value: { id: "vip-customer" } });
    expect((await org.hub.health()).seq).toBe(seq);
  });

  hubCase("C8: a deleted label is taken off all that have it, in one commit, and comes back empty", async (org) => {
    const [one, two, other] = [await from(org, "1"), await from(org, "2"), await from(org, "3")];
    await made(org, label("Bug"));
    await made(org, label("VIP"));
    const put = (conversationId: string, labels: string[]) =>
      org.execute("ana", { command: "conversation:label", payload: { conversationId, labels } });
    await put(one.id, ["bug", "vip"]);
    await put(two.id, ["Bug"]);
    await put(other.id, ["vip"]);
    const socket = await org.connect("ben");
    await socket.hello(0);
    const remove: CatalogEdit = { edit: "delete", kind: "label", id: "bug" };
    expect(await edit(org, remove, ben)).toMatchObject({ ok: false, code: "forbidden" });
    expect(await edit(org, remove)).toMatchObject({ ok: true, value: { id: "bug", deleted: true } });
    const labelsOf = async () => Object.fromEntries((await org.conversations()).map(({ id, labels }) => [id, labels]));
    expect(await labelsOf()).toEqual({ [one.id]: ["vip"], [two.id]: [], [other.id]: ["vip"] });
    await socket.until(() => socket.events().some(({ event }) => event === "label:deleted"));
    const unlabeled = socket.events().filter(({ event }) => event === "conversation:labeled");
    expect(unlabeled.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          conversationId: one.id,
          labels: ["vip"],
          added: [],
          removed: ["bug"],
          agentId: "ana",
        }),
        expect.objectContaining({ conversationId: two.id, labels: [], removed: ["bug"] }),
      ]),
    );
    expect(unlabeled).toHaveLength(2);
    expect(await put(one.id, ["bug"])).toMatchObject({ ok: false, code: "not_found" });
    expect(await edit(org, remove)).toMatchObject({ ok: false, code: "not_found" });
    expect(await edit(org, label("Bug"))).toMatchObject({ ok: true, value: { id: "bug" } });
    expect(await labelsOf()).toEqual({ [one.id]: ["vip"], [two.id]: [], [other.id]: ["vip"] });
  });

  hubCase("C7: a deleted team is no conversation's and no channel's; who had them keeps them", async (org) => {
    const { id } = await from(org, "1");
    const care = await made(org, team("Care", ["ben"]));
    await org.hub.updateChannel(ana, org.channel.id, { teamId: care });
    const assign = {
      command: "conversation:assign",
      payload: { conversationId: id, teamId: care, agentId: "ben" },
    } as const;
    expect(await org.execute("ana", assign)).toMatchObject({ value: { teamId: care, assigneeId: "ben" } });
    expect(await edit(org, { edit: "delete", kind: "team", id: care }, ben)).toMatchObject({ code: "forbidden" });
    expect(await edit(org, { edit: "delete", kind: "team", id: care })).toMatchObject({ ok: true });
    expect(await org.onlyConversation()).toMatchObject({ teamId: null, assigneeId: "ben" });
    expect(await org.hub.channels()).toMatchObject([{ teamId: null }]);
    expect(await org.execute("ana", assign)).toMatchObject({ ok: false, code: "not_found" });
  });

  hubCase("C7: whoever is removed, or may only read from now on, is in no team any more", async (org) => {
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" });
    await made(org, team("Care", ["ana", "ben", "chioma"]));
    await made(org, team("Sales", ["ben"]));
    await org.hub.removeAgent("ben");
    await org.step();
    const teams = async () =>
      (await org.rows<{ json: string }>("SELECT json FROM record WHERE kind = 'team'"))
        .map(({ json }) => JSON.parse(json) as { name: string; agentIds: string[] })
        .map(({ name, agentIds }) => [name, agentIds])
        .toSorted();
    expect(await teams()).toEqual([
      ["Care", ["ana", "chioma"]],
      ["Sales", []],
    ]);
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "viewer" });
    await org.step();
    expect(await teams()).toEqual([
      ["Care", ["ana"]],
      ["Sales", []],
    ]);
  });

  hubCase("I10, C9: a view of one's own is told to and found by nobody else; a shared one by all", async (org) => {
    const [owner, other] = [await org.connect("ana"), await org.connect("ben")];
    await owner.hello(0);
    await other.hello(0);
    const own = await made(org, view("Mine", false));
    const shared = await made(org, view("Ours", true), program);
    await owner.until(() => owner.events().length === 2);
    await other.until(() => other.events().length === 1);
    expect(other.changes()).toMatchObject([{ records: [{ kind: "view", id: shared, agentId: null }] }]);
    expect(owner.changes()).toMatchObject([{ records: [{ id: own, agentId: "ana" }] }, { records: [{ id: shared }] }]);
    const views = async (agentId: string, cursor: number) => {
      const socket = await org.connect(agentId);
      const { records } = await socket.hello(cursor, "another");
      return records.flatMap((record) => (record.kind === "view" ? [record.id] : [])).toSorted();
    };
    const { seq } = await org.hub.health();
    for (const cursor of [0, seq - 2, seq]) {
      expect(await views("ana", cursor)).toEqual([own, shared].toSorted());
      expect(await views("ben", cursor)).toEqual([shared]);
    }
    const changes = await org.hub.changes(program, seq - 2);
    expect(changes.ok && changes.value.records.filter(({ kind }) => kind === "view").map(({ id }) => id)).toEqual([
      shared,
    ]);
    expect(await edit(org, { edit: "delete", kind: "view", id: own }, ben)).toMatchObject({ code: "not_found" });
    expect(await edit(org, { edit: "delete", kind: "view", id: own })).toMatchObject({ ok: true });
    await owner.until(() => owner.events().length === 3);
    expect(owner.events()[2]).toEqual({ event: "view:deleted", payload: { viewId: own, name: "Mine" } });
    expect(other.events()).toHaveLength(1);
  });

  hubCase("C8, C9: canned responses and macros are everybody's who may write", async (org) => {
    const shortcut = await made(
      org,
      { edit: "create", kind: "cannedResponse", body: { shortcut: "hi", body: "Hello {{contact.first_name|there}}" } },
      ben,
    );
    const macro = await made(
      org,
      { edit: "create", kind: "macro", body: { name: "Done", actions: [{ do: "close" }] } },
      ben,
    );
    expect(
      await edit(org, { edit: "change", kind: "cannedResponse", id: shortcut, change: { body: "Hi" } }, program),
    ).toMatchObject({ ok: true, value: { shortcut: "hi", body: "Hi" } });
    expect(await edit(org, { edit: "delete", kind: "macro", id: macro })).toMatchObject({ ok: true });
    await org.hub.putAgent({ id: "vera", name: "Vera", email: "vera@example.com", role: "viewer" });
    expect(
      await edit(org, { edit: "delete", kind: "cannedResponse", id: shortcut }, { type: "agent", agentId: "vera" }),
    ).toMatchObject({ ok: false, code: "forbidden" });
    expect(await edit(org, label("x"), { type: "agent", agentId: "nobody" })).toMatchObject({ code: "forbidden" });
  });
});
