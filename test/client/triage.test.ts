import { describe, expect, test } from "vitest";
import type { CommandName, CommandPayload } from "../../src/protocol/commands.ts";
import type { Conversation } from "../../src/protocol/records.ts";
import { Desk } from "./support/desk.ts";
import { agent, changes, contact, conversation, label, me, readMark, team } from "./support/records.ts";

/** A desk with one conversation, two agents, two labels and two teams. */
async function desk(given: Partial<Conversation> = {}): Promise<Desk> {
  const one = new Desk();
  await one.live({
    projected: 50,
    records: [
      agent(10),
      agent(11, { id: "agent-2", name: "Ben" }),
      label("vip", 10),
      label("bug", 10),
      team("sales", 10, { agentIds: [me] }),
      team("support", 10, { agentIds: ["agent-2"] }),
      conversation("c", 90, given),
      contact("contact-c", 80),
      readMark("c", 91, 1),
    ],
  });
  return one;
}

function effect<N extends CommandName>(one: Desk, command: N, payload: Omit<CommandPayload<N>, "conversationId">) {
  const { id } = one.inbox.ask(command, { conversationId: "c", ...payload } as unknown as CommandPayload<N>);
  return { id, record: one.inbox.conversation("c")?.record };
}

describe("the guess of", () => {
  test("C8 labels, before the hub answers; what the hub refuses is taken back", async () => {
    const one = await desk({ labels: ["vip"] });
    const { id, record } = effect(one, "conversation:label", { add: ["bug"], remove: ["vip"] });
    expect(record?.labels).toEqual(["bug"]);
    expect(one.inbox.conversations({ filter: "all", label: "bug" }).items.length).toBe(1);
    one.socket.say({ type: "result", id, ok: false, code: "not_found", message: "There is no such label." });
    expect(one.inbox.conversation("c")?.record.labels).toEqual(["vip"]);
    expect(effect(one, "conversation:label", { add: ["unknown"] }).record?.labels).toEqual(["vip"]);
  });

  test("C8 a label that another agent adds meanwhile shows through it", async () => {
    const one = await desk({ labels: [] });
    effect(one, "conversation:label", { add: ["bug"] });
    one.socket.say(changes(101, { records: [conversation("c", 101, { labels: ["vip"] })] }));
    expect(one.inbox.conversation("c")?.record.labels).toEqual(["vip", "bug"]);
  });

  test("C7 priority, team, followers", async () => {
    const one = await desk({ assigneeId: me });
    expect(effect(one, "conversation:prioritize", { priority: "high" }).record?.priority).toBe("high");
    expect(effect(one, "conversation:follow", {}).record?.followerIds).toEqual([me]);
    expect(one.inbox.conversations("following").items.length).toBe(1);
    expect(effect(one, "conversation:unfollow", {}).record?.followerIds).toEqual([]);
    expect(effect(one, "conversation:assign", { teamId: "sales" }).record).toMatchObject({
      teamId: "sales",
      assigneeId: me,
    });
    expect(effect(one, "conversation:assign", { teamId: "support" }).record).toMatchObject({
      teamId: "support",
      assigneeId: null,
    });
  });

  test("C10 a message that is taken back, also one that is still on its way", async () => {
    const one = await desk();
    const { id } = one.inbox.send("c", "Wait", { holdMs: 5_000 });
    expect(one.socket.commands.at(-1)?.payload).toMatchObject({ body: "Wait", holdMs: 5_000 });
    effect(one, "message:cancel", { messageId: id });
    expect(one.inbox.thread("c").messages.map(({ record }) => record.status)).toEqual(["cancelled"]);
  });
});
