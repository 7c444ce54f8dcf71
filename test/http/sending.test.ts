import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { UndeliveredItem } from "../../src/protocol/undelivered.ts";
import type { Template } from "../../src/protocol/template.ts";
import type { Contact, Message } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { type Inbox, openInbox, providerAccepts, providerIsSilent, providerRefuses, settled } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});
afterEach(() => vi.restoreAllMocks());

type Given = Parameters<Inbox["call"]>[1];
const send = (id: string, body: unknown, given: Given = {}) =>
  inbox.call(`/conversations/${id}/messages`, { body, ...given });
const refusal = async (response: Response) => [response.status, await response.json()];

describe("what a reply can carry", () => {
  it("D4: a template by its name, as the provider has it; what is wrong with it is said", async () => {
    providerAccepts();
    const { id } = await inbox.write();
    const { items } = await json<Page<Template>>(
      await inbox.call(`/templates?channel=${inbox.channel.id}&status=approved`),
    );
    expect(items).toMatchObject([{ name: "order_update", variables: [{ key: "1", in: "body" }] }]);
    const template = { name: "order_update", language: "en", variables: { 1: "Maria" } };
    const sent = await json<Message>(await send(id, { template }));
    expect(sent).toMatchObject({ type: "template", body: "Hi Maria, your order is on its way.", status: "queued" });
    expect(await refusal(await send(id, { template: { ...template, variables: {} } }))).toMatchObject([
      422,
      { code: "template_invalid", details: { reason: "variables", missing: ["1"] } },
    ]);
    expect(await refusal(await send(id, { template: { ...template, name: "winter_sale" } }))).toMatchObject([
      422,
      { code: "template_invalid", details: { reason: "status", status: "paused" } },
    ]);
    expect(await refusal(await send(id, { template: { name: 7 } }))).toMatchObject([400, { code: "invalid" }]);
  });

  it("D7: buttons, a place, a reaction; what the channel does not take is refused", async () => {
    providerAccepts();
    const { id } = await inbox.write();
    const interactive = { kind: "buttons", buttons: [{ id: "y", title: "Yes" }] };
    expect(await json<Message>(await send(id, { body: "Sure?", interactive }))).toMatchObject({ type: "interactive" });
    expect(await json<Message>(await send(id, { location: { latitude: 1, longitude: 2 } }))).toMatchObject({
      type: "location",
    });
    expect(await refusal(await send(id, { location: { latitude: 91, longitude: 2 } }))).toMatchObject([400, {}]);
    expect(await refusal(await send(id, { body: "x", subject: "S" }))).toMatchObject([
      422,
      { code: "unsupported_content", details: { field: "subject" } },
    ]);
    const page = await json<Page<Message>>(await inbox.call(`/conversations/${id}/messages`));
    const theirs = page.items.find(({ direction }) => direction === "inbound");
    const react = (emoji: unknown) =>
      inbox.call(`/conversations/${id}/messages/${theirs?.id}/reaction`, { body: { emoji } });
    expect(await json<Message>(await react("👩🏽‍🚀"))).toMatchObject({ reactions: [{ emoji: "👩🏽‍🚀", by: inbox.ana.id }] });
    expect(await json<Message>(await react(null))).toMatchObject({ reactions: [] });
    for (const emoji of ["", "ok", "7", "👍 ok", "x".repeat(40)]) expect((await react(emoji)).status).toBe(400);
  });

  it("D8: a time to leave; until then it can be taken back", async () => {
    const { id } = await inbox.write();
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const later = await json<Message>(await send(id, { body: "Later", sendAt }));
    expect(later).toMatchObject({ status: "scheduled", sendAt });
    expect(await refusal(await send(id, { body: "x", sendAt: "2020-01-01T00:00:00Z" }))).toMatchObject([
      400,
      { code: "invalid", details: { field: "sendAt" } },
    ]);
    const waiting = await json<Page<UndeliveredItem>>(await inbox.call("/outbox?state=waiting"));
    expect(waiting.items).toMatchObject([{ message: { id: later.id }, waiting: { for: "schedule", until: sendAt } }]);
    // Qu4: all of them, when no state is asked for.
    const all = await json<Page<UndeliveredItem>>(await inbox.call("/outbox"));
    expect(all.items.map(({ message }) => message.id)).toContain(later.id);
    const cancelled = await inbox.call(`/conversations/${id}/messages/${later.id}/cancel`, { method: "POST" });
    expect(await json<Message>(cancelled)).toMatchObject({ status: "cancelled" });
  });
});

describe("D2: what did not arrive", () => {
  it("is listed, page by page, and sent again at once; a viewer reads and does not send", async () => {
    providerRefuses();
    const { id } = await inbox.write();
    for (const body of ["a", "b"]) await settled(inbox, await json<Message>(await send(id, { body })), "failed");
    const first = await json<Page<UndeliveredItem>>(await inbox.call("/outbox?limit=1", { token: inbox.vera.token }));
    expect(first.items).toMatchObject([{ message: { body: "b", error: { code: "131026" } }, waiting: null }]);
    const second = await json<Page<UndeliveredItem>>(await inbox.call(`/outbox?limit=1&cursor=${first.nextCursor}`));
    expect(second).toMatchObject({ items: [{ message: { body: "a" } }], nextCursor: null });
    expect((await inbox.call("/outbox?cursor=none")).status).toBe(400);
    providerAccepts();
    const body = { channelId: inbox.channel.id };
    const counts = await inbox.call("/outbox/counts", { token: inbox.vera.token });
    expect(await counts.json()).toMatchObject({ failed: 2, unconfirmed: 0 });
    expect((await inbox.call("/outbox/retry", { body, token: inbox.vera.token })).status).toBe(403);
    const report = await inbox.call("/outbox/retry", { body });
    expect(await report.json()).toMatchObject({ retried: [expect.any(String), expect.any(String)], refused: [] });
    await vi.waitFor(async () =>
      expect((await json<Page<UndeliveredItem>>(await inbox.call("/outbox"))).items).toEqual([]),
    );
  });

  it("I9 Qu4: of what may have arrived a person says so; it is listed with what waits, newest first", async () => {
    providerIsSilent();
    const { id } = await inbox.write();
    const lost = await settled(inbox, await json<Message>(await send(id, { body: "?" })), "unconfirmed");
    const listed = await json<Page<UndeliveredItem>>(await inbox.call("/outbox?state=unconfirmed"));
    expect(listed.items).toMatchObject([{ message: { id: lost.id } }]);
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const later = await json<Message>(await send(id, { body: "Later", sendAt }));
    const pages: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const page: Page<UndeliveredItem> = await json(await inbox.call(`/outbox?limit=1${query}`));
      pages.push(...page.items.map(({ message }) => message.id));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([later.id, lost.id]);
    const settle = (arrived: unknown) =>
      inbox.call(`/conversations/${id}/messages/${lost.id}/settle`, { body: { arrived } });
    expect((await settle("yes")).status).toBe(400);
    expect(await json<Message>(await settle(true))).toMatchObject({ status: "sent" });
    expect(await refusal(await settle(false))).toMatchObject([422, { code: "not_settleable" }]);
  });
});

describe("D9: consent", () => {
  it("is noted by an agent, kept by channel and category, and enforced", async () => {
    const { id, contact } = await inbox.write();
    const consents = [{ channel: "whatsapp", category: "service", state: "opted_out" }];
    const changed = await inbox.call(`/contacts/${contact.id}`, { method: "PATCH", body: { consents } });
    expect(await json<Contact>(changed)).toMatchObject({ consents: [{ ...consents[0], source: inbox.ana.id }] });
    expect(await refusal(await send(id, { body: "Hi" }))).toMatchObject([
      422,
      { code: "opted_out", details: { channel: "whatsapp", category: "service" } },
    ]);
    const wrong = { consents: [{ channel: "fax", category: "service", state: "opted_out" }] };
    expect((await inbox.call(`/contacts/${contact.id}`, { method: "PATCH", body: wrong })).status).toBe(400);
  });
});

describe("D2: a number's rate", () => {
  it("is a setting, and null takes it back", async () => {
    const change = (body: unknown) => inbox.call(`/channels/${inbox.channel.id}`, { method: "PATCH", body });
    expect(await (await change({ sendsPerSecond: 20 })).json()).toMatchObject({ sendsPerSecond: 20 });
    expect(await (await change({ sendsPerSecond: null })).json()).not.toHaveProperty("sendsPerSecond");
    for (const sendsPerSecond of [0, 5_000, "x"]) expect((await change({ sendsPerSecond })).status).toBe(400);
  });
});
