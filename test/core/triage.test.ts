import { describe, expect, test } from "vitest";
import type { Label, Team } from "../../src/protocol/catalog-records.ts";
import type { ConversationCommand } from "../../src/protocol/commands.ts";
import { activityOf } from "../../src/core/activity.ts";
import { sees, limitOf } from "../../src/core/visibility.ts";
import { afterInbound, ana, apiKey, viewer, when } from "./given.ts";

const conversationId = "channel.contact";
const labels: Label[] = ["vip", "late"].map((id) => ({ kind: "label", id, seq: 1, name: id, color: "grey" }));
const team = (id: string, agentIds: string[]): Team => ({
  kind: "team",
  id,
  seq: 1,
  name: id,
  agentIds,
  autoAssign: false,
  capacity: null,
});
const given = { ...afterInbound(1), labels, teams: [team("billing", ["ana"]), team("orders", ["ben"])] };
const label = (payload: { labels?: string[]; add?: string[]; remove?: string[] }): ConversationCommand => ({
  command: "conversation:label",
  payload: { conversationId, ...payload },
});

describe("labels", () => {
  test("C8, T3: adding what is there and removing what is not changes nothing", () => {
    const { state } = when(given, label({ add: ["vip", "VIP"] }));
    expect(state.conversation?.labels).toEqual(["vip"]);
    expect(when(state, label({ add: ["vip"], remove: ["late"] })).told).toEqual([]);
  });

  test("C8, T3: a label that is gone stays on a conversation that has it, and can be taken off", () => {
    const { state } = when(given, label({ labels: ["vip"] }));
    const without = { ...state, labels: [] };
    expect(when(without, label({ labels: ["vip"] })).decision).toMatchObject({ ok: true });
    expect(when(without, label({ remove: ["vip"] })).state.conversation?.labels).toEqual([]);
  });
});

describe("teams", () => {
  const assign = (payload: {
    agentId?: string | null;
    teamId?: string | null;
    expect?: string | null;
  }): ConversationCommand => ({
    command: "conversation:assign",
    payload: { conversationId, ...payload },
  });
  const agent = { kind: "agent", seq: 1, email: "", role: "agent", accessSeq: 0 } as const;
  const staffed = {
    ...given,
    agents: [
      { ...agent, id: "ana", name: "Ana" },
      { ...agent, id: "ben", name: "Ben" },
    ],
  };

  test("C7, T1: team and agent in one command; the team alone lets go of who is not in it", () => {
    const { state } = when(staffed, assign({ teamId: "orders", agentId: "ana" }));
    expect(state.conversation).toMatchObject({ teamId: "orders", assigneeId: "ana" });
    const next = { ...staffed, conversation: state.conversation };
    expect(when(next, assign({ teamId: "billing" })).state.conversation).toMatchObject({
      teamId: "billing",
      assigneeId: "ana",
    });
    const moved = when(next, assign({ teamId: "billing" }));
    const again = { ...staffed, conversation: moved.state.conversation };
    expect(when(again, assign({ teamId: "orders" })).state.conversation).toMatchObject({ assigneeId: null });
  });

  test("C7: expecting another holder is refused, whatever the team", () => {
    expect(when(staffed, assign({ teamId: "orders", expect: "ben" })).decision).toMatchObject({
      ok: false,
      code: "already_assigned",
    });
  });
});

test("C8: viewers follow and read mentions, and label nothing; a program follows nothing", () => {
  const follow: ConversationCommand = { command: "conversation:follow", payload: { conversationId } };
  expect(when(given, follow, viewer).told).toEqual(["conversation:followed"]);
  expect(when(given, label({ add: ["vip"] }), viewer).decision).toMatchObject({ ok: false, code: "forbidden" });
  expect(when(given, follow, apiKey).decision).toMatchObject({ ok: false, code: "forbidden" });
});

test("C8, T4: lines are for acts upon the conversation alone", () => {
  expect(activityOf({ event: "conversation:closed", agentId: "ana", at: "" })).toEqual({
    activity: "closed",
    actorId: "ana",
  });
  expect(activityOf({ event: "conversation:followed", agentId: "ana" })).toBeNull();
});

describe("sight", () => {
  test("C7, T8: who is limited sees their teams', nobody's and their own", () => {
    const ben = { id: "ben", limitedTo: ["billing"] };
    expect(sees(ben, { teamId: "billing", assigneeId: null })).toBe(true);
    expect(sees(ben, { teamId: null, assigneeId: "ana" })).toBe(true);
    expect(sees(ben, { teamId: "orders", assigneeId: "ben" })).toBe(true);
    expect(sees(ben, { teamId: "orders", assigneeId: "ana" })).toBe(false);
    expect(sees({ id: "ana" }, { teamId: "orders", assigneeId: null })).toBe(true);
  });

  test("C7, T8: the limit is of roles, and of the teams one is in", () => {
    const settings = { limitedRoles: ["agent" as const] };
    expect(limitOf({ id: ana.id, role: "agent" }, given.teams, settings)).toEqual(["billing"]);
    expect(limitOf({ id: ana.id, role: "owner" }, given.teams, settings)).toBeUndefined();
    expect(limitOf({ id: ana.id, role: "agent" }, given.teams, null)).toBeUndefined();
  });
});
