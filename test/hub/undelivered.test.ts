import { afterEach, beforeEach, expect, vi } from "vitest";
import { env } from "cloudflare:workers";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import { limits } from "../../src/protocol/limits.ts";
import { hubCases, status, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { accepted, refusal, settled, TestProvider } from "./provider.ts";

const provider = new TestProvider();
beforeEach(() => {
  provider.asked = [];
  provider.answers = [];
  provider.install();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const ana = { type: "agent", agentId: "ana" } as const;
const ben = { type: "agent", agentId: "ben" } as const;

async function send(org: TestOrg, conversationId: string, id: string): Promise<void> {
  const payload = { conversationId, body: id };
  expect(await org.execute("ana", { command: "message:send", payload }, id)).toMatchObject({ ok: true });
}

const listed = async (
  org: TestOrg,
  state: "failed" | "unconfirmed" | "waiting",
  actor: typeof ana | typeof ben = ana,
) =>
  (await org.hub.undelivered(actor, { state, after: null, limit: 10 })).items.map(({ message, waiting }) =>
    waiting === null ? message.id : `${message.id}: ${waiting.for}`,
  );

hubCases("what is not with its customer", (hubCase) => {
  hubCase("D16: marks its conversation until it is sent again, and its writer is named and counted", async (org) => {
    const id = await org.conversation();
    const marked = async () => (await org.onlyConversation()).undeliveredIds ?? [];
    const socket = await org.connect("ana");
    await socket.hello();
    provider.answers.push(
      () => refusal(400, 131026),
      () => {
        throw new Error("cut");
      },
    );
    await send(org, id, "one");
    await send(org, id, "two");
    await settled(org, "two", "unconfirmed");
    expect(await marked()).toEqual(["one", "two"]);
    expect(
      socket.events().flatMap(({ event, payload }) => (event === "message:status" ? [payload["authorId"]] : [])),
    ).toEqual(["ana", "ana"]);
    expect((await org.hub.undeliveredCounts(ana)).mine).toBe(2);
    expect((await org.hub.undeliveredCounts(ben)).mine).toBe(0);
    await org.hub.retryFailed(ana, "again", { messageIds: ["one"] });
    await org.step();
    await settled(org, "one", "sent");
    expect(await marked()).toEqual(["two"]);
    await org.ingest(status("wamid.late", "delivered", { messageId: "two" }));
    expect(await marked()).toEqual([]);
  });

  hubCase(
    "D2: is listed with its reason; what failed is sent again at once, what may have arrived is not (I9)",
    async (org) => {
      const id = await org.conversation();
      provider.answers.push(
        () => refusal(400, 131026),
        () => refusal(400, 131026),
        () => {
          throw new Error("cut");
        },
      );
      for (const name of ["one", "two", "three"]) await send(org, id, name);
      await settled(org, "three", "unconfirmed");
      expect(await listed(org, "failed")).toEqual(["two", "one"]);
      expect(await listed(org, "unconfirmed")).toEqual(["three"]);
      const first = await org.hub.undelivered(ana, { state: "failed", after: null, limit: 1 });
      expect(first).toMatchObject({ more: true, items: [{ message: { id: "two", error: { code: "131026" } } }] });
      const after = first.items[0]?.message.position ?? 0;
      expect((await org.hub.undelivered(ana, { state: "failed", after, limit: 1 })).items).toMatchObject([
        { message: { id: "one" } },
      ]);
      expect(await org.hub.retryFailed(ana, "again", { channelId: org.channel.id })).toMatchObject({
        ok: true,
        value: { retried: ["one", "two"], refused: [], more: false },
      });
      await org.step();
      await settled(org, "one", "sent");
      await settled(org, "two", "sent");
      expect(provider.bodies.map(({ text: said }) => (said as { body: string }).body)).toEqual([
        "one",
        "two",
        "three",
        "one",
        "two",
      ]);
      expect(await org.hub.retryFailed(ana, "again", { channelId: org.channel.id })).toMatchObject({
        value: { retried: [] },
      });
      expect(await listed(org, "failed")).toEqual([]);
    },
  );

  hubCase("D2: says what each waits for, and a mended number goes on in order", async (org) => {
    const id = await org.conversation();
    provider.answers.push(() => refusal(401, 190));
    await send(org, id, "one");
    await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
    await send(org, id, "two");
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    await org.execute("ana", { command: "message:send", payload: { conversationId: id, body: "l", sendAt } }, "later");
    expect(await listed(org, "waiting")).toEqual(["later: schedule", "two: channel", "one: channel"]);
    expect((await org.hub.health()).alertDetails).toMatchObject([
      { kind: "channel_stopped", channelId: org.channel.id },
    ]);
    expect(await org.hub.updateChannel(ben, org.channel.id, { resume: true })).toMatchObject({ code: "forbidden" });
    await org.hub.updateChannel(ana, org.channel.id, { resume: true });
    await settled(org, "two", "sent");
    expect(provider.bodies.map(({ text: said }) => (said as { body: string }).body)).toEqual(["one", "one", "two"]);
    expect((await org.hub.health()).alertDetails).toEqual([]);
  });

  hubCase("D2: a refusal of the token that was replaced meanwhile does not stop the mended number", async (org) => {
    const id = await org.conversation();
    let isOpen = false;
    provider.answers.push(async () => {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      return refusal(401, 190);
    });
    await org.hub.execute(ana, "one", { command: "message:send", payload: { conversationId: id, body: "one" } });
    await vi.waitFor(() => expect(provider.asked).toHaveLength(1));
    const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, { accessToken: "new" });
    await org.hub.updateChannel(ana, org.channel.id, { sealedSecrets });
    isOpen = true;
    await vi.waitFor(async () =>
      expect(await org.rows("SELECT attempt, granted_at FROM outbox")).toEqual([{ attempt: 1, granted_at: null }]),
    );
    expect((await org.hub.channels())[0]).toMatchObject({ state: "connected", stateReason: null });
  });

  hubCase("D3: some are sent again, or all, and how many are left is counted", async (org) => {
    const id = await org.conversation();
    provider.answers.push(
      () => refusal(400, 131026),
      () => refusal(400, 131026),
      () => refusal(400, 131026),
      () => {
        throw new Error("cut");
      },
    );
    for (const name of ["one", "two", "three", "lost"]) await send(org, id, name);
    await settled(org, "lost", "unconfirmed");
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    await org.execute("ana", { command: "message:send", payload: { conversationId: id, body: "l", sendAt } }, "later");
    const counts = { mine: 4, failed: 3, unconfirmed: 1, waiting: 1, scheduled: 1 };
    expect(await org.hub.undeliveredCounts(ana)).toEqual(counts);
    expect(await org.hub.undeliveredCounts(ana, org.channel.id)).toEqual(counts);
    expect(await org.hub.undeliveredCounts(ana, "another")).toEqual({
      mine: 0,
      failed: 0,
      unconfirmed: 0,
      waiting: 0,
      scheduled: 0,
    });
    const page = await org.hub.undelivered(ana, { state: "scheduled", after: null, limit: 10 });
    expect(page.items).toMatchObject([{ message: { id: "later" }, contact: { name: "Maria" } }]);
    expect(await org.hub.retryFailed(ana, "some", { messageIds: ["two", "lost", "none"] })).toMatchObject({
      value: { retried: ["two"], refused: [], more: false },
    });
    await settled(org, "two", "sent");
    expect(await org.hub.retryFailed(ana, "all", {})).toMatchObject({ value: { retried: ["one", "three"] } });
    await settled(org, "three", "sent");
    expect(await org.hub.undeliveredCounts(ana)).toEqual({ ...counts, mine: 1, failed: 0 });
  });

  hubCase("K1: shows who the customer is, although the message was written before they were merged", async (org) => {
    const from = (value: string, name: string) => ({ aliases: [{ kind: "phone" as const, value }], name });
    await org.ingest(text("a", { from: from("15550100101", "Maria") }));
    const survivor = (await org.onlyConversation()).contactId;
    await org.ingest(text("b", { from: from("15550100102", "Maria's work") }));
    const talk = (await org.conversations()).find(({ contactId }) => contactId !== survivor);
    const other = talk?.contactId ?? "";
    provider.answers.push(() => refusal(400, 131026));
    await send(org, talk?.id ?? "", "one");
    await settled(org, "one", "failed");
    const told = async () => (await org.hub.undelivered(ana, { state: "failed", after: null, limit: 1 })).items;
    await org.execute("ana", { command: "contact:merge", payload: { contactId: survivor, with: other } });
    expect(await told()).toMatchObject([{ contact: { id: survivor, name: "Maria" } }]);
    await org.execute("ana", { command: "contact:unmerge", payload: { contactId: other } });
    expect(await told()).toMatchObject([{ contact: { id: other, name: "Maria's work" } }]);
  });

  hubCase("T8: an agent of a limited role sees those of conversations in sight, and retries no others", async (org) => {
    const id = await org.conversation();
    const made = await org.hub.editCatalog(ana, "t", {
      edit: "create",
      kind: "team",
      body: { name: "Inner", agentIds: ["ana"] },
    });
    const teamId = made.ok ? made.value.id : "";
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, teamId } });
    await org.hub.updateSettings(ana, { limitedRoles: ["agent"] });
    await org.step();
    provider.answers.push(() => refusal(400, 131026));
    await send(org, id, "one");
    await settled(org, "one", "failed");
    expect(await listed(org, "failed")).toEqual(["one"]);
    expect(await listed(org, "failed", ben)).toEqual([]);
    expect(await org.hub.retryFailed(ben, "x", {})).toMatchObject({ value: { retried: [], refused: [] } });
  });

  hubCase("I9: a person settles what no provider will, and the provider's own word still counts after", async (org) => {
    const id = await org.conversation();
    provider.answers.push(() => {
      throw new Error("cut");
    });
    await send(org, id, "lost");
    await settled(org, "lost", "unconfirmed");
    const settle = {
      command: "message:settle",
      payload: { conversationId: id, messageId: "lost", arrived: false },
    } as const;
    expect(await org.execute("ben", settle)).toMatchObject({ ok: true, value: { status: "failed" } });
    await org.ingest(status("wamid.late", "delivered", { messageId: "lost" }));
    expect(await settled(org, "lost", "delivered")).toMatchObject({ error: null });
    expect(await org.execute("ben", settle)).toMatchObject({ ok: false, code: "not_settleable" });
    expect(provider.asked).toHaveLength(1);
  });
});

hubCases("rates", (hubCase) => {
  hubCase("D2: a number sends no more than its messages a second, and loses none", async (org) => {
    const start = Date.parse("2026-11-01T12:00:00.000Z");
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    await org.hub.updateChannel(ana, org.channel.id, { sendsPerSecond: 2 });
    for (let n = 1; n <= 5; n += 1) {
      const from = { aliases: [{ kind: "phone" as const, value: `1555020${n}` }], name: null };
      await org.hub.ingest(org.batch([text(`in-${n}`, { from })]));
    }
    const all = await org.conversations();
    await org.hub.updateChannel(ana, org.channel.id, {});
    for (const { id } of all)
      await org.hub.execute(ana, `out-${id}`, { command: "message:send", payload: { conversationId: id, body: "Hi" } });
    await vi.waitFor(async () =>
      expect(await org.rows("SELECT * FROM outbox WHERE granted_at IS NOT NULL")).toEqual([]),
    );
    expect(provider.asked).toHaveLength(2);
    await org.ring(start + 500);
    await vi.waitFor(() => expect(provider.asked.length).toBeGreaterThanOrEqual(3));
    for (let ms = 1_000; ms <= 4_000; ms += 500) await org.ring(start + ms);
    await vi.waitFor(async () => expect(await org.rows("SELECT * FROM outbox")).toEqual([]));
    expect(provider.asked).toHaveLength(5);
  });

  hubCase("D2: a slow number leaves connections to the others", async (org) => {
    let isOpen = false;
    const slow = async () => {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      return accepted();
    };
    provider.answers.push(slow, slow, slow, slow);
    for (let n = 1; n <= 4; n += 1) {
      const from = { aliases: [{ kind: "phone" as const, value: `1555030${n}` }], name: null };
      await org.hub.ingest(org.batch([text(`slow-${n}`, { from })]));
    }
    for (const { id } of await org.conversations())
      await org.hub.execute(ana, `slow-${id}`, {
        command: "message:send",
        payload: { conversationId: id, body: "Hi" },
      });
    await vi.waitFor(() => expect(provider.asked).toHaveLength(limits.sendsAtOncePerChannel));
    const granted = "SELECT * FROM outbox WHERE granted_at IS NOT NULL";
    expect(await org.rows(granted)).toHaveLength(limits.sendsAtOncePerChannel);
    expect(limits.sendsAtOncePerChannel).toBeLessThan(limits.sendsAtOnce);
    isOpen = true;
    await vi.waitFor(async () => expect(await org.rows("SELECT * FROM outbox")).toEqual([]));
  });
});
