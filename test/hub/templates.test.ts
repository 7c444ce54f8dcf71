import { afterEach, beforeEach, expect, vi } from "vitest";
import type { TemplateFact } from "../../src/protocol/facts.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { refusal, settled, TestProvider } from "./provider.ts";

const start = Date.parse("2026-11-01T12:00:00.000Z");
const provider = new TestProvider();
const one = (name: string, more: Record<string, unknown> = {}) => ({
  name,
  language: "en",
  status: "APPROVED",
  category: "UTILITY",
  components: [{ type: "BODY", text: `${name} for {{1}}` }],
  ...more,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  provider.asked = [];
  provider.answers = [];
  provider.templates = [[one("hello"), one("offer", { category: "MARKETING" })], [one("bye")]];
  provider.install();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const ana = { type: "agent", agentId: "ana" } as const;
const sync = async (org: TestOrg) => {
  const answer = await org.hub.syncTemplates(ana, org.channel.id);
  await org.step();
  return answer;
};
const names = async (org: TestOrg) =>
  (await org.hub.templates({ after: null, limit: 10 })).items.map(({ name, status }) => `${name} ${status}`);
const send = (org: TestOrg, conversationId: string, name: string, variables: Record<string, string>, id: string) =>
  org.execute(
    "ana",
    { command: "message:send", payload: { conversationId, body: "", template: { name, language: "en", variables } } },
    id,
  );
const news = (change: TemplateFact["change"], name = "hello"): TemplateFact => ({
  fact: "template",
  providerId: "1",
  at: new Date(start).toISOString(),
  name,
  language: "en",
  change,
});

hubCases("templates", (hubCase) => {
  hubCase("D4: are read page by page, and told only when they have changed; what is gone is gone", async (org) => {
    const socket = await org.connect("ben");
    await socket.hello();
    expect(await org.hub.syncTemplates(ana, org.channel.id)).toMatchObject({ ok: true, value: { count: 3 } });
    await socket.until(() => socket.events().some(({ event }) => event === "templates:synced"));
    const { seq } = await org.hub.health();
    await sync(org);
    expect((await org.hub.health()).seq).toBe(seq);
    expect(await names(org)).toEqual(["bye approved", "hello approved", "offer approved"]);
    provider.templates = [[one("hello", { status: "PAUSED" })]];
    await sync(org);
    expect(await names(org)).toEqual(["hello paused"]);
    const page = await org.hub.templates({
      after: null,
      limit: 1,
      q: "HELLO",
      status: "paused",
      channelId: org.channel.id,
    });
    expect(page).toMatchObject({ more: false, items: [{ id: `${org.channel.id}:hello:en` }] });
  });

  hubCase("D4, D5: one is sent also outside the window, and everybody sees what it said", async (org) => {
    const id = await org.conversation();
    await sync(org);
    vi.setSystemTime(start + 30 * 3_600_000);
    expect(await send(org, id, "hello", { 1: "Maria" }, "m")).toMatchObject({
      ok: true,
      value: { type: "template", body: "hello for Maria" },
    });
    await settled(org, "m", "sent");
    expect(provider.bodies).toMatchObject([
      { type: "template", template: { name: "hello", components: [{ parameters: [{ text: "Maria" }] }] } },
    ]);
    expect(await send(org, id, "hello", {}, "n")).toMatchObject({
      code: "template_invalid",
      details: { missing: ["1"] },
    });
    expect(await send(org, id, "nothing", {}, "n")).toMatchObject({ code: "template_invalid" });
  });

  hubCase("D4: a webhook's word holds at once; what it does not say is read", async (org) => {
    const id = await org.conversation();
    await sync(org);
    expect(await org.ingest(news({ status: "paused", reason: "Low quality." }))).toMatchObject([{ outcome: "stored" }]);
    expect(await send(org, id, "hello", { 1: "M" }, "m")).toMatchObject({ details: { status: "paused" } });
    provider.templates = [[one("hello"), one("brand_new")]];
    await org.ingest(news({ status: "approved" }, "brand_new"));
    await org.wake();
    await vi.waitFor(async () => expect(await names(org)).toEqual(["brand_new approved", "hello approved"]));
  });

  hubCase("D4, I12: are read again every day, and later and later while that fails", async (org) => {
    await sync(org);
    const due = async () => (await org.rows<{ due: number }>("SELECT due FROM template_sync"))[0]?.due ?? 0;
    expect(await due()).toBe(start + timing.templateSyncEveryMs);
    provider.templates = [[one("tomorrow")]];
    await org.ring(start + timing.templateSyncEveryMs);
    await vi.waitFor(async () => expect(await names(org)).toEqual(["tomorrow approved"]));
    vi.stubGlobal("fetch", async () => refusal(500, 2));
    expect(await sync(org)).toMatchObject({ ok: false, code: "channel_unavailable" });
    const first = (await due()) - Date.now();
    await sync(org);
    expect((await due()) - Date.now()).toBeGreaterThan(first);
    expect(await names(org)).toEqual(["tomorrow approved"]);
  });

  hubCase("D4: a provider that knows another template than we do is asked for all", async (org) => {
    const id = await org.conversation();
    await sync(org);
    provider.answers.push(() => refusal(400, 132001));
    provider.templates = [[one("hello", { components: [{ type: "BODY", text: "New {{1}}" }] })]];
    await send(org, id, "hello", { 1: "M" }, "m");
    await settled(org, "m", "failed");
    await vi.waitFor(async () =>
      expect((await org.hub.templates({ after: null, limit: 9 })).items).toMatchObject([{ body: "New {{1}}" }]),
    );
  });

  hubCase("a viewer asks for nothing of the provider's", async (org) => {
    await org.hub.putAgent({ id: "vic", name: "Vic", email: "vic@example.com", role: "viewer" });
    const answer = await org.hub.syncTemplates({ type: "agent", agentId: "vic" }, org.channel.id);
    expect(answer).toMatchObject({ ok: false, code: "forbidden" });
    expect(await org.hub.syncTemplates(ana, "none")).toMatchObject({ ok: false, code: "not_found" });
  });

  hubCase("D9: who has opted out of marketing gets none, whoever told so", async (org) => {
    const id = await org.conversation();
    await sync(org);
    const at = new Date(start).toISOString();
    const from = { aliases: [{ kind: "phone" as const, value: "15550101" }], name: null };
    const consent = { fact: "consent", providerId: null, at, from, categories: ["marketing"] } as const;
    expect(await org.ingest({ ...consent, state: "opted_out" })).toMatchObject([{ outcome: "stored" }]);
    expect(await org.ingest({ ...consent, state: "opted_out" })).toMatchObject([{ outcome: "duplicate" }]);
    expect(await send(org, id, "offer", { 1: "M" }, "a")).toMatchObject({ ok: false, code: "opted_out" });
    expect(await send(org, id, "hello", { 1: "M" }, "b")).toMatchObject({ ok: true });
    const { contactId } = await org.onlyConversation();
    const given = { consents: [{ channel: "whatsapp", category: "marketing", state: "opted_in" }] } as const;
    const changed = await org.hub.updateContact(ana, "change", contactId, { consents: [...given.consents] });
    expect(changed).toMatchObject({ ok: true, value: { consents: [{ state: "opted_in", source: "ana" }] } });
    await org.step();
    provider.answers.push(() => refusal(400, 131050));
    expect(await send(org, id, "offer", { 1: "M" }, "c")).toMatchObject({ ok: true });
    await settled(org, "c", "failed");
    expect(await send(org, id, "offer", { 1: "M" }, "d")).toMatchObject({
      code: "opted_out",
      details: { source: "provider" },
    });
  });
});
