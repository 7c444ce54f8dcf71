import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { ask, json, unique } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts, providerRefuses, settled } from "./inbox.ts";

describe("/conversations/{id}/messages", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
  });
  type Given = Parameters<Inbox["call"]>[1];
  const path = (conversationId: string, rest = "") => `/conversations/${conversationId}/messages${rest}`;
  const send = (conversationId: string, body: unknown, given: Given = {}) =>
    inbox.call(path(conversationId), { ...given, body });
  const thread = async (conversationId: string, query = "") =>
    json<Page<Message>>(await inbox.call(path(conversationId, query)));

  it("D1: a reply is answered 202 with the queued message, and the next read of the thread has it on top", async () => {
    const { id } = await inbox.write({ text: "Is it open?" });
    const response = await send(id, { body: "Until six." });
    expect(response.status).toBe(202);
    const sent = await json<Message>(response);
    expect(sent).toMatchObject({
      kind: "message",
      conversationId: id,
      direction: "outbound",
      body: "Until six.",
      status: "queued",
      authorId: inbox.ana.id,
      position: expect.any(Number),
    });
    const { items, seq, nextCursor } = await thread(id);
    expect(items.map((message) => message.body)).toEqual(["Until six.", "Is it open?"]);
    expect(seq).toBeGreaterThanOrEqual(sent.seq);
    expect(nextCursor).toBeNull();
    await settled(inbox, sent, "sent");
  });

  it("H2: pages and bounds of a thread neither skip nor repeat", async () => {
    const { id } = await inbox.write();
    for (const body of ["one", "two", "three"]) await json(await send(id, { body }));
    const whole = (await thread(id)).items;
    expect(whole).toHaveLength(4);
    const positions = whole.map((message) => message.position);
    expect(positions).toEqual(positions.toSorted((a, b) => b - a));
    const first = await thread(id, "?limit=2");
    const second = await thread(id, `?limit=2&cursor=${first.nextCursor}&minSeq=${await head(inbox.call)}`);
    expect([...first.items, ...second.items].map((message) => message.position)).toEqual(positions);
    expect(second.nextCursor).toBeNull();
    const bounded = await thread(id, `?before=${positions[0]}&after=${positions[3]}`);
    expect(bounded.items.map((message) => message.position)).toEqual(positions.slice(1, 3));
    expect((await inbox.call(path(id, "?before=x"))).status).toBe(400);
    expect((await inbox.call(path(id, "?cursor=WzFd"))).status).toBe(400);
  });

  it("I9: the same Idempotency-Key gives the same message, and another caller's same key another one", async () => {
    const { id } = await inbox.write();
    const headers = { "idempotency-key": "order-4711" };
    const [first, again] = await Promise.all([
      send(id, { body: "Once" }, { headers }),
      send(id, { body: "Once" }, { headers }),
    ]);
    expect([first.status, again.status]).toEqual([202, 202]);
    const message = await json<Message>(first);
    expect((await json<Message>(again)).id).toBe(message.id);
    const bens = await json<Message>(await send(id, { body: "Mine" }, { headers, token: inbox.ben.token }));
    expect(bens.id).not.toBe(message.id);
    expect((await thread(id)).items.map((one) => one.body)).toEqual(["Mine", "Once", "Hello"]);
    for (const key of ["", "k".repeat(257)]) {
      expect((await send(id, { body: "No" }, { headers: { "idempotency-key": key } })).status).toBe(400);
    }
  });

  it("Se10: a key stands for one request: another body, route or conversation is a conflict and does nothing", async () => {
    const [{ id }, other] = [await inbox.write(), await inbox.write()];
    const headers = { "idempotency-key": "order-4712" };
    const first = await json<Message>(await send(id, { body: "Once", holdMs: 0 }, { headers }));
    const at = (what: string) => `/conversations/${id}/${what}`;
    const tried = [
      await send(id, { body: "Twice" }, { headers }),
      await send(other.id, { body: "Once" }, { headers }),
      await inbox.call(at("notes"), { headers, body: { body: "Once" } }),
      await inbox.call(at("close"), { headers, body: {} }),
      await inbox.call("/labels", { headers, body: { name: unique("label") } }),
    ];
    for (const answer of tried) expect([answer.status, await answer.json()]).toMatchObject([409, { code: "conflict" }]);
    expect((await thread(id)).items.map(({ body }) => body)).toEqual(["Once", "Hello"]);
    // By the org's id, and with its names in another order, it is the same request.
    const again = await ask(`/api/orgs/${inbox.org.id}/conversations/${id}/messages`, {
      token: inbox.ana.token,
      headers,
      body: { holdMs: 0, body: "Once" },
    });
    expect((await json<Message>(again)).id).toBe(first.id);
  });

  it("J3: an API key sends; a viewer does not", async () => {
    const { id } = await inbox.write();
    const sent = await json<Message>(await send(id, { body: "From a program" }, { token: inbox.apiKey }));
    expect(sent).toMatchObject({ status: "queued", direction: "outbound" });
    const refused = await send(id, { body: "No" }, { token: inbox.vera.token });
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: "forbidden" }]);
  });

  it("I13: a body that cannot be sent is refused with the reason", async () => {
    const { id } = await inbox.write();
    const refusal = async (body: unknown, given: Given = {}) => {
      const answer = await send(id, body, given);
      return [answer.status, await answer.json()];
    };
    expect(await refusal({ body: "  " })).toMatchObject([400, { code: "invalid" }]);
    expect(await refusal({})).toMatchObject([400, { code: "invalid", details: { field: "body" } }]);
    expect(await refusal({ body: 7 })).toMatchObject([
      400,
      { code: "invalid", details: { issues: [{ path: "body" }] } },
    ]);
    expect(await refusal({ body: "x".repeat(4_097) })).toMatchObject([422, { code: "too_long" }]);
    expect(await refusal({ body: "x" }, { headers: { "content-type": "text/plain" } })).toMatchObject([
      415,
      { code: "unsupported_media_type" },
    ]);
    expect(await refusal({ body: "x".repeat(2 ** 20) })).toMatchObject([413, { code: "too_large" }]);
    expect((await json<Message>(await send(id, { body: "x".repeat(4_096) }))).body).toHaveLength(4_096);
  });

  it("D3: a failed message is sent again under its own id, one that did not fail is not", async () => {
    const { id } = await inbox.write();
    providerRefuses();
    const failed = await settled(inbox, await json<Message>(await send(id, { body: "Hello?" })), "failed");
    expect(failed.error?.code).toBe("131026");
    providerAccepts();
    const retry = (messageId: string) => inbox.call(path(id, `/${messageId}/retry`), { method: "POST" });
    const again = await retry(failed.id);
    expect([again.status, await again.clone().json()]).toMatchObject([
      200,
      { id: failed.id, status: "queued", error: null },
    ]);
    await settled(inbox, await json<Message>(again), "sent");
    const refused = await retry(failed.id);
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "not_retriable" }]);
    expect((await retry("nothing")).status).toBe(404);
  });

  it("C10: a reply that is held is taken back and never leaves; one that has left is not", async () => {
    const { id } = await inbox.write({ text: "Hello?" });
    const asked = vi.mocked(fetch);
    const held = await json<Message>(await send(id, { body: "Too soon", holdMs: 30_000 }));
    expect(held.status).toBe("queued");
    const cancel = (messageId: string, token = inbox.ana.token) =>
      inbox.call(path(id, `/${messageId}/cancel`), { method: "POST", token });
    const cancelled = await json<Message>(await cancel(held.id));
    expect(cancelled).toMatchObject({ id: held.id, status: "cancelled" });
    expect(await json(await cancel(held.id, inbox.apiKey))).toEqual(cancelled);
    expect((await thread(id)).items[0]).toEqual(cancelled);
    expect(await json(await inbox.call(`/conversations/${id}`))).toMatchObject({ lastMessagePreview: "Hello?" });
    // What was sent after it has left; it has not.
    const sent = await settled(inbox, await json<Message>(await send(id, { body: "Now" })), "sent");
    const left = asked.mock.calls.map(([, init]) => String(init?.body)).join();
    expect(left).toContain("Now");
    expect(left).not.toContain("Too soon");
    for (const messageId of [sent.id, (await thread(id)).items.at(-1)?.id ?? ""]) {
      const refused = await cancel(messageId);
      expect([refused.status, await refused.json()]).toMatchObject([422, { code: "not_cancellable" }]);
    }
  });

  it("I13: a message is held for 30 s at most", async () => {
    const { id } = await inbox.write();
    for (const holdMs of [30_001, -1, 1.5, "30"]) {
      const refused = await send(id, { body: "x", holdMs });
      expect([refused.status, await refused.json()]).toMatchObject([
        400,
        { code: "invalid", details: { issues: [{ path: "holdMs" }] } },
      ]);
    }
  });
});
