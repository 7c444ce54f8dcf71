import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Conversation, ReadMark } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { json, type Person } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

describe("/conversations", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
  });
  const list = async (query: string, token = inbox.ana.token) =>
    json<Page<ConversationItem>>(await inbox.call(`/conversations?${query}`, { token }));
  const get = async (id: string, token = inbox.ana.token) =>
    json<ConversationItem>(await inbox.call(`/conversations/${id}`, { token }));
  const post = (path: string, body?: unknown, token = inbox.ana.token) =>
    inbox.call(`/conversations/${path}`, { method: "POST", body, token });

  it("A2, A3: a customer's message makes a conversation with its contact, unread for everyone", async () => {
    const { id } = await inbox.write({ from: "4915112345678", name: "Marisol", text: "Is it open?" });
    for (const { token } of [inbox.ana, inbox.ben]) {
      expect(await get(id, token)).toMatchObject({
        kind: "conversation",
        status: "active",
        channelId: inbox.channel.id,
        lastMessagePreview: "Is it open?",
        contact: { name: "Marisol", phoneNumber: "+4915112345678" },
        unread: 1,
      });
    }
  });

  it("H1: the list is newest activity first, in pages", async () => {
    const first = await inbox.write();
    const second = await inbox.write();
    await inbox.write({ from: first.contact.phoneNumber?.slice(1) ?? "" });
    const minSeq = await head(inbox.call);
    const whole = await list(`minSeq=${minSeq}`);
    expect(whole.seq).toBeGreaterThanOrEqual(minSeq);
    expect(whole.items.slice(0, 2).map((item) => item.id)).toEqual([first.id, second.id]);
    const one = await list("limit=1");
    const two = await list(`limit=1&cursor=${one.nextCursor}`);
    expect([...one.items, ...two.items].map((item) => item.id)).toEqual([first.id, second.id]);
    expect(whole.nextCursor).toBeNull();
  });

  it("C4: read and unread move only the caller's mark", async () => {
    const conversation = await inbox.write();
    const { items } = await json<Page<{ id: string }>>(await inbox.call(`/conversations/${conversation.id}/messages`));
    const mark = await json<ReadMark>(await post(`${conversation.id}/read`, { upTo: items[0]?.id }));
    expect(mark).toMatchObject({ kind: "readMark", agentId: inbox.ana.id, unread: 0, upTo: items[0]?.id });
    const unread = async (person: Person) => (await get(conversation.id, person.token)).unread;
    expect([await unread(inbox.ana), await unread(inbox.ben)]).toEqual([0, 1]);
    const ids = async (person: Person) =>
      (await list(`filter=unread&minSeq=${await head(inbox.call)}`, person.token)).items.map((item) => item.id);
    expect(await ids(inbox.ana)).not.toContain(conversation.id);
    expect(await ids(inbox.ben)).toContain(conversation.id);
    await json(await post(`${conversation.id}/unread`));
    expect([await unread(inbox.ana), await unread(inbox.ben)]).toEqual([1, 1]);
  });

  it("C4: an API key has no read mark", async () => {
    const conversation = await inbox.write();
    expect((await get(conversation.id, inbox.apiKey)).unread).toBeNull();
    for (const answer of [
      await post(`${conversation.id}/read`, { upTo: "m" }, inbox.apiKey),
      await post(`${conversation.id}/unread`, undefined, inbox.apiKey),
      await inbox.call("/conversations?filter=unread", { token: inbox.apiKey }),
      await inbox.call("/conversations?filter=mine", { token: inbox.apiKey }),
    ]) {
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: "forbidden" }]);
    }
  });

  it("C6: close, archive and reopen answer the changed record, which the next read shows", async () => {
    const { id } = await inbox.write();
    for (const [verb, status] of [
      ["close", "closed"],
      ["archive", "archived"],
      ["reopen", "active"],
    ] as const) {
      const changed = await json<Conversation>(await post(`${id}/${verb}`));
      expect(changed).toMatchObject({ kind: "conversation", id, status });
      expect(await get(id)).toMatchObject({ status, seq: changed.seq });
      const filter = status === "active" ? "all" : status;
      expect((await list(`filter=${filter}&minSeq=${changed.seq}`)).items.map((item) => item.id)).toContain(id);
    }
  });

  it("J1: who may only read changes nothing", async () => {
    const { id } = await inbox.write();
    for (const verb of ["close", "archive", "reopen"]) {
      expect((await post(`${id}/${verb}`, undefined, inbox.vera.token)).status).toBe(403);
    }
    expect((await get(id, inbox.vera.token)).status).toBe("active");
  });

  it("I10: another org's conversation does not exist, whatever is asked of it", async () => {
    const { id } = await inbox.write();
    const other = await openInbox();
    const answers = [
      await other.call(`/conversations/${id}`),
      await other.call(`/conversations/${id}/messages`),
      await other.call(`/conversations/${id}/messages`, { body: { body: "Hi" } }),
      await other.call(`/conversations/${id}/messages/m/retry`, { method: "POST" }),
      await other.call(`/conversations/${id}/read`, { body: { upTo: "m" } }),
      await other.call(`/conversations/${id}/close`, { method: "POST" }),
      await other.call(`/contacts/${(await get(id)).contactId}`),
      await other.call(`/channels/${inbox.channel.id}`),
    ];
    for (const answer of answers) {
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: "not_found" }]);
    }
    expect((await json<Page<ConversationItem>>(await other.call("/conversations"))).items).toEqual([]);
  });

  it("I13: a query that makes no sense is refused with the field that is wrong", async () => {
    for (const [query, path] of [
      ["filter=everything", "filter"],
      ["limit=0", "limit"],
      ["limit=ten", "limit"],
      ["cursor=nonsense", "cursor"],
      ["cursor=e30", "cursor"],
      ["minSeq=-1", "minSeq"],
      [`q=${"x".repeat(300)}`, "q"],
    ]) {
      const answer = await inbox.call(`/conversations?${query}`);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect([query, answer.status, await answer.json()]).toMatchObject([
        query,
        400,
        { code: "invalid", details: { issues: [{ path }] } },
      ]);
    }
    expect((await list("limit=100000")).items.length).toBeGreaterThan(0);
  });

  it("H1: a page waits for minSeq, and says 503 stale when it does not come", async () => {
    const answer = await inbox.call(`/conversations?minSeq=${(await head(inbox.call)) + 1_000}`);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: "stale", status: 503 }]);
    expect(answer.headers.get("retry-after")).toBe("1");
  });

  it("§2.1: with D1 out of reach a page says 503 and when to ask again, and closing goes on", async () => {
    const { id } = await inbox.write();
    const silent = vi.spyOn(env.DB, "batch").mockRejectedValue(new Error("D1_ERROR: Network connection lost."));
    try {
      const answer = await inbox.call("/conversations");
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: "unavailable" }]);
      expect(answer.headers.get("retry-after")).toBe("1");
      expect((await json<Conversation>(await post(`${id}/close`))).status).toBe("closed");
    } finally {
      silent.mockRestore();
    }
    expect((await get(id)).status).toBe("closed");
  });
});
