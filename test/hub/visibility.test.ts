import { expect } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

const ana = { type: "agent", agentId: "ana" } as const;

/** Two conversations, the second of a team that Ben is not in; agents are limited to their teams. */
async function limited(org: TestOrg): Promise<{ open: string; hidden: string; teamId: string }> {
  const open = await org.conversation();
  await org.ingest(text("b", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: "Omar" } }));
  const hidden = (await org.conversations()).find(({ id }) => id !== open)?.id ?? "";
  const made = await org.hub.editCatalog(ana, "team", { edit: "create", kind: "team", body: { name: "Billing" } });
  const teamId = made.ok ? made.value.id : "";
  await org.hub.updateSettings(ana, { limitedRoles: ["agent"] });
  await org.execute("ana", assign(hidden, { teamId }));
  return { open, hidden, teamId };
}

const assign = (conversationId: string, payload: { agentId?: string | null; teamId?: string | null }): Command => ({
  command: "conversation:assign",
  payload: { conversationId, ...payload },
});

/** Names of what a reader got that shows something of a conversation. */
function shown(records: readonly ParleyRecord[], conversationId: string): string[] {
  return records.flatMap((record) => {
    const id = record.kind === "conversation" ? record.id : "conversationId" in record ? record.conversationId : null;
    return id === conversationId ? [`${record.kind}${record.deleted ? " gone" : ""}`] : [];
  });
}

hubCases("limited sight", (hubCase) => {
  hubCase("C7: who is limited to teams is told of theirs alone, live and by welcome; others of all", async (org) => {
    const { open, hidden } = await limited(org);
    const [ben, owner] = [await org.connect("ben"), await org.connect("ana")];
    const welcome = await ben.hello(0, "ben");
    expect(shown(welcome.records, hidden)).toEqual(["conversation gone"]);
    expect(shown(welcome.records, open)).not.toEqual([]);
    await owner.hello(0, "ana");
    await org.ingest(text("c", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: "Omar" } }), text("d"));
    await ben.until(() => ben.changes().length === 1);
    await owner.until(() => owner.changes().length === 1);
    const told = (socket: typeof ben) => socket.changes().flatMap(({ records }) => records);
    expect(shown(told(ben), hidden)).toEqual([]);
    expect(shown(told(ben), open).sort()).toEqual(["conversation", "message"]);
    expect(shown(told(owner), hidden).sort()).toEqual(["conversation", "message"]);
    expect(ben.events().filter(({ payload }) => payload["conversationId"] === hidden)).toEqual([]);
    expect(await org.hub.changes({ type: "agent", agentId: "ben" }, 0)).toMatchObject({ ok: true });
  });

  hubCase("C7: commands on what is out of sight find nothing", async (org) => {
    const { hidden, open } = await limited(org);
    const close = (conversationId: string): Command => ({ command: "conversation:close", payload: { conversationId } });
    expect(await org.execute("ben", close(hidden))).toMatchObject({ ok: false, code: "not_found" });
    expect(await org.execute("ben", close(open))).toMatchObject({ ok: true });
    expect(await org.execute("ana", close(hidden))).toMatchObject({ ok: true });
  });

  hubCase("C7: what leaves an agent's sight is gone there, and back when it is assigned to them", async (org) => {
    const { open, teamId } = await limited(org);
    const ben = await org.connect("ben");
    await ben.hello(0, "ben");
    await org.execute("ana", assign(open, { teamId }));
    await ben.until(() => ben.changes().length === 1);
    expect(shown(ben.changes()[0]?.records ?? [], open)).toEqual(["conversation gone"]);
    expect(ben.changes()[0]?.events).toEqual([]);
    await org.execute("ana", assign(open, { agentId: "ben" }));
    await ben.until(() => ben.changes().length === 2);
    expect(shown(ben.changes()[1]?.records ?? [], open)).toContain("conversation");
    expect(
      await org.execute("ben", { command: "conversation:close", payload: { conversationId: open } }),
    ).toMatchObject({ ok: true });
  });

  hubCase("I10: an agent whose teams change is called back and told anew, by a reset", async (org) => {
    const { hidden, teamId } = await limited(org);
    const ben = await org.connect("ben");
    const { seq } = await ben.hello(0, "ben");
    await org.hub.editCatalog(ana, "join", {
      edit: "change",
      kind: "team",
      id: teamId,
      change: { agentIds: ["ben"] },
    });
    await ben.until(() => ben.closed !== null);
    expect(ben.closed).toBe(1012);
    expect(ben.changes()).toEqual([]);
    await org.step();
    const again = await org.connect("ben");
    const welcome = await again.hello(seq, "ben");
    expect(welcome.reset).toBe(true);
    // A reset leaves to the pages what D1 has already; that Ben sees the conversation shows by what happens in it next.
    await org.ingest(text("e", { from: { aliases: [{ kind: "phone", value: "15550102" }], name: "Omar" } }));
    await again.until(() => again.changes().length > 0);
    const told = again.changes().flatMap(({ records }) => records);
    expect(shown(told, hidden).sort()).toEqual(["conversation", "message"]);
    await org.hub.updateSettings(ana, { limitedRoles: [] });
    await again.until(() => again.closed !== null);
    expect((await org.hub.agent("ben"))?.limitedTo).toBeUndefined();
  });

  hubCase("C7: only owners and admins decide whom teams limit; the owner never is", async (org) => {
    expect(await org.hub.updateSettings({ type: "agent", agentId: "ben" }, { limitedRoles: ["agent"] })).toMatchObject({
      ok: false,
      code: "forbidden",
    });
    await org.hub.updateSettings(ana, { limitedRoles: ["agent", "viewer"] });
    await org.step();
    expect((await org.hub.agent("ben"))?.limitedTo).toEqual([]);
    expect((await org.hub.agent("ana"))?.limitedTo).toBeUndefined();
    await org.hub.putAgent({ id: "chioma", name: "Chioma", email: "chioma@example.com", role: "viewer" });
    await org.hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role: "admin" });
    await org.step();
    expect((await org.hub.agent("chioma"))?.limitedTo).toEqual([]);
    expect((await org.hub.agent("ben"))?.limitedTo).toBeUndefined();
  });
});
