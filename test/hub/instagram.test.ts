import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { EchoFact } from "../../src/protocol/facts.ts";
import type { Message } from "../../src/protocol/records.ts";
import { hubCases, status, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

/** How the provider answers the next sends. */
let answers: (() => Promise<Response>)[] = [];

beforeEach(() => {
  answers = [];
  vi.stubGlobal("fetch", () => answers.shift()?.() ?? accepted(`mid.${crypto.randomUUID()}`));
});
afterEach(() => vi.unstubAllGlobals());

const accepted = async (mid: string) => Response.json({ recipient_id: "1234567890", message_id: mid });
const cut = () => Promise.reject(new TypeError("Network connection lost."));
const from = { aliases: [{ kind: "instagram_id" as const, value: "1234567890" }], name: null };

function echo(providerId: string, body: string): EchoFact {
  const { fact: _, fromAd: __, ...message } = text(providerId, { from, body });
  return { ...message, fact: "echo", direction: "outbound", history: false };
}

/** The org's Instagram account, with a conversation that a customer has begun. */
async function account(org: TestOrg): Promise<string> {
  const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, { accessToken: "token" });
  const connected = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "instagram", {
    channel: "instagram",
    name: "Instagram",
    externalId: `account-${org.id}`,
    address: "@acme",
    accountId: null,
    ownApp: false,
    sealedSecrets,
  });
  if (!connected.ok) throw new Error(connected.message);
  org.channel = connected.value;
  await org.ingest(text("first", { from }));
  return (await org.onlyConversation()).id;
}

async function send(org: TestOrg, conversationId: string, body: string): Promise<string> {
  const id = crypto.randomUUID();
  const answer = await org.execute("ana", { command: "message:send", payload: { conversationId, body } }, id);
  expect(answer).toMatchObject({ ok: true });
  return id;
}

async function settled(org: TestOrg, id: string, wanted: Message["status"]): Promise<Message> {
  return vi.waitFor(async () => {
    const found = (await org.messages()).find((message) => message.id === id);
    expect(found?.status).toBe(wanted);
    return found as Message;
  });
}

hubCases("Instagram", (hubCase) => {
  hubCase(
    "I9 F8: the echo of what we sent settles it when the answer was lost, and is no second message",
    async (org) => {
      const conversationId = await account(org);
      answers = [cut];
      const id = await send(org, conversationId, "Are you still there? ");
      await settled(org, id, "unconfirmed");
      expect(await org.ingest(echo("mid.1", "Are you still there?"))).toMatchObject([{ outcome: "stored" }]);
      expect(await settled(org, id, "sent")).toMatchObject({ providerId: "mid.1", error: null });
      expect(await org.ingest(echo("mid.1", "Are you still there?"))).toMatchObject([{ outcome: "duplicate" }]);
      expect(await org.messages()).toHaveLength(2);
      await org.ingest(status("mid.1", "read"));
      await settled(org, id, "read");
    },
  );

  hubCase("I9 F8: an echo that is faster than the answer is of the message on its way", async (org) => {
    const conversationId = await account(org);
    const late = Promise.withResolvers<Response>();
    answers = [() => late.promise];
    // No eviction while the request is under way: it would wait for its answer.
    const id = crypto.randomUUID();
    const command = { command: "message:send", payload: { conversationId, body: "On my way" } } as const;
    await org.hub.execute({ type: "agent", agentId: "ana" }, id, command);
    await org.hub.ingest(org.batch([echo("mid.2", "On my way")]));
    await settled(org, id, "sent");
    late.resolve(await accepted("mid.2"));
    await vi.waitFor(async () => expect(await org.rows("SELECT 1 FROM outbox")).toEqual([]));
    expect(await settled(org, id, "sent")).toMatchObject({ providerId: "mid.2", error: null });
    expect(await org.messages()).toHaveLength(2);
  });

  hubCase("F8: what was written in the app is a message of its own, also with words of ours", async (org) => {
    const conversationId = await account(org);
    answers = [() => accepted("mid.3")];
    const id = await send(org, conversationId, "Thanks!");
    await settled(org, id, "sent");
    await org.ingest(echo("mid.4", "Thanks!"), echo("mid.5", "From my phone"));
    expect((await org.messages()).map(({ providerId }) => providerId)).toEqual(["first", "mid.3", "mid.4", "mid.5"]);
  });

  hubCase("D6: who has read a message has read those above it, in whatever order that is told", async (org) => {
    const conversationId = await account(org);
    answers = ["mid.a", "mid.b", "mid.c"].map((mid) => () => accepted(mid));
    const ids: string[] = [];
    for (const body of ["a", "b", "c"]) {
      const id = await send(org, conversationId, body);
      ids.push(id);
      await settled(org, id, "sent");
    }
    const at = (minute: number) => `2026-09-01T12:0${minute}:00.000Z`;
    await org.ingest(status("mid.b", "read", { at: at(2), andEarlier: true }));
    await org.ingest(status("mid.a", "read", { at: at(1), andEarlier: true }));
    const read = (await org.messages()).filter(({ direction }) => direction === "outbound").map(({ readAt }) => readAt);
    expect(read).toEqual([at(1), at(2), null]);
  });
});
