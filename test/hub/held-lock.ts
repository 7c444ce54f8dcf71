import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, vi } from "vitest";
import type { HeldLock } from "../../src/protocol/commands.ts";
import type { ResultFrame } from "../../src/protocol/frames.ts";
import type { TestOrg, TestSocket } from "./harness.ts";

/** When a test began. The platform times pings by the true clock, so the hub's never runs behind it. */
let start = 0;

/** Call it once in a file of tests. */
export function clocked(): void {
  beforeEach(() => {
    start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    vi.stubGlobal("fetch", async () => Response.json({ messages: [{ id: `wamid.${crypto.randomUUID()}` }] }));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

export const seconds = (n: number) => start + n * 1_000;
export const acquire = (conversationId: string, token?: string) => ({
  command: "lock:acquire" as const,
  payload: { conversationId, ...(token === undefined ? {} : { token }) },
});
export const takeover = (conversationId: string) => ({
  command: "lock:takeover" as const,
  payload: { conversationId },
});
export const heartbeat = (conversationId: string, token: string) => ({
  command: "lock:heartbeat" as const,
  payload: { conversationId, token },
});
export const release = (conversationId: string) => ({ command: "lock:release" as const, payload: { conversationId } });
export const send = (conversationId: string, given: object = {}) => ({
  command: "message:send" as const,
  payload: { conversationId, body: "Hi", ...given },
});

export function value(answer: ResultFrame | { ok: boolean; value?: unknown }): HeldLock {
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: HeldLock }).value;
}

export async function live(org: TestOrg, agentId: string, session = agentId): Promise<TestSocket> {
  const socket = await org.connect(agentId);
  await socket.hello(0, session);
  return socket;
}

/** Ana holds the lock, Ben looks on. */
export async function held(org: TestOrg): Promise<{ id: string; ana: TestSocket; ben: TestSocket; lock: HeldLock }> {
  const id = await org.conversation();
  const [ana, ben] = [await live(org, "ana"), await live(org, "ben")];
  const lock = value(await ana.ask(acquire(id)));
  await ben.until(() => ben.events().some(({ event }) => event === "lock:acquired"));
  await org.step();
  return { id, ana, ben, lock };
}

/** As if all that the hub knows of signs of life had been so long ago. */
export async function age(org: TestOrg, ms: number): Promise<void> {
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
export async function sign(org: TestOrg, socket: TestSocket): Promise<void> {
  await socket.ask(acquire("none"));
  await org.step();
}

export const told = (socket: TestSocket, event: string) =>
  socket.until(() => socket.events().some((one) => one.event === event));
export const last = (socket: TestSocket) => socket.events().at(-1);
export const lockRows = (org: TestOrg) =>
  org.rows<{ session: string | null; alive_until: number; is_held: number }>(
    "SELECT session, alive_until, is_held FROM lock",
  );
