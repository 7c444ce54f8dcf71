import { describe, expect, test } from "vitest";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { agent, changes, contact, conversation, item, me, message, readMark, welcome } from "./support/records.ts";

const newMessage = (seq: number, id = `m${seq}`) =>
  changes(seq, {
    events: [{ event: "conversation:read", payload: { conversationId: "c", agentId: me, unread: seq } }],
    records: [message(id, "c", seq)],
  });

async function reconnect(desk: Desk): Promise<void> {
  desk.socket.drop();
  await desk.clock.advance(timing.reconnectMaxMs);
  desk.socket.open();
}

describe("the cursor", () => {
  test("I7 moves by welcome and changes alone, not by pages, results or a welcome that is not whole", async () => {
    const desk = new Desk();
    desk.rest = (path) =>
      path === "/conversations"
        ? { body: { items: [item(conversation("c", 500), 0)], nextCursor: null, seq: 500 } }
        : { status: 404, body: { detail: "none" } };
    const socket = await desk.live({ seq: 100 });
    await desk.inbox.loadConversations("all");
    desk.inbox.close("c");
    socket.say({ type: "result", id: "command-1", ok: true, seq: 600, value: conversation("c", 600) });
    await reconnect(desk);
    expect(desk.socket.hellos[0]?.cursor).toBe(100);
    desk.socket.say(welcome({ seq: 700, more: true, records: [conversation("d", 650)] }));
    expect(desk.inbox.connection.state).not.toBe("live");
    await reconnect(desk);
    expect(desk.socket.hellos[0]?.cursor).toBe(100);
    desk.socket.say(welcome({ seq: 700, more: true, records: [conversation("d", 650)] }));
    desk.socket.say(welcome({ seq: 700, records: [conversation("e", 700)] }));
    expect(desk.inbox.connection.state).toBe("live");
    expect(desk.inbox.conversation("d")?.record.seq).toBe(650);
    desk.socket.say(newMessage(710));
    await reconnect(desk);
    expect(desk.socket.hellos[0]?.cursor).toBe(710);
  });

  test("I2 events are told once, in order; a repeated frame tells nothing", async () => {
    const desk = new Desk();
    const told: number[] = [];
    desk.inbox.on("conversation:read", ({ unread }) => told.push(unread));
    const socket = await desk.live({ seq: 100 });
    for (const seq of [101, 102, 101, 102, 103]) socket.say(newMessage(seq));
    await reconnect(desk);
    desk.socket.say(newMessage(104));
    desk.socket.say(welcome({ seq: 104, records: [message("m104", "c", 104)] }));
    desk.socket.say(newMessage(104));
    desk.socket.say(newMessage(105));
    expect(told).toEqual([101, 102, 103, 105]);
    expect(desk.inbox.thread("c").messages.map((view) => view.record.id)).toEqual([
      "m101",
      "m102",
      "m103",
      "m104",
      "m105",
    ]);
  });

  test("I7 changes before the welcome of their socket are not trusted", async () => {
    const desk = new Desk();
    await desk.live({ seq: 100 });
    await reconnect(desk);
    desk.socket.say(newMessage(105));
    desk.socket.say(welcome({ seq: 105, records: [message("m103", "c", 103), message("m105", "c", 105)] }));
    expect(desk.inbox.thread("c").messages.length).toBe(2);
  });

  test("I7 what a broken-off first welcome brought does not outlive its deletion", async () => {
    const desk = new Desk();
    await settle();
    desk.socket.open();
    desk.socket.say(welcome({ seq: 100, projected: 50, more: true, records: [message("gone", "c", 60)] }));
    await reconnect(desk);
    desk.socket.say(welcome({ seq: 120, projected: 110, records: [message("m", "c", 115)] }));
    desk.rest = (path) =>
      path.endsWith("/messages") ? { body: { items: [], nextCursor: null, seq: 110 } } : { status: 404, body: {} };
    await desk.inbox.loadThread("c");
    expect(desk.inbox.thread("c").messages.map(({ record }) => record.id)).toEqual(["m"]);
    expect(desk.inbox.connection.state).toBe("live");
  });

  test("I13 words that this build does not know are passed over", async () => {
    const desk = new Desk();
    const socket = await desk.live({ records: [{ kind: "hologram", id: "h", seq: 1 } as never] });
    socket.say({ type: "signal" });
    socket.say({ type: "novelty" });
    socket.onmessage?.({ data: "not json" });
    socket.onmessage?.({ data: new ArrayBuffer(2) });
    socket.say(changes(101, { events: [{ event: "hologram:shown", payload: {} } as never], records: [agent(101)] }));
    expect(desk.inbox.agents().map((one) => one.name)).toEqual(["Ana"]);
  });
});

describe("views", () => {
  test("B7 listeners run once a tick, and views keep their identity while nothing changed", async () => {
    const desk = new Desk();
    const socket = await desk.live({
      records: [conversation("a", 90), conversation("b", 91), contact("contact-a", 80)],
    });
    await desk.clock.advance(0);
    let calls = 0;
    const { subscribe } = desk.inbox;
    const stop = subscribe(() => calls++);
    const before = desk.inbox.conversations("all");
    const a = desk.inbox.conversation("a");
    expect(desk.inbox.conversations("all")).toBe(before);
    for (let seq = 101; seq < 110; seq++)
      socket.say(changes(seq, { records: [conversation("b", seq), conversation("n", seq)] }));
    expect(calls).toBe(0);
    await settle();
    expect(calls).toBe(1);
    expect(desk.inbox.conversation("a")).toBe(a);
    expect(desk.inbox.conversations("all")).not.toBe(before);
    stop();
    socket.say(changes(111, { records: [conversation("b", 111)] }));
    await settle();
    expect(calls).toBe(1);
  });

  test("C4 unread is what came after the agent's own mark", async () => {
    const desk = new Desk();
    const socket = await desk.live({
      projected: 50,
      records: [conversation("c", 90, { inboundCount: 5 }), readMark("c", 80, 2), contact("contact-c", 70)],
    });
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 3, contact: { name: "contact-c" } });
    socket.say(changes(101, { records: [readMark("c", 101, 5)] }));
    expect(desk.inbox.conversation("c")?.unread).toBe(0);
    expect(desk.inbox.conversations("unread").items).toEqual([]);
    expect(desk.inbox.conversations("all").items.length).toBe(1);
  });

  test("B7 a listener's bug stops neither the others nor the cursor", async () => {
    const desk = new Desk();
    const bugs: unknown[] = [];
    const caught = (error: unknown) => bugs.push(error);
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", caught);
    const told: string[] = [];
    desk.inbox.on("conversation:read", () => {
      throw new Error("a bug");
    });
    desk.inbox.on("conversation:read", () => told.push("second"));
    const socket = await desk.live({ seq: 100 });
    socket.say(newMessage(101));
    await new Promise((resolve) => setImmediate(resolve));
    process.removeListener("uncaughtException", caught);
    for (const listener of others) process.on("uncaughtException", listener);
    expect(told).toEqual(["second"]);
    expect(bugs).toEqual([new Error("a bug")]);
  });
});
