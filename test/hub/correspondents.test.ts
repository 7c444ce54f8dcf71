import { afterEach, beforeEach, expect, vi } from "vitest";
import type { MessageFact } from "../../src/protocol/facts.ts";
import type { Channel, Message } from "../../src/protocol/records.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg } from "./harness.ts";
import { answered, ingest, mail, mailChannel, messageOf } from "./mail-desk.ts";

const sent: { to: string[]; cc?: string[] }[] = [];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)) as { to: string[] });
    return Response.json({ id: "r-1" });
  });
});
afterEach(() => vi.unstubAllGlobals());

const person = (address: string) => ({ address, name: null });
const identity = (address: string, name: string | null = null) => ({
  aliases: [{ kind: "email" as const, value: address }],
  name,
});

/** A mail whose people are these. */
function from(id: string, author: string, people: Record<string, unknown> = {}, change: Partial<MessageFact> = {}) {
  const content = { mail: { from: person(author), to: [person("support@x.test")], cc: [], messageId: id, ...people } };
  return mail(id, author, { content, ...change });
}

/** A mail that asks for answers at another organisation's address. */
const asking = (id: string, author: string, replyTo: string, people: Record<string, unknown> = {}) =>
  from(
    id,
    author,
    { replyTo: person(replyTo), ...people },
    { from: identity(replyTo), sender: identity(author, "Evil") },
  );

async function send(org: TestOrg, message: Message, given: { replyTo?: string; cc?: string[] } = {}) {
  const payload = { conversationId: message.conversationId, body: "Hello", ...given };
  const id = crypto.randomUUID();
  expect(await org.execute("ana", { command: "message:send", payload }, id)).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect((await messageOf(org, id)).status).toBe("sent"));
  return { message: await messageOf(org, id), mail: sent.at(-1) };
}

const stored = (org: TestOrg, channel: Channel, id: string) => messageOf(org, `${channel.id}:${id}`);

hubCases("correspondents", (hubCase) => {
  hubCase(
    "Co3 a forged mail joins its customer and takes no answer, quoted or not, and renames nobody",
    async (org) => {
      const { channel, conversationId } = await answered(org);
      const forged = { authentication: "failed" };
      await ingest(org, channel, asking("f@x.test", "rosa@rosa.test", "x@evil.test", forged));
      const message = await stored(org, channel, "f@x.test");
      expect(message).toMatchObject({ conversationId, content: { mail: forged } });
      expect((await send(org, message)).mail?.to).toEqual(["rosa@rosa.test"]);
      expect((await send(org, message, { replyTo: message.id })).mail?.to).toEqual(["rosa@rosa.test"]);
      const contacts = await org.rows<{ json: string }>("SELECT json FROM contact");
      expect(contacts.map(({ json }) => (JSON.parse(json) as { name: string }).name)).toEqual(["rosa"]);
    },
  );

  hubCase(
    "Co3 where the sender is proven the answer goes where it is asked for, in the customer's conversation",
    async (org) => {
      const { channel, conversationId } = await answered(org);
      const proven = { authentication: "passed", answerTo: ["rosa@home.test"] };
      await ingest(org, channel, asking("h@x.test", "rosa@rosa.test", "rosa@home.test", proven));
      const message = await stored(org, channel, "h@x.test");
      expect(message.conversationId).toBe(conversationId);
      expect(await send(org, message)).toMatchObject({
        mail: { to: ["rosa@home.test"] },
        message: { content: { to: ["rosa@home.test"] } },
      });
    },
  );

  hubCase("Co2 whom nobody knows is the contact of the address that they want answers at", async (org) => {
    const channel = await mailChannel(org);
    await ingest(org, channel, asking("a@shop.test", "info@shop.test", "mia@example.com"));
    await ingest(org, channel, asking("b@shop.test", "info@shop.test", "tom@example.com"));
    const [a, b] = [await stored(org, channel, "a@shop.test"), await stored(org, channel, "b@shop.test")];
    expect(a.conversationId).not.toBe(b.conversationId);
    expect((await send(org, a)).mail?.to).toEqual(["mia@example.com"]);
    expect((await send(org, b)).mail?.to).toEqual(["tom@example.com"]);
  });

  hubCase("Co5 quoting the mail of somebody in copy answers them; else the customer is answered", async (org) => {
    const { channel, conversationId } = await answered(org, ["tom@rosa.test"]);
    const thread = { positions: [], references: ["q1@rosa.test"] };
    await ingest(org, channel, from("c@rosa.test", "rosa@rosa.test", { cc: [person("tom@rosa.test")] }));
    await ingest(org, channel, from("t@rosa.test", "tom@rosa.test", { cc: [person("rosa@rosa.test")] }, { thread }));
    const message = await stored(org, channel, "t@rosa.test");
    expect(message.conversationId).toBe(conversationId);
    const quoted = await send(org, message, { replyTo: message.id });
    expect(quoted.mail).toMatchObject({ to: ["tom@rosa.test"], cc: ["rosa@rosa.test"] });
    expect(quoted.message.content).toMatchObject({ to: ["tom@rosa.test"], cc: ["rosa@rosa.test"] });
    const plain = await send(org, message);
    expect(plain.mail?.to).toEqual(["rosa@rosa.test"]);
    expect(plain.mail).not.toHaveProperty("cc");
    // What is quoted of ours goes to whoever got that.
    expect((await send(org, message, { replyTo: quoted.message.id })).mail?.to).toEqual(["tom@rosa.test"]);
  });

  hubCase("Co7 our mail, forwarded to a stranger, is no way into its thread", async (org) => {
    const { channel, conversationId, reply } = await answered(org);
    const thread = { positions: [reply.position], references: [reply.providerId ?? "", "q1@rosa.test"] };
    await ingest(org, channel, from("s@stranger.test", "stranger@stranger.test", {}, { thread }));
    const message = await stored(org, channel, "s@stranger.test");
    expect(message.conversationId).not.toBe(conversationId);
    expect((await send(org, message)).mail?.to).toEqual(["stranger@stranger.test"]);
  });

  hubCase("Co7 nor is a copy that a forged mail claims to have sent", async (org) => {
    const { channel, conversationId } = await answered(org);
    const forged = { authentication: "failed", cc: [person("x@evil.test")] };
    await ingest(org, channel, from("f@x.test", "rosa@rosa.test", forged));
    const thread = { positions: [], references: ["f@x.test"] };
    await ingest(org, channel, from("x@evil.test", "x@evil.test", {}, { thread }));
    expect((await stored(org, channel, "x@evil.test")).conversationId).not.toBe(conversationId);
  });

  hubCase("Co7 nor is a mail, or a form, that asks for answers at the customer's address", async (org) => {
    const { channel, conversationId } = await answered(org);
    const copy = { cc: [person("y@evil.test")] };
    await ingest(org, channel, asking("one@evil.test", "x@evil.test", "rosa@rosa.test", copy));
    const form = { via: person("no-reply@evil.test"), ...copy };
    await ingest(org, channel, from("two@evil.test", "rosa@rosa.test", form));
    for (const id of ["one@evil.test", "two@evil.test"])
      expect((await stored(org, channel, id)).conversationId).toBe(conversationId);
    const thread = { positions: [], references: ["one@evil.test", "two@evil.test"] };
    for (const author of ["x@evil.test", "y@evil.test"]) {
      await ingest(org, channel, from(`later-${author}`, author, {}, { thread }));
      expect((await stored(org, channel, `later-${author}`)).conversationId).not.toBe(conversationId);
    }
  });

  hubCase(
    "Co8 one Message-ID, other words or another sender: another mail, each delivered as often as it likes",
    async (org) => {
      const channel = await mailChannel(org);
      const one = { fingerprint: "sha256-1" };
      const other = { fingerprint: "sha256-2", body: "Parcel 2 is held." };
      const elsewhere = { fingerprint: "sha256-3" };
      const facts = [
        from("same@x.test", "rosa@rosa.test", {}, one),
        from("same@x.test", "rosa@rosa.test", {}, other),
        from("same@x.test", "tom@tom.test", {}, elsewhere),
      ];
      expect((await ingest(org, channel, ...facts)).map(({ outcome }) => outcome)).toEqual([
        "stored",
        "stored",
        "stored",
      ]);
      for (const fact of facts) expect(await ingest(org, channel, fact)).toMatchObject([{ outcome: "duplicate" }]);
      const ids = (await org.messages()).map(({ id }) => id.slice(channel.id.length + 1));
      expect(ids).toEqual(["same@x.test", "sha256-2", "sha256-3"]);
    },
  );

  hubCase(
    "Co8 the same mail over another way, and one that came before mails had a fingerprint, is there already",
    async (org) => {
      const channel = await mailChannel(org);
      await ingest(org, channel, from("m@x.test", "rosa@rosa.test", { date: "2026-12-01T10:00:00.000Z" }));
      const again = from("m@x.test", "rosa@rosa.test", { date: "2026-12-01T10:00:00.000Z", authentication: "passed" });
      expect(await ingest(org, channel, { ...again, fingerprint: "sha256-1" })).toMatchObject([
        { outcome: "duplicate" },
      ]);
    },
  );

  hubCase("Co5 a customer who is a channel of ours gets nothing: the mail would come back to us", async (org) => {
    const { channel } = await answered(org);
    const id = crypto.randomUUID();
    const payload = { channelId: channel.id, address: channel.address, body: "Hello" };
    await org.execute("ana", { command: "conversation:start", payload }, id);
    await vi.waitFor(async () => expect(await messageOf(org, id)).toMatchObject({ error: { code: "no_address" } }));
  });
});
