import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { refusal, settled, TestProvider } from "./provider.ts";

const provider = new TestProvider();
beforeEach(() => {
  provider.asked = [];
  provider.answers = [];
  provider.install();
});
afterEach(() => vi.unstubAllGlobals());

const react = (org: TestOrg, conversationId: string, emoji: string | null): Command => ({
  command: "message:react",
  payload: { conversationId, messageId: `${org.channel.id}:first`, emoji },
});
const reactionsOf = async (org: TestOrg) =>
  (await org.messages())
    .find(({ providerId }) => providerId === "first")
    ?.reactions.map(({ emoji, by }) => [emoji, by]);
const emptied = (org: TestOrg) => vi.waitFor(async () => expect(await org.rows("SELECT * FROM outbox")).toEqual([]));

hubCases("reactions of the business", (hubCase) => {
  hubCase("D7: is shown at once, reaches the customer, and is nobody's message", async (org) => {
    const id = await org.conversation();
    expect(await org.execute("ana", react(org, id, "👍"))).toMatchObject({
      ok: true,
      value: { reactions: [{ emoji: "👍", by: "ana" }] },
    });
    await emptied(org);
    expect(provider.bodies).toMatchObject([
      { to: "15550101", type: "reaction", reaction: { message_id: "first", emoji: "👍" } },
    ]);
    await org.execute("ben", react(org, id, null));
    await emptied(org);
    expect(provider.bodies.at(-1)).toMatchObject({ reaction: { emoji: "" } });
    expect(await reactionsOf(org)).toEqual([]);
    expect(await org.messages()).toHaveLength(1);
  });

  hubCase("D7: one that is refused shows what was there before, and everybody is told why", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", react(org, id, "👍"));
    await emptied(org);
    const ben = await org.connect("ben");
    await ben.hello();
    provider.answers.push(() => refusal(400, 131009));
    await org.hub.execute({ type: "agent", agentId: "ana" }, crypto.randomUUID(), react(org, id, "❤️"));
    await ben.until(() => ben.events().some(({ event }) => event === "message:reaction_failed"));
    const failed = ben.events().find(({ event }) => event === "message:reaction_failed");
    expect(failed?.payload).toMatchObject({ conversationId: id, emoji: "❤️", error: { code: "131009" } });
    expect(await reactionsOf(org)).toEqual([["👍", "ana"]]);
  });

  hubCase(
    "D7: an answer that was lost is asked for again, since twice is once; and in the thread's order",
    async (org) => {
      const id = await org.conversation();
      provider.answers.push(() => {
        throw new Error("cut");
      });
      await org.execute("ana", react(org, id, "👍"));
      await vi.waitFor(async () =>
        expect(await org.rows("SELECT * FROM outbox WHERE granted_at IS NULL AND attempt = 1")).toHaveLength(1),
      );
      await org.execute("ana", { command: "message:send", payload: { conversationId: id, body: "after" } }, "after");
      await org.write("UPDATE outbox SET due = 0");
      await org.wake();
      await settled(org, "after", "sent");
      expect(provider.bodies.map(({ type }) => type)).toEqual(["reaction", "reaction", "text"]);
      expect(await reactionsOf(org)).toEqual([["👍", "ana"]]);
    },
  );

  hubCase("D7: of several that wait the last goes, and failing it shows what the customer sees", async (org) => {
    const id = await org.conversation();
    provider.answers.push(() => refusal(401, 190));
    await org.execute("ana", react(org, id, "👍"));
    await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
    await org.execute("ana", react(org, id, "❤️"));
    expect(await org.rows("SELECT * FROM outbox")).toHaveLength(1);
    provider.answers.push(() => refusal(400, 131009));
    await org.hub.updateChannel({ type: "agent", agentId: "ana" }, org.channel.id, { resume: true });
    await emptied(org);
    expect(provider.bodies.at(-1)).toMatchObject({ reaction: { emoji: "❤️" } });
    await vi.waitFor(async () => expect(await reactionsOf(org)).toEqual([]));
  });

  hubCase("A12: the phone app's reaction is the business's", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", react(org, id, "👍"));
    await emptied(org);
    const from = text("x").from;
    const at = new Date(Date.now() + 1_000).toISOString();
    const theirs = { fact: "reaction", providerId: "c", target: "first", at, from, emoji: "😀" } as const;
    await org.ingest({ ...theirs, providerId: "r", emoji: "🎉", isOwn: true }, theirs);
    expect(await reactionsOf(org)).toEqual([
      ["🎉", "business"],
      ["😀", "contact"],
    ]);
  });
});
