import { describe, expect, test } from "vitest";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import type { FakeSocket } from "./support/fake-socket.ts";
import { agent, changes, contact, conversation, lock, me, welcome } from "./support/records.ts";

const ben = { agentId: "agent-2", agentName: "Ben" };
const held = [
  agent(10),
  agent(11, { id: ben.agentId, name: ben.agentName }),
  conversation("c", 90),
  contact("contact-c", 80),
];
const asked = (socket: FakeSocket) => socket.commands.map(({ command }) => command);

async function desk(records: Parameters<typeof changes>[1] = {}): Promise<Desk> {
  const one = new Desk();
  const socket = await one.live({ projected: 50, records: [...held, ...(records.records ?? [])] });
  socket.heard = (text) => text === "ping" && socket.say("pong");
  return one;
}

/** The hub gives the lock that was asked for last. */
async function grant(one: Desk, seq: number): Promise<void> {
  const { id } = one.socket.commands.at(-1) ?? { id: "" };
  one.socket.say({ type: "result", id, ok: true, seq, value: { token: String(seq) } });
  await settle();
  one.socket.say(changes(seq, { cause: id, records: [lock("c", seq)] }));
  await settle();
}

describe("the soft lock", () => {
  test("C1 I5 is taken once however many keys come, shows as mine at once, and is let go", async () => {
    const one = await desk();
    one.inbox.acquireLock("c");
    one.inbox.acquireLock("c");
    expect(one.inbox.lockOf("c")).toMatchObject({ agentId: me, isMine: true, isLost: false });
    await grant(one, 101);
    one.inbox.acquireLock("c");
    expect(asked(one.socket)).toEqual(["lock:acquire"]);
    one.inbox.releaseLock("c");
    expect(asked(one.socket)).toEqual(["lock:acquire", "lock:release"]);
    expect(one.inbox.lockOf("c")).toBeNull();
    one.inbox.releaseLock("c");
    expect(one.socket.commands.length).toBe(2);
  });

  test("C1 two minutes without a key let go of it, a key before that does not", async () => {
    const one = await desk();
    one.inbox.acquireLock("c");
    await grant(one, 101);
    await one.clock.advance(119_000);
    one.inbox.acquireLock("c");
    await one.clock.advance(119_000);
    expect(asked(one.socket)).not.toContain("lock:release");
    await one.clock.advance(1_000);
    expect(asked(one.socket).at(-1)).toBe("lock:release");
  });

  test("C1 whoever waits asks when the other lets go, and not before", async () => {
    const one = await desk({ records: [lock("c", 95, ben)] });
    one.inbox.acquireLock("c");
    expect(one.inbox.lockOf("c")).toMatchObject({ agentName: "Ben", isMine: false, isLost: false });
    expect(asked(one.socket)).toEqual([]);
    one.socket.say(changes(101, { records: [lock("c", 101, { ...ben, deleted: true })] }));
    expect(asked(one.socket)).toEqual(["lock:acquire"]);
  });

  test("I6 whoever loses it is told by whom, and does not take it back by writing on", async () => {
    const one = await desk();
    one.inbox.acquireLock("c");
    await grant(one, 101);
    one.socket.say(changes(102, { records: [lock("c", 102, ben)] }));
    expect(one.inbox.lockOf("c")).toMatchObject({ agentName: "Ben", isMine: false, isLost: true });
    one.inbox.acquireLock("c");
    expect(asked(one.socket)).toEqual(["lock:acquire"]);
    one.inbox.takeOver("c");
    expect(asked(one.socket).at(-1)).toBe("lock:takeover");
    expect(one.inbox.lockOf("c")).toMatchObject({ agentId: me, isMine: true });
  });

  test("C1 a takeover after which nothing is typed is let go after the lock's own life", async () => {
    const one = await desk({ records: [lock("c", 95, ben)] });
    one.inbox.takeOver("c");
    await grant(one, 101);
    await one.clock.advance(timing.lockTtlMs - 1_000);
    expect(asked(one.socket)).not.toContain("lock:release");
    await one.clock.advance(1_000);
    expect(asked(one.socket).at(-1)).toBe("lock:release");
  });

  test("I6 a takeover while away is told by the welcome", async () => {
    const one = await desk();
    one.inbox.acquireLock("c");
    await grant(one, 101);
    one.socket.drop();
    await one.clock.advance(timing.reconnectMaxMs);
    await one.live({ seq: 120, records: [lock("c", 110, ben)] });
    expect(one.inbox.lockOf("c")).toMatchObject({ agentName: "Ben", isLost: true });
    expect(one.socket.commands).toEqual([]);
  });

  test("C1 is asked for again after a reconnect while still wanted; a question that waited is dropped", async () => {
    const one = await desk();
    one.socket.drop();
    one.inbox.takeOver("c");
    one.inbox.acquireLock("c");
    expect(one.inbox.failures()).toEqual([]);
    await one.clock.advance(timing.reconnectMaxMs);
    await one.live();
    expect(asked(one.socket)).toEqual(["lock:acquire"]);
    one.socket.drop();
    one.inbox.releaseLock("c");
    await one.clock.advance(timing.reconnectMaxMs);
    await one.live();
    expect(asked(one.socket)).toEqual([]);
  });

  test("C1 what this session held before a reload of the page is let go, since its pings would keep it for ever", async () => {
    const one = await desk({ records: [lock("c", 95)] });
    expect(asked(one.socket)).toEqual(["lock:release"]);
  });

  test("I6 a send while another replies guesses nothing, and with a takeover guesses both", async () => {
    const one = await desk({ records: [lock("c", 95, ben)] });
    const sent = one.inbox.send("c", "Hi");
    expect(one.inbox.thread("c").messages).toEqual([]);
    one.socket.say({ type: "result", id: sent.id, ok: false, code: "locked", message: "Ben is replying." });
    expect(await sent.settled).toMatchObject({ ok: false, code: "locked" });
    expect(one.inbox.failures().map(({ reason }) => reason.code)).toEqual(["locked"]);
    one.inbox.send("c", "Hi", { takeover: true });
    expect(one.socket.commands.at(-1)?.payload).toEqual({ conversationId: "c", body: "Hi", takeover: true });
    expect(one.inbox.thread("c").messages.map(({ record }) => record.body)).toEqual(["Hi"]);
    expect(one.inbox.lockOf("c")).toMatchObject({ isMine: true });
  });

  test("C1 a refused lock is nobody's decision", async () => {
    const one = await desk();
    one.inbox.acquireLock("c");
    const { id } = one.socket.commands[0] ?? { id: "" };
    one.socket.say({ type: "result", id, ok: false, code: "locked", message: "Ben is replying." });
    expect(one.inbox.failures()).toEqual([]);
    expect(one.inbox.conversation("c")?.pending).toBe(false);
  });
});

describe("assignment and notes", () => {
  test("C7 assigning is guessed, names whom it expects, and a refusal says who has it", async () => {
    const one = await desk();
    const { id, settled } = one.inbox.assign("c", me);
    expect(one.inbox.conversations("mine").items.length).toBe(1);
    expect(one.inbox.conversations("unassigned").items.length).toBe(0);
    expect(one.socket.commands.at(-1)?.payload).toEqual({ conversationId: "c", agentId: me, expect: null });
    one.socket.say(changes(101, { records: [conversation("c", 101, { assigneeId: ben.agentId })] }));
    one.socket.say({ type: "result", id, ok: false, code: "already_assigned", message: "Ben has it." });
    expect(await settled).toMatchObject({ ok: false, message: "Ben has it." });
    expect(one.inbox.conversation("c")?.record.assigneeId).toBe(ben.agentId);
    one.inbox.assign("c", null);
    expect(one.socket.commands.at(-1)?.payload).toEqual({ conversationId: "c", agentId: null, expect: ben.agentId });
  });

  test("C8 a note shows at once with whom it mentions, and leaves the preview alone", async () => {
    const one = await desk({ records: [lock("c", 95, ben)] });
    one.inbox.addNote("c", "Ask @Ben");
    expect(one.inbox.thread("c").messages.map(({ record }) => [record.type, record.content, record.status])).toEqual([
      ["note", { mentions: [ben.agentId] }, null],
    ]);
    expect(one.inbox.conversation("c")?.record.lastMessagePreview).toBe("Hello");
  });
});

test("C1 I6 a welcome of the same socket asks for nothing", async () => {
  const one = await desk();
  one.inbox.acquireLock("c");
  await grant(one, 101);
  one.socket.say(welcome({ seq: 101, records: [lock("c", 101)] }));
  expect(asked(one.socket)).toEqual(["lock:acquire"]);
});
