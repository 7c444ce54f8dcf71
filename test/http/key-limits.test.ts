import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ApiKey } from "../../src/http/api-key-store.ts";
import type { Channel, Message, ParleyRecord } from "../../src/protocol/records.ts";
import type { ConversationItem, Counts, Page } from "../../src/protocol/resources.ts";
import { ask, json } from "./doors.ts";
import { digits, head, inbound, type Inbox, newChannel, openInbox, postWebhook, providerRefuses } from "./inbox.ts";

type MadeKey = ApiKey & { key: string };

let inbox: Inbox;
beforeAll(async () => {
  providerRefuses();
  inbox = await openInbox();
}, 60_000);
afterEach(() => void vi.useRealTimers());

const make = async (body: Record<string, unknown>) => json<MadeKey>(await inbox.call("/api-keys", { body }));
const list = async () => (await json<{ items: ApiKey[] }>(await inbox.call("/api-keys"))).items;

describe("Ke1: what is known of a key", () => {
  it("Ke1: who made it, until when it is good, for which channels, and when it was last used", async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const made = await make({ name: "Shop", expiresAt, channelIds: [inbox.channel.id] });
    expect(made).toMatchObject({
      createdBy: inbox.ana.id,
      expiresAt,
      channelIds: [inbox.channel.id],
      lastUsedAt: null,
      scopes: ["read", "send"],
    });
    expect((await inbox.call("/health", { token: made.key })).status).toBe(200);
    await vi.waitFor(async () => {
      const found = (await list()).find(({ id }) => id === made.id);
      expect(Date.parse(found?.lastUsedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
    });
  });

  it("Ke2: it ends at its time, and stays in the list", async () => {
    const { id, key } = await make({ name: "Short", expiresAt: new Date(Date.now() + 60_000).toISOString() });
    expect((await inbox.call("/health", { token: key })).status).toBe(200);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    expect((await inbox.call("/health", { token: key })).status).toBe(401);
    expect((await list()).map((one) => one.id)).toContain(id);
  });

  it("I13: an end in the past, a channel that is not there, and no channel at all are refused", async () => {
    const status = async (body: Record<string, unknown>) =>
      (await inbox.call("/api-keys", { body: { name: "Bad", ...body } })).status;
    expect(await status({ expiresAt: "2001-01-01T00:00:00Z" })).toBe(400);
    expect(await status({ expiresAt: "soon" })).toBe(400);
    expect(await status({ channelIds: [] })).toBe(400);
    expect(await status({ channelIds: ["none"] })).toBe(404);
  });

  it("Ke4: it is the organisation's: who made it may leave, and is still named", async () => {
    const member = inbox.ben;
    const change = async (role: string) =>
      json(
        await ask("/api/auth/organization/update-member-role", {
          token: inbox.ana.token,
          body: { organizationId: inbox.org.id, memberId: await memberIdOf(member.id), role },
        }),
      );
    await change("admin");
    const made = await json<MadeKey>(await inbox.call("/api-keys", { token: member.token, body: { name: "Ben's" } }));
    await change("agent");
    expect((await inbox.call("/health", { token: made.key })).status).toBe(200);
    expect((await list()).find(({ id }) => id === made.id)).toMatchObject({ createdBy: member.id });
  });
});

async function memberIdOf(userId: string): Promise<string> {
  const { members } = await json<{ members: { id: string; userId: string }[] }>(
    await ask(`/api/auth/organization/list-members?organizationId=${inbox.org.id}`, { token: inbox.ana.token }),
  );
  return members.find((one) => one.userId === userId)?.id ?? "";
}

describe("Ke3: a key of one channel", () => {
  let token: string;
  let other: Channel;
  let theirs: ConversationItem;
  let mine: ConversationItem;
  beforeAll(async () => {
    other = await json<Channel>(await inbox.call("/channels", { body: newChannel({ name: "Other" }) }));
    mine = await inbox.write({ text: "for the shop" });
    const from = digits().slice(-12);
    expect((await postWebhook(inbound(other, { from, name: "Noor", text: "for another channel" }))).status).toBe(200);
    const found = await json<Page<ConversationItem>>(
      await inbox.call(`/conversations?channel=${other.id}&minSeq=${await head(inbox.call)}`),
    );
    theirs = found.items[0] as ConversationItem;
    token = (await make({ name: "Shop", channelIds: [inbox.channel.id] })).key;
  }, 60_000);

  it("Ke3: sees the conversations of its channel alone, in lists, changes, counts and the outbox", async () => {
    const { items } = await json<Page<ConversationItem>>(await inbox.call("/conversations", { token }));
    expect(items.map(({ channelId }) => channelId)).toEqual(items.map(() => inbox.channel.id));
    expect(items.map(({ id }) => id)).toContain(mine.id);
    const { records } = await json<{ records: ParleyRecord[] }>(await inbox.call("/changes?since=0", { token }));
    expect(JSON.stringify(records.filter(({ kind }) => kind !== "channel"))).not.toContain(`"channelId":"${other.id}"`);
    expect(records.some(({ kind }) => kind === "count")).toBe(false);
    const { counts } = await json<Counts>(await inbox.call("/counts", { token }));
    expect(counts["all"]).toBe(items.length);
    await inbox.call(`/conversations/${theirs.id}/messages`, { body: { body: "fails" } });
    const undelivered = await json<Page<{ message: Message }>>(await inbox.call("/outbox?state=failed", { token }));
    expect(undelivered.items.filter(({ message }) => message.channelId !== inbox.channel.id)).toEqual([]);
  });

  it("Ke3: acts on no other's, starts none there, and reads no deliveries", async () => {
    const on = `/conversations/${theirs.id}`;
    for (const [method, path, body] of [
      ["GET", on, undefined],
      ["GET", `${on}/messages`, undefined],
      ["POST", `${on}/messages`, { body: "Hi" }],
      ["POST", `${on}/notes`, { body: "Hi" }],
      ["POST", `${on}/assign`, { agentId: null }],
      ["POST", `${on}/close`, {}],
      ["PUT", `${on}/labels`, { labels: [] }],
      ["POST", "/conversations", { channelId: other.id, contactId: mine.contactId, body: "Hi" }],
      ["POST", "/templates/sync", { channelId: other.id }],
    ] as const) {
      const { status } = await inbox.call(path, { method, body, token });
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    const contact = await inbox.call(`/contacts/${theirs.contactId}`, { method: "PATCH", body: { name: "X" }, token });
    expect(contact.status).toBe(403);
    expect((await inbox.call("/ingest", { token })).status).toBe(403);
    const retried = await json<{ retried: string[] }>(
      await inbox.call("/outbox/retry", { token, body: { channelId: other.id } }),
    );
    expect(retried.retried).toEqual([]);
    expect((await inbox.call(`/conversations/${mine.id}/notes`, { token, body: { body: "Hi" } })).status).toBe(201);
  });
});
