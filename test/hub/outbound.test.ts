import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import { hubCases, status, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

/** What the provider answers, request by request, and what it was asked. */
let answers: (() => Response | Promise<Response>)[] = [];
let asked: { to: string; text: { body: string }; biz_opaque_callback_data: string }[] = [];

beforeEach(() => {
  answers = [];
  asked = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    asked.push(JSON.parse(String(init.body)));
    const answer = answers.shift();
    return answer === undefined ? accepted(`wamid.${asked.length}.${crypto.randomUUID()}`) : answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

function accepted(id: string): Response {
  return Response.json({ messaging_product: "whatsapp", messages: [{ id }] });
}

function refusal(httpStatus: number, code: number): Response {
  return Response.json({ error: { code, message: "refused", error_data: { details: "why" } } }, { status: httpStatus });
}

async function conversation(org: TestOrg): Promise<string> {
  await org.ingest(text("a"));
  return (await org.onlyConversation()).id;
}

async function send(
  org: TestOrg,
  conversationId: string,
  body: string,
  id: string = crypto.randomUUID(),
): Promise<string> {
  const answer = await org.execute("ana", { command: "message:send", payload: { conversationId, body } }, id);
  expect(answer).toMatchObject({ ok: true });
  return id;
}

/** Waits for the outcome of sends, which follow the commit. */
async function settled(org: TestOrg, id: string, wanted: Message["status"]): Promise<Message> {
  let found: Message | undefined;
  await vi.waitFor(async () => {
    found = (await org.messages()).find((message) => message.id === id);
    expect(found?.status).toBe(wanted);
  });
  return found as Message;
}

hubCases("outbound", (hubCase) => {
  hubCase("I9: a reply reaches the provider once and carries our id", async (org) => {
    const id = await send(org, await conversation(org), "hello");
    const message = await settled(org, id, "sent");
    expect(message.providerId).toMatch(/^wamid\./);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ to: "15550101", text: { body: "hello" }, biz_opaque_callback_data: id });
    expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
  });

  hubCase("I9: the same command again gives the same answer and no second message", async (org) => {
    const conversationId = await conversation(org);
    const command = { command: "message:send" as const, payload: { conversationId, body: "once" } };
    const first = await org.execute("ana", command, "one-id");
    await settled(org, "one-id", "sent");
    expect(await org.execute("ana", command, "one-id")).toEqual(first);
    expect(asked).toHaveLength(1);
    expect(await org.execute("ben", command, "one-id")).toMatchObject({ ok: false, code: "conflict" });
  });

  hubCase("I9: status only moves forward, whatever the order of callbacks", async (org) => {
    const id = await send(org, await conversation(org), "hello");
    const { providerId } = await settled(org, id, "sent");
    const of = providerId ?? "";
    await org.ingest(status(of, "read"));
    const late = await org.ingest(
      status(of, "delivered"),
      status(of, "sent"),
      status(of, "read"),
      status(of, "failed"),
    );
    expect(late.map(({ outcome }) => outcome)).toEqual(["stored", "duplicate", "duplicate", "duplicate"]);
    expect((await org.messages()).find((message) => message.id === id)).toMatchObject({
      status: "read",
      deliveredAt: expect.any(String),
    });
  });

  hubCase("I9: an ambiguous answer ends unconfirmed and is never sent again; the callback settles it", async (org) => {
    answers.push(() => {
      throw new Error("connection cut");
    });
    const conversationId = await conversation(org);
    const id = await send(org, conversationId, "lost?");
    await settled(org, id, "unconfirmed");
    const behind = await send(org, conversationId, "behind");
    await settled(org, behind, "sent");
    expect(asked.map((request) => request.text.body)).toEqual(["lost?", "behind"]);
    await org.ingest(status("wamid.lost", "delivered", { messageId: id }));
    expect(await settled(org, id, "delivered")).toMatchObject({ error: null, providerId: "wamid.lost" });
  });

  hubCase("I9: a grant found on waking belongs to a hub that died: unconfirmed", async (org) => {
    const conversationId = await conversation(org);
    const id = await send(org, conversationId, "hello");
    await settled(org, id, "sent");
    await runInDurableObject(org.stub, (_, { storage }) => {
      storage.sql.exec("UPDATE message SET json = json_set(json, '$.status', 'queued') WHERE id = ?", id);
      storage.sql.exec(
        "INSERT INTO outbox (id, message, conversation, channel, due, attempt, granted_at, head) VALUES (1, ?, ?, ?, 0, 1, ?, 1)",
        id,
        conversationId,
        org.channel.id,
        Date.now(),
      );
    });
    await runInDurableObject(org.stub, (_, { storage }) => storage.setAlarm(Date.now()));
    await runDurableObjectAlarm(org.stub);
    await settled(org, id, "unconfirmed");
    expect(asked).toHaveLength(1);
  });

  hubCase(
    "D2: what is temporary is tried again, in order; what is not fails with the provider's reason",
    async (org) => {
      answers.push(
        () => refusal(429, 130429),
        () => refusal(400, 131026),
      );
      const conversationId = await conversation(org);
      const first = await send(org, conversationId, "first");
      await vi.waitFor(async () =>
        expect(await org.rows("SELECT * FROM outbox WHERE granted_at IS NULL AND attempt = 1")).toHaveLength(1),
      );
      const second = await send(org, conversationId, "second");
      await runInDurableObject(org.stub, (_, { storage }) => storage.sql.exec("UPDATE outbox SET due = 0"));
      await runInDurableObject(org.stub, (_, { storage }) => storage.setAlarm(Date.now()));
      await runDurableObjectAlarm(org.stub);
      expect((await settled(org, first, "failed")).error).toMatchObject({ code: "131026" });
      await settled(org, second, "sent");
      expect(asked.map((request) => request.text.body)).toEqual(["first", "first", "second"]);
    },
  );

  hubCase("D2: an expired token stops the number and keeps its queue; a new one lets it go on", async (org) => {
    answers.push(() => refusal(401, 190));
    const id = await send(org, await conversation(org), "waits");
    await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
    const { alerts, alertDetails } = await org.hub.health();
    expect(alerts).toHaveLength(1);
    const [channel] = await org.hub.channels();
    expect(alertDetails).toEqual([{ kind: "channel_stopped", text: alerts[0], channelId: channel?.id }]);
    expect(await org.rows("SELECT * FROM outbox")).toHaveLength(1);
    const sealed = (await org.rows<{ sealed: string }>("SELECT sealed FROM secret"))[0]?.sealed ?? "";
    await org.hub.updateChannel({ type: "agent", agentId: "ana" }, org.channel.id, { sealedSecrets: sealed });
    await settled(org, id, "sent");
  });

  hubCase("D3: a failed message can be sent again under its id", async (org) => {
    answers.push(() => refusal(400, 131026));
    const conversationId = await conversation(org);
    const id = await send(org, conversationId, "again");
    await settled(org, id, "failed");
    const retry = { command: "message:retry" as const, payload: { conversationId, messageId: id } };
    expect(await org.execute("ana", retry)).toMatchObject({ ok: true, value: { id, status: "queued", error: null } });
    await settled(org, id, "sent");
    expect(await org.execute("ana", retry)).toMatchObject({ ok: false, code: "not_retriable" });
  });

  hubCase("A4: statuses that come before their message wait for it", async (org) => {
    expect(await org.ingest(status("unknown", "read"))).toEqual([{ outcome: "parked", providerId: "unknown" }]);
    answers.push(() => accepted("unknown"));
    const id = await send(org, await conversation(org), "hello");
    await settled(org, id, "read");
    expect(await org.rows("SELECT * FROM parked")).toEqual([]);
  });
});
