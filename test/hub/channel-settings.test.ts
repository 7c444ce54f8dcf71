import { expect } from "vitest";
import type { Team } from "../../src/protocol/catalog-records.ts";
import type { Channel } from "../../src/protocol/records.ts";
import type { Answer, ChannelChange } from "../../src/hub/rpc.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

async function change(org: TestOrg, to: ChannelChange, agentId = "ana"): Promise<Answer<Channel>> {
  const answer = await org.hub.updateChannel({ type: "agent", agentId }, org.channel.id, to);
  await org.step();
  return answer;
}

async function team(org: TestOrg): Promise<Team> {
  const body = { name: "Support", agentIds: ["ana"], autoAssign: false, capacity: null };
  const made = await org.hub.editCatalog({ type: "agent", agentId: "ana" }, crypto.randomUUID(), {
    edit: "create",
    kind: "team",
    body,
  });
  if (!made.ok) throw new Error(made.message);
  await org.step();
  return made.value as Team;
}

hubCases("channel settings", (hubCase) => {
  hubCase(
    "C3 C6: whether typing is shown and which team it has are the channel's, and everyone is told",
    async (org) => {
      const { id: teamId } = await team(org);
      const ben = await org.connect("ben");
      await ben.hello();
      expect(await change(org, { showsTyping: true })).toMatchObject({ ok: true, value: { showsTyping: true } });
      const settled = { showsTyping: true, teamId, name: "Main", state: "connected" };
      expect(await change(org, { teamId })).toMatchObject({ ok: true, value: settled });
      await ben.until(() => ben.changes().length === 2);
      expect(ben.changes()[1]).toMatchObject({
        events: [{ event: "channel:updated", payload: { channelId: org.channel.id, state: "connected" } }],
        records: [{ kind: "channel", id: org.channel.id, ...settled }],
      });
      expect(await change(org, { name: "Other" })).toMatchObject({ value: { ...settled, name: "Other" } });
      expect(await change(org, { showsTyping: false, teamId: null })).toMatchObject({
        ok: true,
        value: { showsTyping: false, teamId: null, name: "Other" },
      });
    },
  );

  hubCase("C6: a team that is not there, or not any more, is not found, and nothing changes", async (org) => {
    const refusal = { ok: false, code: "not_found", details: { field: "teamId" } };
    expect(await change(org, { teamId: "nobody", showsTyping: true })).toMatchObject(refusal);
    const { id } = await team(org);
    await org.hub.editCatalog({ type: "agent", agentId: "ana" }, "delete", { edit: "delete", kind: "team", id });
    await org.step();
    expect(await change(org, { teamId: id })).toMatchObject(refusal);
    expect(await org.hub.channels()).toEqual([org.channel]);
  });

  hubCase("J1: only owners and admins settle it", async (org) => {
    expect(await change(org, { showsTyping: true }, "ben")).toMatchObject({ ok: false, code: "forbidden" });
    expect(await org.hub.channels()).toEqual([org.channel]);
  });
});
