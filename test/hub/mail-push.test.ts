import { afterEach, beforeEach, expect, vi } from "vitest";
import { timing } from "../../src/protocol/timing.ts";
import { PushDevice } from "../support/push-device.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

let asked: { readonly endpoint: string; readonly body: Uint8Array<ArrayBuffer> }[] = [];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.stubGlobal("fetch", async (endpoint: string, init: RequestInit) => {
    if (!endpoint.startsWith("https://push.example.com/")) return Response.json({ messages: [{ id: "wamid.1" }] });
    asked.push({ endpoint, body: init.body as Uint8Array<ArrayBuffer> });
    return new Response(null, { status: 201 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function subscribe(org: TestOrg, agentId: string): Promise<PushDevice> {
  const device = await PushDevice.make();
  expect(await org.hub.putPushSubscription(agentId, "acme", device.subscription)).toMatchObject({ ok: true });
  await org.step();
  return device;
}

/** What each device was told of, once what waits has been sent. */
async function told(org: TestOrg, devices: readonly PushDevice[]): Promise<string[][]> {
  await org.ring(Date.now() + timing.pushDelayMs + 1);
  await vi.waitFor(async () => expect(await org.rows("SELECT 1 FROM push WHERE granted_at IS NOT NULL")).toEqual([]));
  return Promise.all(
    devices.map(async (device) => {
      const mine = asked.filter(({ endpoint }) => endpoint === device.subscription.endpoint);
      return Promise.all(mine.map(async ({ body }) => (await device.read(body)).topic));
    }),
  );
}

hubCases("web push of mail", (hubCase) => {
  hubCase("E5 H4: who wrote a mail is told that a link in it was clicked, and nobody else", async (org) => {
    const devices = [await subscribe(org, "ana"), await subscribe(org, "ben"), await subscribe(org, "ana")];
    // As a browser subscribed before there was the topic.
    await org.write(
      "UPDATE push_subscription SET json = json_remove(json, '$.topics.clicked') WHERE endpoint = ?",
      devices[2]?.subscription.endpoint ?? "",
    );
    await org.evict();
    const conversationId = await org.conversation();
    expect(await told(org, devices)).toEqual([["conversation"], ["conversation"], ["conversation"]]);
    await org.execute("ana", { command: "message:send", payload: { conversationId, body: "Your order" } }, "mail");
    await vi.waitFor(async () => expect((await org.messages()).at(-1)?.status).toBe("sent"));
    const position = (await org.messages()).at(-1)?.position ?? 0;
    const request = { url: "https://acme.test/", address: null, userAgent: null, isProxy: false, notRead: null };
    const at = new Date(Date.now() + 60_000).toISOString();
    await org.ingest({ fact: "track", providerId: null, what: "clicked", position, at, ...request });
    expect(await told(org, devices)).toEqual([["conversation", "clicked"], ["conversation"], ["conversation"]]);
  });
});
