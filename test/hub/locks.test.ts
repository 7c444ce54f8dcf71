import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { HeldLock } from "../../src/protocol/commands.ts";
import type { ResultFrame } from "../../src/protocol/frames.ts";
import type { Lock } from "../../src/protocol/records.ts";
import { hubCases } from "./harness.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

/** When a test began. The platform times pings by the true clock, so the hub's never runs behind it. */
let start = 0;

beforeEach(() => {
  start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  vi.stubGlobal("fetch", async () => Response.json({ messages: [{ id: `wamid.${crypto.randomUUID()}` }] }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const seconds = (n: number) => start + n * 1_000;
const acquire = (conversationId: string, token?: string) => ({ command: "lock:acquire" as const, payload: { conversationId, ...(token === undefined ? {} : { token }) } });
const takeover = (conversationId: string) => ({ command: "lock:takeover" as const, payload: { conversationId } });
const heartbeat = (conversationId: string, token: string) => ({ command: "lock:heartbeat" as const, payload: { conversationId, token } });
const release = (conversationId: string) => ({ command: "lock:release" as const, payload: { conversationId } });
const send = (conversationId: string, given: object = {}) => ({ command: "message:send" as const, payload: { conversationId, body: "Hi", ...given } });

function value(answer: ResultFrame | { ok: boolean; value?: unknown }): HeldLock {
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: HeldLock }).value;
}

async function live(org: TestOrg, agentId: string, session = agentId): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, session);
  return socket;
}

/** Ana holds the lock, Ben looks on. */
async function held(org: TestOrg): Promise<{ id: string; ana: TestSocket; ben: TestSocket; lock: HeldLock }> {
  const id = await org.conversation();
  const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
  const lock = value(await ana.ask(acquire(id)));
  await ben.until(() => ben.events().some(({ event }) => event === "lock:acquired"));
  await org.step();
  return { id, ana, ben, lock };
}

/** As if all that the hub knows of signs of life had been so long ago. */
async function age(org: TestOrg, ms: number): Promise<void> {
  await runInDurableObject(org.stub, (_, state) => {
    state.storage.sql.exec("UPDATE lock SET alive_until = alive_until - ?", ms);
    for (const socket of state.getWebSockets()) {
      const session = socket.deserializeAttachment();
      socket.serializeAttachment({ ...session, since: session.since - ms, signAt: session.signAt - ms });
    }
  });
  await org.step();
}

/** A sign of life at the hub's time. */
async function sign(org: TestOrg, socket: TestSocket): Promise<void> {
  await socket.ask(acquire("none"));
  await org.step();
}

const told = (socket: TestSocket, event: string) => socket.until(() => socket.events().some((one) => one.event === event));
const last = (socket: TestSocket) => socket.events().at(-1);
const lockRows = (org: TestOrg) => org.rows<{ session: string | null; alive_until: number; is_held: number }>("SELECT session, alive_until, is_held FROM lock");

hubCases("locks", (hubCase) => {
  hubCase("I5: everybody is told who replies, the token is the holder's alone, and a welcome has the lock while it lives", async (org) => {
    const { id, ben, lock } = await held(org);
    expect(lock).toEqual({ conversationId: id, agentId: "ana", token: expect.any(String), expiresAt: new Date(seconds(30)).toISOString() });
    expect(last(ben)).toEqual({ event: "lock:acquired", payload: { conversationId: id, agentId: "ana", agentName: "Ana", expiresAt: lock.expiresAt } });
    const record = ben.changes().at(-1)?.records[0] as Lock;
    expect(record).toMatchObject({ kind: "lock", id, agentId: "ana", agentName: "Ana" });
    expect(Object.keys(record)).not.toContain("token");
    await org.hub.project();
    const welcome = await (await org.connect("ben")).hello(record.seq, "another");
    expect(welcome.records.filter(({ kind }) => kind === "lock")).toEqual([record]);
  });

  hubCase("I5: the same session keeps its token, another tab of the same agent gets a new one and the older is told", async (org) => {
    const { id, ana, lock } = await held(org);
    const { seq } = await org.hub.health();
    expect(value(await ana.ask(acquire(id)))).toEqual(lock);
    vi.setSystemTime(seconds(5));
    expect(value(await ana.ask(heartbeat(id, lock.token)))).toEqual({ ...lock, expiresAt: new Date(seconds(35)).toISOString() });
    expect((await org.hub.health()).seq).toBe(seq);
    const tab = await live(org, "ana", "second tab");
    const taken = value(await tab.ask(acquire(id)));
    expect(Number(taken.token)).toBeGreaterThan(Number(lock.token));
    await told(ana, "lock:taken_over");
    expect(last(ana)?.payload).toMatchObject({ agentId: "ana", previousAgentId: "ana" });
    await org.step();
    expect(await ana.ask(heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
    expect(await ana.ask(acquire(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
    expect(ana.closed).toBeNull();
  });

  hubCase("I6: a second agent is refused with the holder, takes over in one step, and the previous holder is told at once", async (org) => {
    const { id, ana, ben, lock } = await held(org);
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ana", agentName: "Ana", expiresAt: lock.expiresAt } });
    const taken = value(await ben.ask(takeover(id)));
    await told(ana, "lock:taken_over");
    expect(last(ana)?.payload).toMatchObject({ conversationId: id, agentId: "ben", agentName: "Ben", previousAgentId: "ana", expiresAt: taken.expiresAt });
    expect(Number(taken.token)).toBeGreaterThan(Number(lock.token));
    await org.step();
    expect(await ana.ask(heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
    expect(await ana.ask(send(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ben" } });
  });

  hubCase("I6: a send under another's lock is refused and leaves no message; with takeover it takes over and sends in one change", async (org) => {
    const { id, ana, ben } = await held(org);
    expect(await ben.ask(send(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ana", agentName: "Ana" } });
    expect((await org.messages()).filter(({ direction }) => direction === "outbound")).toEqual([]);
    expect(await org.hub.execute({ type: "apiKey", keyId: "k" }, "program", send(id))).toMatchObject({ ok: false, code: "locked" });
    await org.step();
    const sent = await ben.ask(send(id, { takeover: true }));
    expect(sent).toMatchObject({ ok: true, value: { status: "queued", authorId: "ben" } });
    await told(ana, "message:queued");
    const frame = ana.changes().find(({ cause }) => cause === sent.id);
    expect(frame?.events.map(({ event }) => event)).toEqual(["lock:taken_over", "message:queued"]);
    expect(frame?.records.find(({ kind }) => kind === "lock")).toMatchObject({ agentId: "ben" });
  });

  hubCase("I5: a send does not release, its token must be current, and the holder may send from anywhere", async (org) => {
    const { id, ana, lock } = await held(org);
    expect(await ana.ask(send(id, { lockToken: "1" }))).toMatchObject({ ok: false, code: "stale" });
    expect(await ana.ask(send(id, { lockToken: lock.token }))).toMatchObject({ ok: true });
    expect(await org.execute("ana", send(id))).toMatchObject({ ok: true });
    expect(await lockRows(org)).toMatchObject([{ session: "ana", is_held: 1 }]);
  });

  hubCase("I5: a release is told to all and leaves a tombstone for whoever was away", async (org) => {
    const { id, ana, ben } = await held(org);
    const cursor = (await org.hub.health()).seq;
    expect(await ben.ask(release(id))).toMatchObject({ ok: false, code: "locked" });
    const answer = await ana.ask(release(id));
    expect(answer).toMatchObject({ ok: true, value: { kind: "lock", id, agentId: "ana", deleted: true } });
    await told(ben, "lock:released");
    await org.step();
    const away = await (await org.connect("ben")).hello(cursor, "was away");
    const tombstone = away.records.find(({ kind }) => kind === "lock");
    expect(tombstone).toMatchObject({ id, deleted: true, seq: (answer as { seq: number }).seq });
    expect((answer as { value: Lock }).value.seq).toBe(tombstone?.seq);
    expect((await (await org.connect("ben")).hello(0, "new")).records.filter((record) => record.kind === "lock" && !record.deleted)).toEqual([]);
    expect(await ana.ask(release(id))).toMatchObject({ ok: true, value: { deleted: true } });
  });

  hubCase("I12: it ends 30 s after the last sign, by the alarm, and everybody is told", async (org) => {
    const { id, ana, ben } = await held(org);
    ana.close();
    await org.step();
    await org.ring(seconds(20));
    await org.ring(seconds(29.999));
    expect(await lockRows(org)).toMatchObject([{ is_held: 1 }]);
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    await org.ring(seconds(30));
    await told(ben, "lock:expired");
    expect(last(ben)?.payload).toMatchObject({ conversationId: id, agentId: "ana", agentName: "Ana" });
    const before = (await org.hub.health()).seq;
    await org.ring(seconds(31));
    expect((await org.hub.health()).seq).toBe(before);
  });

  hubCase("I5: what is over is over before the alarm says so, and whoever comes back later does not bring it back", async (org) => {
    const { id, ana, ben } = await held(org);
    ana.close();
    await org.step();
    vi.setSystemTime(seconds(31));
    await live(org, "ana");
    await org.step();
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: true, value: { agentId: "ben" } });
    expect(ben.events().slice(-2).map(({ event }) => event)).toEqual(["lock:expired", "lock:acquired"]);
  });

  hubCase("I5: pings keep it alive and count until the last one, also after the socket has closed", async (org) => {
    const { id, ana, ben } = await held(org);
    await age(org, 25_000);
    await ana.ping();
    await org.step();
    vi.setSystemTime(seconds(10));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    ana.close();
    await vi.waitFor(async () => expect((await lockRows(org))[0]?.alive_until).toBeGreaterThanOrEqual(seconds(30)));
    await org.step();
    vi.setSystemTime(seconds(29));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: false, code: "locked" });
    // The ping was within this test's five seconds.
    vi.setSystemTime(seconds(35));
    expect(await ben.ask(acquire(id))).toMatchObject({ ok: true });
  });

  hubCase("I5: the same session that comes back in time still holds it; another tab's signs of life do not count", async (org) => {
    const { id, ana, lock } = await held(org);
    ana.close();
    await org.step();
    vi.setSystemTime(seconds(20));
    const again = await live(org, "ana");
    const tab = await live(org, "ana", "second tab");
    await org.step();
    vi.setSystemTime(seconds(45));
    expect(value(await again.ask(heartbeat(id, lock.token))).token).toBe(lock.token);
    again.close();
    await org.step();
    vi.setSystemTime(seconds(70));
    await sign(org, tab);
    await org.ring(seconds(74.999));
    expect(await lockRows(org)).toMatchObject([{ is_held: 1 }]);
    await org.ring(seconds(75));
    expect(await lockRows(org)).toMatchObject([{ is_held: 0 }]);
  });

  hubCase("I11: a reset leaves the holder at least 10 s to come back", async (org) => {
    const { id, ana, ben, lock } = await held(org);
    await age(org, 21_000);
    await ana.ping();
    await org.step();
    // Due when less than 10 s of the stored life are left: the alarm stores the ping's time.
    await org.ring();
    expect((await lockRows(org))[0]?.alive_until).toBeGreaterThanOrEqual(seconds(30));
    await org.hub.health();
    await evictDurableObject(org.stub, { webSockets: "close" });
    await ben.until(() => ben.closed !== null);
    vi.setSystemTime(seconds(10));
    const benAgain = await live(org, "ben");
    expect(await benAgain.ask(acquire(id))).toMatchObject({ ok: false, code: "locked", details: { agentId: "ana" } });
    const anaAgain = await live(org, "ana");
    expect(value(await anaAgain.ask(acquire(id))).token).toBe(lock.token);
  });

  hubCase("I11: a holder's pings do not wake the hub", async (org) => {
    const { ana } = await held(org);
    await org.hub.project();
    await org.evict();
    for (let n = 0; n < 3; n += 1) await ana.ping();
    await expect(evictDurableObject(org.stub)).rejects.toThrow();
  });

  hubCase("I5: a lock taken by REST lives by REST heartbeats, not by the agent's sockets", async (org) => {
    const id = await org.conversation();
    const ana = await live(org, "ana");
    const lock = value(await org.execute("ana", acquire(id)));
    expect(value(await org.execute("ana", acquire(id))).token).toBe(lock.token);
    vi.setSystemTime(seconds(25));
    expect(value(await org.execute("ana", heartbeat(id, lock.token))).expiresAt).toBe(new Date(seconds(55)).toISOString());
    vi.setSystemTime(seconds(54));
    await sign(org, ana);
    expect(await org.execute("ben", acquire(id))).toMatchObject({ ok: false, code: "locked" });
    vi.setSystemTime(seconds(55));
    expect(await org.execute("ana", heartbeat(id, lock.token))).toMatchObject({ ok: false, code: "stale" });
    expect(await org.execute("ben", acquire(id))).toMatchObject({ ok: true });
  });

  hubCase("I10: whoever is removed, or may only read from now on, lets go of locks and conversations", async (org) => {
    const { id, ben } = await held(org);
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId: id, agentId: "ana" } });
    await org.hub.putAgent({ id: "ana", name: "Ana", email: "ana@example.com", role: "viewer" });
    await told(ben, "lock:released");
    await ben.until(() => ben.events().filter(({ event }) => event === "conversation:assigned").length === 2);
    expect(await org.onlyConversation()).toMatchObject({ assigneeId: null });
    const chioma = { id: "chioma", name: "Chioma", email: "chioma@example.com", role: "agent" as const };
    await org.hub.putAgent(chioma);
    await org.execute("chioma", acquire(id));
    await org.execute("chioma", { command: "conversation:assign", payload: { conversationId: id, agentId: "chioma" } });
    await org.hub.removeAgent("chioma");
    await org.step();
    expect(await lockRows(org)).toMatchObject([{ is_held: 0 }]);
    expect(await org.onlyConversation()).toMatchObject({ assigneeId: null });
  });

  hubCase("I13: an unknown conversation is not found, and a payload that makes no sense is invalid; the socket stays", async (org) => {
    const ana = await live(org, "ana");
    expect(await ana.ask(acquire("none"))).toMatchObject({ ok: false, code: "not_found" });
    expect(await ana.ask({ command: "lock:heartbeat", payload: { conversationId: "x" } } as never)).toMatchObject({ ok: false, code: "invalid" });
    expect(ana.closed).toBeNull();
  });
});
