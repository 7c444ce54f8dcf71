import { afterEach, beforeEach, expect, vi } from "vitest";
import type { NewChannel } from "../../src/hub/rpc.ts";
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

const ana = { type: "agent", agentId: "ana" } as const;
const ben = { type: "agent", agentId: "ben" } as const;
const gone = { code: "channel_disconnected" };

async function send(org: TestOrg, conversationId: string, id: string, sendAt?: string) {
  const payload = { conversationId, body: id, ...(sendAt === undefined ? {} : { sendAt }) };
  return org.execute("ana", { command: "message:send", payload }, id);
}

async function disconnect(org: TestOrg): Promise<void> {
  expect(await org.hub.disconnectChannel(ana, org.channel.id)).toMatchObject({
    ok: true,
    value: { id: org.channel.id, state: "disconnected", stateReason: null },
  });
  await org.step();
}

async function connectAgain(org: TestOrg, change: Partial<NewChannel> = {}) {
  const { channel, externalId, address, accountId, ownApp } = org.channel;
  const sealed = await org.rows<{ sealed: string }>("SELECT sealed FROM secret");
  const given = { channel, name: "Again", externalId, address, accountId, ownApp };
  const sealedSecrets = sealed[0]?.sealed ?? kept.get(org) ?? "";
  const answer = await org.hub.connectChannel(ana, crypto.randomUUID(), { ...given, sealedSecrets, ...change });
  await org.step();
  return answer;
}
const kept = new WeakMap<TestOrg, string>();
async function keepSecrets(org: TestOrg): Promise<void> {
  kept.set(org, (await org.rows<{ sealed: string }>("SELECT sealed FROM secret"))[0]?.sealed ?? "");
}

hubCases("a channel that is disconnected", (hubCase) => {
  hubCase(
    "D2 J2: forgets its secrets, and what waits for it fails with a reason, what is scheduled too",
    async (org) => {
      const id = await org.conversation();
      provider.answers.push(() => refusal(401, 190));
      await send(org, id, "one");
      await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
      await send(org, id, "two");
      await send(org, id, "later", new Date(Date.now() + 3_600_000).toISOString());
      await disconnect(org);
      for (const name of ["one", "two", "later"])
        expect(await settled(org, name, "failed")).toMatchObject({ error: gone });
      for (const table of ["outbox", "schedule", "secret", "template", "template_sync"])
        expect([table, await org.rows(`SELECT * FROM ${table}`)]).toEqual([table, []]);
      expect((await org.hub.health()).alertDetails).toEqual([]);
      await org.wake();
      expect(provider.asked).toHaveLength(1);
    },
  );

  hubCase("D2: its conversations stay to be read; nobody answers, retries or reacts", async (org) => {
    const id = await org.conversation();
    await send(org, id, "before");
    await settled(org, "before", "sent");
    await disconnect(org);
    const refused = { ok: false, code: "channel_unavailable" };
    expect(await send(org, id, "after")).toMatchObject(refused);
    const payload = { conversationId: id, messageId: "before", emoji: "👍" };
    expect(await org.execute("ana", { command: "message:react", payload })).toMatchObject(refused);
    expect(
      await org.execute("ana", { command: "note:add", payload: { conversationId: id, body: "Moved" } }),
    ).toMatchObject({
      ok: true,
    });
    expect(await org.execute("ana", { command: "conversation:close", payload: { conversationId: id } })).toMatchObject({
      ok: true,
    });
    expect(await org.hub.updateChannel(ana, org.channel.id, { name: "x" })).toMatchObject(refused);
    expect(await org.hub.syncTemplates(ana, org.channel.id)).toMatchObject(refused);
  });

  hubCase("A7: what still comes for it is not stored, and its bytes are kept", async (org) => {
    await disconnect(org);
    const batch = org.batch([text("late")]);
    expect(await org.hub.ingest(batch)).toMatchObject([{ outcome: "failed" }]);
    expect(await org.conversations()).toEqual([]);
    expect(await org.hub.delivery(batch.deliveryId)).toMatchObject({ raw: "{}" });
  });

  hubCase("A9: connected again it is the same channel, and its conversations go on", async (org) => {
    const id = await org.conversation();
    await keepSecrets(org);
    await disconnect(org);
    expect(await connectAgain(org)).toMatchObject({
      ok: true,
      value: { id: org.channel.id, name: "Again", state: "connected", createdAt: org.channel.createdAt },
    });
    expect(await connectAgain(org)).toMatchObject({
      ok: false,
      code: "conflict",
      details: { channelId: org.channel.id },
    });
    await org.ingest(text("second"));
    expect((await org.onlyConversation()).id).toBe(id);
    await send(org, id, "back");
    await settled(org, "back", "sent");
  });

  hubCase("I9: what is with the provider meanwhile gets its verdict, and no second try", async (org) => {
    const id = await org.conversation();
    let isOpen = false;
    provider.answers.push(async () => {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      return refusal(429, 130429);
    });
    await org.hub.execute(ana, "slow", { command: "message:send", payload: { conversationId: id, body: "slow" } });
    await vi.waitFor(() => expect(provider.asked).toHaveLength(1));
    expect(await org.hub.disconnectChannel(ana, org.channel.id)).toMatchObject({ ok: true });
    isOpen = true;
    expect(await settled(org, "slow", "failed")).toMatchObject({ error: gone });
    expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
    expect(provider.asked).toHaveLength(1);
  });

  hubCase("D7: a reaction that waited is taken back", async (org) => {
    const id = await org.conversation();
    const [first] = await org.messages();
    provider.answers.push(() => refusal(401, 190));
    const payload = { conversationId: id, messageId: first?.id ?? "", emoji: "👍" };
    await org.execute("ana", { command: "message:react", payload });
    await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
    await disconnect(org);
    expect((await org.messages())[0]?.reactions).toEqual([]);
    expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
  });

  hubCase("D10, D15: a reaction whose answer is lost meanwhile is taken back, and waits for nothing", async (org) => {
    const id = await org.conversation();
    const [first] = await org.messages();
    let isOpen = false;
    provider.answers.push(async () => {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error("cut");
    });
    const payload = { conversationId: id, messageId: first?.id ?? "", emoji: "👍" };
    await org.hub.execute(ana, "slow", { command: "message:react", payload });
    await vi.waitFor(() => expect(provider.asked).toHaveLength(1));
    expect(await org.hub.disconnectChannel(ana, org.channel.id)).toMatchObject({ ok: true });
    isOpen = true;
    await vi.waitFor(async () => expect(await org.rows("SELECT * FROM outbox")).toEqual([]));
    expect((await org.messages())[0]?.reactions).toEqual([]);
  });

  hubCase("D13: what it left behind stands in no other's way when all is sent again", async (org) => {
    const id = await org.conversation();
    provider.answers.push(() => refusal(400, 131026));
    await send(org, id, "one");
    await settled(org, "one", "failed");
    await disconnect(org);
    const refused = [{ messageId: "one", code: "channel_unavailable" }];
    expect(await org.hub.retryFailed(ana, "all", {})).toMatchObject({
      value: { retried: [], refused: [], more: false },
    });
    expect(await org.hub.retryFailed(ana, "its", { channelId: org.channel.id })).toMatchObject({ value: { refused } });
    expect(await org.hub.retryFailed(ana, "this", { messageIds: ["one"] })).toMatchObject({ value: { refused } });
  });

  hubCase("J1: only owners and admins do it; done twice it is done", async (org) => {
    expect(await org.hub.disconnectChannel(ben, org.channel.id)).toMatchObject({ ok: false, code: "forbidden" });
    expect(await org.hub.disconnectChannel(ana, "none")).toMatchObject({ ok: false, code: "not_found" });
    await disconnect(org);
    await disconnect(org);
  });
});
