import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import type { EchoFact } from "../../src/protocol/facts.ts";
import type { Contact, Message } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { hubCases, status, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

/** How the provider answers the next sends, and who asks for a customer's profile. */
let answers: (() => Promise<Response>)[] = [];
let profile: () => Promise<Response>;
let profilesAsked: string[] = [];

beforeEach(() => {
  [answers, profilesAsked] = [[], []];
  profile = async () => Response.json({ id: "1234567890" });
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    if (init.method === "POST") return answers.shift()?.() ?? accepted(`mid.${crypto.randomUUID()}`);
    profilesAsked.push(url);
    return profile();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const accepted = async (mid: string) => Response.json({ recipient_id: "1234567890", message_id: mid });
const cut = () => Promise.reject(new TypeError("Network connection lost."));
const from = { aliases: [{ kind: "instagram_id" as const, value: "1234567890" }], name: null };

function echo(providerId: string, body: string): EchoFact {
  const { fact: _, fromAd: __, ...message } = text(providerId, { from, body });
  return { ...message, fact: "echo", direction: "outbound", history: false };
}

/** The org's Instagram account, with a conversation that a customer has begun. */
async function account(org: TestOrg): Promise<string> {
  await connected(org);
  await org.ingest(text("first", { from }));
  return (await org.onlyConversation()).id;
}

async function connected(org: TestOrg): Promise<void> {
  const sealedSecrets = await sealSecrets((env as unknown as Env).SECRETS_KEYS, { accessToken: "token" });
  const answer = await org.hub.connectChannel({ type: "agent", agentId: "ana" }, "instagram", {
    channel: "instagram",
    name: "Instagram",
    externalId: `account-${org.id}`,
    address: "@acme",
    accountId: null,
    ownApp: false,
    sealedSecrets,
  });
  if (!answer.ok) throw new Error(answer.message);
  org.channel = answer.value;
}

/** The customer as agents see them. */
async function customer(org: TestOrg): Promise<Contact> {
  const [row] = await org.rows<{ json: string }>("SELECT json FROM contact");
  return JSON.parse(row?.json ?? "") as Contact;
}

const jobs = (org: TestOrg) =>
  org.rows<{ attempt: number; due: number; started_at: number | null }>("SELECT attempt, due, started_at FROM job");
const noJobs = (org: TestOrg) => vi.waitFor(async () => expect(await jobs(org)).toEqual([]));
const maria = () => Response.json({ name: "Maria López", username: "Maria.Lopez", id: "1234567890" });

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

hubCases("who writes on Instagram", (hubCase) => {
  hubCase("A2 A8: the name and the user name come after the message, which does not wait for them", async (org) => {
    await connected(org);
    const ana = await org.connect("ana");
    await ana.hello();
    let isOpen = false;
    profile = async () => {
      while (!isOpen) await new Promise((resolve) => setTimeout(resolve, 5));
      return maria();
    };
    expect(await org.hub.ingest(org.batch([text("first", { from })]))).toMatchObject([{ outcome: "stored" }]);
    expect(await customer(org)).toMatchObject({ name: null });
    await vi.waitFor(() => expect(profilesAsked).toHaveLength(1));
    expect(profilesAsked[0]).toMatch(/\/1234567890\?fields=name,username$/);
    isOpen = true;
    await ana.until(() => ana.events().some(({ event }) => event === "contact:updated"));
    expect(await customer(org)).toMatchObject({
      name: "Maria López",
      aliases: [...from.aliases, { kind: "username", value: "@maria.lopez" }],
    });
    await org.step();
    await org.ingest(text("second", { from }));
    await noJobs(org);
    expect(profilesAsked).toHaveLength(1);
  });

  hubCase("A8 I11: what is not told now is asked again, after a reset too; a day at most", async (org) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await connected(org);
    const start = Date.now();
    profile = async () => Response.json({ error: { code: 4, message: "busy" } }, { status: 400 });
    await org.ingest(text("first", { from }));
    const due = await vi.waitFor(async () => {
      const [job] = await jobs(org);
      expect(job).toMatchObject({ attempt: 1, started_at: null });
      return job?.due ?? 0;
    });
    await org.step();
    profile = async () => maria();
    await org.ring(due);
    await vi.waitFor(async () => expect(await customer(org)).toMatchObject({ name: "Maria López" }));
    await noJobs(org);
    profile = () => cut();
    await org.ingest(text("other", { from: { ...from, aliases: [{ kind: "instagram_id", value: "77" }] } }));
    await vi.waitFor(async () => expect(await jobs(org)).toMatchObject([{ attempt: 1, started_at: null }]));
    await org.ring(start + 2 * timing.profileGiveUpMs);
    await noJobs(org);
  });

  hubCase("A8: a try that breaks before the provider is asked is given up after a day as well", async (org) => {
    vi.useFakeTimers({ toFake: ["Date"] });
    await connected(org);
    const start = Date.now();
    await org.write("UPDATE secret SET sealed = 'broken'");
    await org.ingest(text("first", { from }));
    await vi.waitFor(async () => expect(await jobs(org)).toMatchObject([{ attempt: 1, started_at: null }]));
    await org.ring(start + timing.profileGiveUpMs);
    await noJobs(org);
    expect(profilesAsked).toEqual([]);
  });

  hubCase(
    "A2: who is refused or has none stays without a name, and is asked for with their next message",
    async (org) => {
      await connected(org);
      profile = async () =>
        Response.json({ error: { code: 230, message: "User consent is required" } }, { status: 403 });
      await org.ingest(text("first", { from }));
      await noJobs(org);
      profile = async () => Response.json({ id: "1234567890", name: null });
      await org.ingest(text("second", { from }));
      await noJobs(org);
      expect(await customer(org)).toMatchObject({ name: null, aliases: from.aliases });
      profile = async () => Response.json({ username: "maria" });
      await org.ingest(text("third", { from }));
      await vi.waitFor(async () => expect(await customer(org)).toMatchObject({ name: "@maria" }));
      expect(profilesAsked).toHaveLength(3);
    },
  );
});
