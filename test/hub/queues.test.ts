import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestOrg, text } from "./harness.ts";

/** What the provider answers; null lets no answer come before the test ends. */
let refuses = false;
const sent: string[] = [];

beforeEach(() => {
  refuses = true;
  sent.length = 0;
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    sent.push((JSON.parse(String(init.body)) as { text: { body: string } }).text.body);
    return refuses
      ? Response.json({ error: { code: 190, message: "expired" } }, { status: 401 })
      : Response.json({ messages: [{ id: `wamid.${crypto.randomUUID()}` }] });
  });
});
afterEach(() => vi.unstubAllGlobals());

async function opened(): Promise<TestOrg> {
  const org = new TestOrg(crypto.randomUUID(), false);
  await org.open();
  return org;
}

/** Rows that the hub reads for one message of a customer, its turn and what follows it. */
async function costOfAMessage(org: TestOrg, id: string): Promise<number> {
  const before = (await org.hub.rows()).read;
  await org.ingest(text(id));
  return (await org.hub.rows()).read - before;
}

/** The number is stopped by the first reply that it refuses. */
async function stopped(org: TestOrg): Promise<string> {
  const id = await org.conversation();
  await org.execute("ana", { command: "message:send", payload: { conversationId: id, body: "first" } }, "first");
  await vi.waitFor(async () => expect((await org.hub.channels())[0]?.state).toBe("stopped"));
  return id;
}

/** Replies that wait, each in a conversation of its own; so many more behind the first. */
async function waiting(org: TestOrg, conversations: number, behind: number): Promise<void> {
  const { id } = org.channel;
  await org.write(
    `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
     INSERT INTO outbox (conversation, id, message, channel, due, attempt, head)
     SELECT 'c' || n, n, 'm' || n, ?2, n, 0, 1 FROM n`,
    conversations,
    id,
  );
  await org.write(
    `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
     INSERT INTO outbox (conversation, id, message, channel, due, attempt, head)
     SELECT 'c1', n + 1, 'b' || n, ?2, n, 0, 0 FROM n`,
    behind,
    id,
  );
}

const many = 3_000;

test("Qu1: a turn reads as many rows with 3,000 replies waiting at a stopped number as with 10", async () => {
  const costs: number[] = [];
  for (const count of [10, many]) {
    const org = await opened();
    await stopped(org);
    await waiting(org, count, count);
    await costOfAMessage(org, "warm");
    costs.push(await costOfAMessage(org, "measured"));
  }
  expect(costs[1]).toBe(costs[0]);
});

test("Qu1: nor do what is scheduled, snoozed and to be pushed", async () => {
  const costs: number[] = [];
  for (const count of [10, many]) {
    const org = await opened();
    await org.conversation();
    const later = Date.now() + 86_400_000;
    const numbers = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)";
    await org.write(`${numbers} INSERT INTO schedule (message, due) SELECT 's' || n, ?2 + n FROM n`, count, later);
    await org.write(`${numbers} INSERT INTO timer (id, due) SELECT 't' || n, ?2 + n FROM n`, count, later);
    await org.write(
      `${numbers} INSERT INTO push (endpoint, subject, id, due, until, attempt, json) SELECT 'e', 's', n, ?2, ?2, 0, '{}' FROM n`,
      count,
      later,
    );
    await costOfAMessage(org, "warm");
    costs.push(await costOfAMessage(org, "measured"));
  }
  expect(costs[1]).toBe(costs[0]);
});

test("Qu2: a reply is accepted behind a long queue by reading no more of it", async () => {
  const costs: number[] = [];
  for (const count of [10, many]) {
    const org = await opened();
    const conversationId = await stopped(org);
    await waiting(org, count, 0);
    const before = (await org.hub.rows()).read;
    const command = { command: "message:send", payload: { conversationId, body: "behind" } } as const;
    expect(await org.execute("ana", command)).toMatchObject({ ok: true });
    costs.push((await org.hub.rows()).read - before);
  }
  expect(costs[1]).toBe(costs[0]);
});

test("Qu2 D4 D5: what waited leaves when the number is mended, each conversation in its order", async () => {
  const org = await opened();
  const conversationId = await stopped(org);
  const others: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    await org.ingest(
      text(`other ${n}`, { from: { aliases: [{ kind: "phone", value: `155502000${n}` }], name: null } }),
    );
  }
  for (const { id } of await org.rows<{ id: string }>("SELECT id FROM conversation WHERE id <> ?", conversationId))
    others.push(id);
  const send = (id: string, body: string) =>
    org.execute("ana", { command: "message:send", payload: { conversationId: id, body } });
  for (const body of ["second", "third"]) await send(conversationId, body);
  for (const [n, id] of others.entries()) for (const part of ["a", "b"]) await send(id, `${n}${part}`);
  expect(await org.rows("SELECT sum(head) AS heads, count(*) AS n FROM outbox")).toEqual([{ heads: 7, n: 15 }]);
  refuses = false;
  sent.length = 0;
  await org.hub.updateChannel({ type: "agent", agentId: "ana" }, org.channel.id, { resume: true });
  await vi.waitFor(async () => expect(await org.rows("SELECT 1 FROM outbox")).toEqual([]), 5_000);
  expect(sent.filter((body) => ["first", "second", "third"].includes(body))).toEqual(["first", "second", "third"]);
  for (const [n] of others.entries()) expect(sent.indexOf(`${n}a`)).toBeLessThan(sent.indexOf(`${n}b`));
});
