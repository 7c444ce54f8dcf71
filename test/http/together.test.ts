import { beforeAll, describe, expect, it } from "vitest";
import type { HeldLock, ReleasedLock } from "../../src/protocol/commands.ts";
import type { Conversation, Draft, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

describe("working together, by REST", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
  });
  type Given = Parameters<Inbox["call"]>[1];
  const post = (path: string, body?: unknown, token = inbox.ana.token, given: Given = {}) =>
    inbox.call(`/conversations/${path}`, { method: "POST", body, token, ...given });
  const draft = (id: string, method: string, body?: unknown, token = inbox.ana.token, kind = "") =>
    inbox.call(`/conversations/${id}/draft${kind}`, { method, body, token });
  const refusal = async (answer: Response) => ({ status: answer.status, ...(await answer.json<object>()) });

  it("C1: lock, heartbeat and unlock answer the lock and its token", async () => {
    const { id } = await inbox.write();
    const lock = await json<HeldLock>(await post(`${id}/lock`));
    expect(lock).toEqual({
      conversationId: id,
      agentId: inbox.ana.id,
      token: expect.any(String),
      expiresAt: expect.any(String),
    });
    expect((await json<HeldLock>(await post(`${id}/lock`))).token).toBe(lock.token);
    expect((await json<HeldLock>(await post(`${id}/lock`, { token: lock.token }))).token).toBe(lock.token);
    const kept = await json<HeldLock>(await post(`${id}/heartbeat`, { token: lock.token }));
    expect(kept.token).toBe(lock.token);
    expect(kept.expiresAt >= lock.expiresAt).toBe(true);
    const released = await json<ReleasedLock>(await post(`${id}/unlock`, { token: lock.token }));
    expect(released).toMatchObject({
      kind: "lock",
      conversationId: id,
      agentId: inbox.ana.id,
      token: lock.token,
      deleted: true,
    });
    expect((await post(`${id}/unlock`)).status).toBe(200);
    expect(await refusal(await post(`${id}/heartbeat`, { token: lock.token }))).toMatchObject({
      status: 409,
      code: "stale",
    });
    expect(await refusal(await post(`${id}/unlock`, { token: lock.token }))).toMatchObject({
      status: 409,
      code: "stale",
    });
  });

  it("I6: another agent is refused with the holder, also to send; takeover is one step, alone or with the send", async () => {
    const { id } = await inbox.write();
    const { expiresAt } = await json<HeldLock>(await post(`${id}/lock`));
    const holder = { agentId: inbox.ana.id, agentName: "Ana", expiresAt };
    const [ben] = [inbox.ben.token];
    for (const [path, body] of [
      ["lock", undefined],
      ["messages", { body: "Hi" }],
      ["unlock", undefined],
    ] as const) {
      expect(await refusal(await post(`${id}/${path}`, body, ben))).toMatchObject({
        status: 409,
        code: "locked",
        details: holder,
      });
    }
    expect(await refusal(await post(`${id}/messages`, { body: "Hi" }, inbox.apiKey))).toMatchObject({
      status: 409,
      code: "locked",
    });
    const taken = await json<HeldLock>(await post(`${id}/takeover`, undefined, ben));
    expect(taken.agentId).toBe(inbox.ben.id);
    expect(await refusal(await post(`${id}/messages`, { body: "Hi" }))).toMatchObject({
      status: 409,
      code: "locked",
      details: { agentName: "Ben" },
    });
    const sent = await post(`${id}/messages`, { body: "Hi", takeover: true });
    expect(sent.status).toBe(202);
    expect(await refusal(await post(`${id}/heartbeat`, { token: taken.token }, ben))).toMatchObject({
      status: 409,
      code: "stale",
    });
    expect(await refusal(await post(`${id}/messages`, { body: "Hi", lockToken: taken.token }))).toMatchObject({
      status: 409,
      code: "stale",
    });
  });

  it("I9: the same Idempotency-Key gives the same lock, assignment and note", async () => {
    const { id } = await inbox.write();
    const headers = { "idempotency-key": "once" };
    for (const [path, body] of [
      ["lock", {}],
      ["assign", { agentId: inbox.ana.id, expect: null }],
      ["notes", { body: "One" }],
    ] as const) {
      const keyed = { headers: { "idempotency-key": `${headers["idempotency-key"]} ${path}` } };
      const first = await json(await post(`${id}/${path}`, body, inbox.ana.token, keyed));
      expect(await json(await post(`${id}/${path}`, body, inbox.ana.token, keyed))).toEqual(first);
    }
    const { items } = await json<Page<Message>>(await inbox.call(`/conversations/${id}/messages`));
    expect(items.filter(({ type }) => type === "note")).toHaveLength(1);
  });

  it("C5: a draft is made, replaced by its version, refused when stale, read, and discarded", async () => {
    const { id } = await inbox.write();
    expect((await draft(id, "GET")).status).toBe(404);
    expect((await draft(id, "DELETE")).status).toBe(404);
    const first = await json<Draft>(await draft(id, "PUT", { content: "Dear" }));
    expect(first).toMatchObject({
      kind: "draft",
      draftKind: "reply",
      content: "Dear",
      subject: null,
      agentId: inbox.ana.id,
    });
    expect(await refusal(await draft(id, "PUT", { content: "x" }))).toMatchObject({
      status: 409,
      code: "stale",
      details: { current: first },
    });
    const second = await json<Draft>(
      await draft(id, "PUT", { content: "Dear Mo", subject: "Hi", version: first.version }),
    );
    expect(second).toMatchObject({ content: "Dear Mo", subject: "Hi" });
    expect(await refusal(await draft(id, "PUT", { content: "x", version: first.version }))).toMatchObject({
      code: "stale",
      details: { current: { content: "Dear Mo" } },
    });
    expect(await json<Draft>(await draft(id, "GET"))).toEqual(second);
    expect((await draft(id, "GET", undefined, inbox.ben.token)).status).toBe(404);
    expect((await draft(id, "GET", undefined, inbox.ana.token, "?kind=note")).status).toBe(404);
    expect(await json<Draft>(await draft(id, "PUT", { content: "N" }, inbox.ana.token, "?kind=note"))).toMatchObject({
      draftKind: "note",
    });
    expect(await json<Draft>(await draft(id, "DELETE"))).toMatchObject({ id: second.id, deleted: true });
    expect((await draft(id, "GET")).status).toBe(404);
    await json<Draft>(await draft(id, "PUT", { content: "Again" }));
    await json(await post(`${id}/messages`, { body: "Again" }));
    expect((await draft(id, "GET")).status).toBe(404);
  });

  it("C7: assigning compares and sets, and the list shows mine and unassigned", async () => {
    const { id } = await inbox.write();
    const assigned = await json<Conversation>(await post(`${id}/assign`, { agentId: inbox.ben.id, expect: null }));
    expect(assigned).toMatchObject({ kind: "conversation", assigneeId: inbox.ben.id });
    expect(await refusal(await post(`${id}/assign`, { agentId: inbox.ana.id, expect: null }))).toMatchObject({
      status: 409,
      code: "already_assigned",
      details: { assigneeId: inbox.ben.id, assigneeName: "Ben" },
    });
    const ids = async (filter: string, token: string) =>
      (
        await json<Page<ConversationItem>>(
          await inbox.call(`/conversations?filter=${filter}&minSeq=${await head(inbox.call)}`, { token }),
        )
      ).items.map((item) => item.id);
    expect(await ids("mine", inbox.ben.token)).toContain(id);
    expect(await ids("mine", inbox.ana.token)).not.toContain(id);
    expect(await ids("unassigned", inbox.ana.token)).not.toContain(id);
    expect(await json<Conversation>(await post(`${id}/assign`, { agentId: null }, inbox.apiKey))).toMatchObject({
      assigneeId: null,
    });
    expect(await ids("unassigned", inbox.ana.token)).toContain(id);
    expect((await post(`${id}/assign`, { agentId: "nobody" })).status).toBe(404);
    expect((await post(`${id}/assign`, {})).status).toBe(400);
  });

  it("C6: a snoozed conversation is in its own list and out of the others; reopening wakes it", async () => {
    const { id } = await inbox.write();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const snoozed = await json<Conversation>(await post(`${id}/snooze`, { until }, inbox.apiKey));
    expect(snoozed).toMatchObject({ status: "snoozed", snoozedUntil: until });
    const ids = async (filter: string) => {
      const path = `/conversations?filter=${filter}&minSeq=${await head(inbox.call)}`;
      return (await json<Page<ConversationItem>>(await inbox.call(path))).items.map((item) => item.id);
    };
    expect([await ids("snoozed"), await ids("all")]).toEqual([
      expect.arrayContaining([id]),
      expect.not.arrayContaining([id]),
    ]);
    expect(await json<Conversation>(await post(`${id}/reopen`))).toMatchObject({
      status: "active",
      snoozedUntil: null,
    });
    expect(await refusal(await post(`${id}/snooze`, { until: "2001-01-01T00:00:00Z" }))).toMatchObject({
      status: 400,
      code: "invalid",
    });
    expect((await post(`${id}/snooze`, { until: "soon" })).status).toBe(400);
    expect((await post("none/snooze", { until })).status).toBe(404);
    expect((await post(`${id}/snooze`, { until }, inbox.vera.token)).status).toBe(403);
  });

  it("C8: a note stands in the thread and is never sent", async () => {
    const { id } = await inbox.write();
    const response = await post(`${id}/notes`, { body: "@Ben knows" });
    expect(response.status).toBe(201);
    const note = await json<Message>(response);
    expect(note).toMatchObject({
      type: "note",
      status: null,
      authorId: inbox.ana.id,
      content: { mentions: [inbox.ben.id] },
    });
    const { items } = await json<Page<Message>>(await inbox.call(`/conversations/${id}/messages`));
    expect(items[0]).toEqual(note);
    expect((await inbox.call(`/conversations/${id}`)).status).toBe(200);
  });

  it("contract: an API key has no lock and no draft, a viewer changes nothing", async () => {
    const { id } = await inbox.write();
    const asks = (token: string) => [
      post(`${id}/lock`, undefined, token),
      post(`${id}/heartbeat`, { token: "1" }, token),
      post(`${id}/unlock`, undefined, token),
      post(`${id}/takeover`, undefined, token),
      draft(id, "PUT", { content: "x" }, token),
      draft(id, "DELETE", undefined, token),
    ];
    const ofKey = [...asks(inbox.apiKey), draft(id, "GET", undefined, inbox.apiKey)];
    const ofViewer = [
      ...asks(inbox.vera.token),
      post(`${id}/notes`, { body: "x" }, inbox.vera.token),
      post(`${id}/assign`, { agentId: null }, inbox.vera.token),
    ];
    for (const answer of await Promise.all([...ofKey, ...ofViewer]))
      expect(await refusal(answer)).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("I10, I13: what is unknown or another org's is not found, what makes no sense is refused with its code", async () => {
    const { id } = await inbox.write();
    const other = await openInbox();
    for (const conversation of [`/conversations/${id}`, "/conversations/none"]) {
      for (const [path, body, method] of [
        ["lock", undefined, "POST"],
        ["takeover", undefined, "POST"],
        ["unlock", undefined, "POST"],
        ["heartbeat", { token: "1" }, "POST"],
        ["notes", { body: "x" }, "POST"],
        ["assign", { agentId: null }, "POST"],
        ["draft", { content: "x" }, "PUT"],
        ["draft", undefined, "GET"],
        ["draft", undefined, "DELETE"],
      ] as const) {
        const answer = await other.call(`${conversation}/${path}`, { method, body });
        expect([path, method, answer.status]).toEqual([path, method, 404]);
      }
    }
    expect(await refusal(await post(`${id}/heartbeat`, {}))).toMatchObject({
      status: 400,
      code: "invalid",
      details: { issues: [{ path: "token" }] },
    });
    expect((await post(`${id}/lock`, { token: 7 })).status).toBe(400);
    expect(await refusal(await draft(id, "PUT", { content: "x".repeat(20_001) }))).toMatchObject({
      status: 413,
      code: "too_large",
    });
    expect((await draft(id, "GET", undefined, inbox.ana.token, "?kind=poem")).status).toBe(400);
    expect((await post(`${id}/notes`, { body: "" })).status).toBe(400);
    expect(await refusal(await post(`${id}/notes`, { body: "x".repeat(20_001) }))).toMatchObject({
      status: 422,
      code: "too_long",
    });
  });
});
