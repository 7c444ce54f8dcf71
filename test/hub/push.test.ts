import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { limits } from "../../src/protocol/limits.ts";
import type { PushMessage, PushSubscription } from "../../src/protocol/push.ts";
import { timing } from "../../src/protocol/timing.ts";
import { type Reach, topics } from "../../src/protocol/topics.ts";
import { PushDevice, vapidClaims } from "../support/push-device.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

interface Request {
  readonly endpoint: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the push service was asked, and what it answers, request by request; 201 when nothing else is said. */
let asked: Request[] = [];
let answers: (() => Response | Promise<Response>)[] = [];

beforeEach(() => {
  asked = [];
  answers = [];
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.stubGlobal("fetch", async (endpoint: string, init: RequestInit) => {
    if (!endpoint.startsWith("https://push.example.com/")) return Response.json({ messages: [{ id: "wamid.1" }] });
    asked.push({ endpoint, headers: new Headers(init.headers), body: init.body as Uint8Array<ArrayBuffer> });
    const answer = answers.shift();
    return answer === undefined ? new Response(null, { status: 201 }) : answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const of = (reach: Reach): PushSubscription["topics"] =>
  Object.fromEntries(topics.map((topic) => [topic, reach])) as PushSubscription["topics"];

async function subscribe(org: TestOrg, agentId: string, given: Partial<PushSubscription> = {}): Promise<PushDevice> {
  const device = await PushDevice.make(given);
  expect(await org.hub.putPushSubscription(agentId, "acme", device.subscription)).toMatchObject({ ok: true });
  await org.step();
  return device;
}

/** Lets what waits become due, and its requests be answered. */
async function send(org: TestOrg, afterMs = timing.pushDelayMs + 1): Promise<void> {
  const before = await waiting(org);
  await org.ring(Date.now() + afterMs);
  if (before === 0) return;
  await vi.waitFor(async () => expect(await org.rows("SELECT 1 FROM push WHERE granted_at IS NOT NULL")).toEqual([]));
}

async function waiting(org: TestOrg): Promise<number> {
  return (await org.rows("SELECT 1 FROM push")).length;
}

const read = (device: PushDevice): Promise<PushMessage[]> =>
  Promise.all(
    asked.filter(({ endpoint }) => endpoint === device.subscription.endpoint).map(({ body }) => device.read(body)),
  );

hubCases("web push", (hubCase) => {
  hubCase("H4 U1: who has no page open is pushed what came, encrypted for that browser alone", async (org) => {
    const device = await subscribe(org, "ana");
    await org.ingest(text("a", { body: `${"é".repeat(99)}👋 and more` }));
    expect(asked).toEqual([]);
    await send(org);
    const { id } = await org.onlyConversation();
    expect(await read(device)).toEqual([
      {
        org: "acme",
        locale: "en",
        topic: "conversation",
        subject: { kind: "conversation", id },
        contact: "Maria",
        by: null,
        text: `${"é".repeat(99)}👋`,
        type: "text",
        value: null,
        messages: 1,
      },
    ]);
    const { headers } = asked[0] as Request;
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-encoding": "aes128gcm",
      urgency: "high",
      topic: expect.stringMatching(/^[\w-]{32}$/u),
    });
    expect(Number(headers.get("ttl"))).toBeGreaterThan(timing.pushTtlMs / 1_000 - 60);
    const claims = await vapidClaims(headers.get("authorization") ?? "");
    expect(claims).toMatchObject({ aud: "https://push.example.com", sub: "http://localhost:8787" });
    expect(await waiting(org)).toBe(0);
  });

  hubCase("H4 U2: what comes of one conversation meanwhile is one push, and a later one has its name", async (org) => {
    const device = await subscribe(org, "ana");
    await org.ingest(text("a"), text("b"));
    await org.ingest(text("c"));
    await send(org);
    await org.ingest(text("d"));
    await send(org);
    expect(await read(device)).toMatchObject([
      { topic: "conversation", text: "body of a", messages: 3 },
      { topic: "message", text: "body of d", messages: 1 },
    ]);
    expect(asked[1]?.headers.get("topic")).toBe(asked[0]?.headers.get("topic"));
  });

  hubCase("H4 U1: who has a live page is told by it; who comes back before it left, too", async (org) => {
    const [ana, ben] = [await subscribe(org, "ana"), await subscribe(org, "ben")];
    const socket = await org.connect("ana");
    await socket.hello();
    await org.ingest(text("a"));
    const back = await org.connect("ben");
    await back.hello();
    await send(org);
    expect(asked).toEqual([]);
    expect(await waiting(org)).toBe(0);
    back.close();
    await vi.waitFor(async () => expect((await org.hub.health()).sockets).toBe(1));
    await org.ingest(text("b"));
    await send(org);
    expect([await read(ana), await read(ben)]).toMatchObject([[], [{ text: "body of b" }]]);
    socket.close();
  });

  hubCase("H4 U1: a page that has given no sign of life for 30 s hears nothing", async (org) => {
    const device = await subscribe(org, "ana");
    const socket = await org.connect("ana");
    await socket.hello();
    vi.setSystemTime(Date.now() + timing.socketSilenceMs + 1);
    await org.ingest(text("a"));
    await send(org);
    expect(await read(device)).toHaveLength(1);
    socket.close();
  });

  hubCase("H4 U1: of each topic as far as the agent wants to hear of it", async (org) => {
    const mine = await subscribe(org, "ana");
    const all = await subscribe(org, "ana", {
      topics: { ...of("off"), message: "all" },
    });
    const conversationId = await org.conversation();
    await send(org);
    expect([await read(mine), await read(all)]).toMatchObject([[{ topic: "conversation" }], []]);
    await org.execute("ben", { command: "conversation:assign", payload: { conversationId, agentId: "ben" } });
    await org.ingest(text("b"));
    await send(org);
    expect([await read(mine), await read(all)]).toMatchObject([[{}], [{ topic: "message", text: "body of b" }]]);
    await org.execute("ben", { command: "note:add", payload: { conversationId, body: "@Ana have a look" } });
    await send(org);
    expect((await read(mine))[1]).toMatchObject({ topic: "mention", by: "Ben", text: "@Ana have a look" });
    await org.execute("ben", { command: "conversation:assign", payload: { conversationId, agentId: "ana" } });
    await send(org);
    expect((await read(mine))[2]).toMatchObject({ topic: "assigned", by: "Ben", contact: "Maria" });
    expect(await read(all)).toHaveLength(1);
  });

  hubCase("C7, I10 U1: nothing is pushed of what is out of an agent's sight", async (org) => {
    const owner = { type: "agent", agentId: "ana" } as const;
    const body = { name: "Support", agentIds: [] };
    const team = await org.hub.editCatalog(owner, "team", { edit: "create", kind: "team", body });
    const device = await subscribe(org, "ben", { topics: of("all") });
    const conversationId = await org.conversation();
    await send(org);
    const teamId = team.ok ? team.value.id : "";
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId, teamId } });
    await org.hub.updateSettings(owner, { limitedRoles: ["agent"] });
    await org.ingest(text("b"));
    await send(org);
    expect(await read(device)).toMatchObject([{ text: "body of first" }]);
  });

  hubCase("I10 U4: a removed agent's browsers go with them, and what was to be sent there", async (org) => {
    await subscribe(org, "ben");
    await org.ingest(text("a"));
    await org.hub.removeAgent("ben");
    await org.step();
    await send(org);
    expect(asked).toEqual([]);
    expect(await org.rows("SELECT 1 FROM push_subscription")).toEqual([]);
    const device = await PushDevice.make();
    expect(await org.hub.putPushSubscription("ben", "acme", device.subscription)).toMatchObject({ code: "forbidden" });
  });

  hubCase("I10 U4: a browser is told for the agent who used it last, and nothing of the one before", async (org) => {
    const device = await subscribe(org, "ben");
    await org.ingest(text("a"));
    await org.hub.putPushSubscription("ana", "acme", device.subscription);
    await send(org);
    expect(asked).toEqual([]);
    expect(await org.hub.removePushSubscription("ben", device.subscription.endpoint)).toBe(false);
    expect(await org.hub.removePushSubscription("ana", device.subscription.endpoint)).toBe(true);
    await org.ingest(text("b"));
    await send(org);
    expect(asked).toEqual([]);
  });

  hubCase("U4: one browser more takes the place of the one that was longest not seen", async (org) => {
    const [first] = [await subscribe(org, "ana")];
    for (let n = 0; n < limits.pushSubscriptionsPerAgent; n++) {
      vi.setSystemTime(Date.now() + 1_000);
      await subscribe(org, "ana");
    }
    const kept = await org.rows<{ endpoint: string }>("SELECT endpoint FROM push_subscription");
    expect(kept).toHaveLength(limits.pushSubscriptionsPerAgent);
    expect(kept).not.toContainEqual({ endpoint: first?.subscription.endpoint });
  });

  hubCase("I11, I12 U3: evicted between commit and push, none is lost and none doubled", async (org) => {
    const device = await subscribe(org, "ana");
    await org.ingest(text("a"));
    await org.evict();
    await send(org);
    await org.evict();
    await org.ring(Date.now() + timing.grantTtlMs);
    expect(await read(device)).toMatchObject([{ text: "body of a" }]);
  });

  hubCase("U3: an answer that was lost is not asked for again, and neither is that of a hub that died", async (org) => {
    const device = await subscribe(org, "ana");
    answers.push(() => {
      throw new Error("connection cut");
    });
    await org.ingest(text("a"));
    await send(org);
    expect(await waiting(org)).toBe(0);
    await org.ingest(text("b"));
    await runInDurableObject(org.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE push SET granted_at = ?, attempt = 1", Date.now());
    });
    await org.evict();
    await send(org);
    expect(await waiting(org)).toBe(0);
    expect(await read(device)).toHaveLength(1);
  });

  hubCase(
    "U3: a service that is busy is asked again later, as often as it may be, and as late as it says",
    async (org) => {
      const device = await subscribe(org, "ana");
      answers.push(() => new Response(null, { status: 429, headers: { "retry-after": "600" } }));
      await org.ingest(text("a"));
      await send(org);
      await send(org, 590_000);
      expect(asked).toHaveLength(1);
      await org.ingest(text("b"));
      await send(org, 11_000);
      expect((await read(device))[1]).toMatchObject({ text: "body of a", messages: 2 });
      for (let n = 0; n < limits.pushAttempts; n++) answers.push(() => new Response(null, { status: 503 }));
      await org.ingest(text("c"));
      for (let n = 0; n < limits.pushAttempts + 1; n++) await send(org, timing.pushRetryMaxMs);
      expect(asked).toHaveLength(2 + limits.pushAttempts);
      expect(await waiting(org)).toBe(0);
    },
  );

  hubCase("U4: an address that its service does not know any more is forgotten; a refusal is not", async (org) => {
    const device = await subscribe(org, "ana");
    answers.push(() => new Response(null, { status: 403 }));
    await org.ingest(text("a"));
    await send(org);
    answers.push(() => new Response(null, { status: 410 }));
    await org.ingest(text("b"));
    await send(org);
    await org.ingest(text("c"));
    await send(org);
    expect(await read(device)).toHaveLength(2);
    expect(await org.rows("SELECT 1 FROM push_subscription")).toEqual([]);
  });

  hubCase("U4: a key that is no point of the curve ends its own subscription and hurts no other", async (org) => {
    const good = await subscribe(org, "ana");
    await subscribe(org, "ana", { keys: { ...good.subscription.keys, p256dh: `B${"A".repeat(86)}` } });
    await org.ingest(text("a"));
    await send(org);
    expect(await read(good)).toHaveLength(1);
    expect(await org.rows("SELECT endpoint FROM push_subscription")).toEqual([
      { endpoint: good.subscription.endpoint },
    ]);
  });

  hubCase("U4: subscriptions are in no record that anybody is sent", async (org) => {
    const device = await subscribe(org, "ana");
    await org.ingest(text("a"));
    const { records } = await (await org.connect("ben")).hello();
    expect(JSON.stringify(records)).not.toContain(device.subscription.endpoint);
    const journal = await org.rows<{ touched: string }>("SELECT touched FROM journal");
    expect(JSON.stringify(journal)).not.toContain(device.subscription.endpoint);
    // Else its alarm would ring in the middle of another case.
    await send(org);
  });
});
