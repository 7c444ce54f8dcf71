import { describe, expect, test } from "vitest";
import { createMemoryStorage } from "../../src/client/storage.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { agent, changes, contact, conversation, message, readMark, welcome } from "./support/records.ts";

const held = [
  agent(10),
  conversation("c", 90),
  contact("contact-c", 80),
  message("m1", "c", 90),
  readMark("c", 91, 0, 1),
];

async function deskWithConversation(options: ConstructorParameters<typeof Desk>[0] = {}): Promise<Desk> {
  const desk = new Desk(options);
  await desk.live({ projected: 50, records: held });
  return desk;
}

async function comeBack(desk: Desk): Promise<void> {
  await desk.clock.advance(timing.reconnectMaxMs);
  desk.socket.open();
}

const sentMessage = (id: string, seq: number) =>
  message(id, "c", seq, { direction: "outbound", status: "queued", body: "Hi", authorId: "agent-1" });
const bodies = (desk: Desk) =>
  desk.inbox.thread("c").messages.map(({ record, pending }) => [record.id, record.body, pending]);

describe("the guess", () => {
  test("B4 shows at once, and gives way to the truth without flicker, whichever of result and change comes first", async () => {
    for (const order of [
      ["result", "change"],
      ["change", "result"],
    ]) {
      const desk = await deskWithConversation();
      const { id, settled } = desk.inbox.send("c", "Hi");
      expect(bodies(desk)).toEqual([
        ["m1", "Hello", false],
        [id, "Hi", true],
      ]);
      expect(desk.inbox.conversation("c")).toMatchObject({ pending: true, record: { lastMessagePreview: "Hi" } });
      const truth = sentMessage(id, 101);
      for (const what of order) {
        if (what === "result") desk.socket.say({ type: "result", id, ok: true, seq: 101, value: truth });
        else {
          const after = conversation("c", 101, { lastMessagePreview: "Hi", lastMessageDirection: "outbound" });
          desk.socket.say(changes(101, { cause: id, records: [truth, after] }));
        }
        expect(desk.inbox.thread("c").messages.map(({ record }) => record.id)).toEqual(["m1", id]);
        expect(desk.inbox.conversation("c")?.record.lastMessagePreview).toBe("Hi");
      }
      expect(bodies(desk)[1]).toEqual([id, "Hi", false]);
      expect(desk.inbox.conversation("c")?.pending).toBe(false);
      expect(await settled).toMatchObject({ ok: true, seq: 101 });
    }
  });

  test("B4 commands build upon each other, in order", async () => {
    const desk = await deskWithConversation();
    desk.inbox.close("c");
    expect(desk.inbox.conversations("closed").items.length).toBe(1);
    expect(desk.inbox.conversations("all").items.length).toBe(0);
    desk.inbox.reopen("c");
    expect(desk.inbox.conversations("all").items.length).toBe(1);
    desk.inbox.send("c", "one");
    desk.inbox.send("c", "two");
    expect(bodies(desk).map(([, body]) => body)).toEqual(["Hello", "one", "two"]);
  });

  test("C4 reading and marking unread move the own mark", async () => {
    const desk = await deskWithConversation();
    expect(desk.inbox.conversation("c")?.unread).toBe(1);
    expect(desk.inbox.markRead("c")).not.toBeNull();
    expect(desk.socket.commands.at(-1)).toMatchObject({ command: "conversation:read", payload: { upTo: "m1" } });
    expect(desk.inbox.conversation("c")?.unread).toBe(0);
    expect(desk.inbox.markRead("c")).toBeNull();
    desk.inbox.markUnread("c");
    expect(desk.inbox.conversation("c")?.unread).toBe(1);
  });

  test("I7 a change by someone else shows through the guess", async () => {
    const desk = await deskWithConversation();
    desk.inbox.send("c", "Hi");
    desk.socket.say(changes(101, { records: [conversation("c", 101, { status: "closed" })] }));
    expect(desk.inbox.conversation("c")?.record).toMatchObject({ status: "closed", lastMessagePreview: "Hi" });
  });
});

describe("a refusal", () => {
  test("B4 takes the guess back, is shown with its reason, and can be sent again under the same id", async () => {
    const desk = await deskWithConversation();
    const { id, settled } = desk.inbox.send("c", "Hi");
    desk.socket.say({ type: "result", id, ok: false, code: "window_closed", message: "Too late." });
    expect(await settled).toMatchObject({ ok: false, code: "window_closed" });
    expect(bodies(desk).length).toBe(1);
    expect(desk.inbox.conversation("c")?.record.lastMessagePreview).toBe("Hello");
    const [failure] = desk.inbox.failures();
    expect(failure).toMatchObject({
      id,
      command: "message:send",
      reason: { code: "window_closed", message: "Too late." },
    });
    desk.socket.say(changes(140));
    failure?.retry();
    expect(desk.inbox.failures()).toEqual([]);
    expect(desk.socket.commands.at(-1)).toMatchObject({ id, base: 140 });
    expect(bodies(desk).length).toBe(2);
  });

  test("B4 can be dismissed, for good", async () => {
    const storage = createMemoryStorage();
    const desk = await deskWithConversation({ storage });
    const { id } = desk.inbox.send("c", "Hi");
    desk.socket.say({ type: "result", id, ok: false, code: "window_closed", message: "Too late." });
    await settle();
    const other = new Desk({ storage });
    await settle();
    expect(other.inbox.failures().map((failure) => failure.id)).toEqual([id]);
    expect(other.inbox.conversation("c")).toBeNull();
    desk.inbox.failures()[0]?.dismiss();
    await settle();
    expect(desk.inbox.failures()).toEqual([]);
    expect(await storage.entries("")).toEqual([]);
  });

  test("B4 for the hub's own sake is not shown: the command is sent again by itself", async () => {
    const desk = await deskWithConversation();
    const { id } = desk.inbox.send("c", "Hi");
    desk.socket.say({ type: "result", id, ok: false, code: "unavailable", message: "Busy." });
    expect(desk.inbox.failures()).toEqual([]);
    expect(bodies(desk).length).toBe(2);
    await desk.clock.advance(2_000);
    expect(desk.socket.commands.map((frame) => frame.id)).toEqual([id, id]);
  });

  test("I13 what could never be understood is refused here", async () => {
    const desk = await deskWithConversation();
    const { settled } = desk.inbox.send("c", "x".repeat(limits.clientFrameBytes));
    expect(await settled).toMatchObject({ ok: false, code: "too_large" });
    expect(desk.socket.commands).toEqual([]);
    expect(desk.inbox.failures().length).toBe(1);
  });
});

describe("away and back", () => {
  test("I7 B4 what waited is told in hello; what was accepted is not sent again, the rest is, in order, same id and base", async () => {
    const desk = await deskWithConversation();
    const first = desk.inbox.send("c", "one");
    desk.socket.drop();
    const second = desk.inbox.send("c", "two");
    const third = desk.inbox.send("c", "three");
    await comeBack(desk);
    expect(desk.socket.hellos[0]?.pending).toEqual([first.id, second.id, third.id]);
    expect(desk.socket.commands).toEqual([]);
    const value = sentMessage(first.id, 110);
    desk.socket.say(
      welcome({ seq: 130, records: [value], results: [{ type: "result", id: first.id, ok: true, seq: 110, value }] }),
    );
    expect(await first.settled).toMatchObject({ ok: true, seq: 110 });
    expect(desk.socket.commands.map(({ id, base, payload }) => [id, base, payload["body"]])).toEqual([
      [second.id, 100, "two"],
      [third.id, 100, "three"],
    ]);
    expect(desk.inbox.thread("c").messages.map(({ record }) => record.body)).toEqual(["Hello", "Hi", "two", "three"]);
  });

  test("I7 what was sent and never arrived is sent again", async () => {
    const desk = await deskWithConversation();
    const { id } = desk.inbox.send("c", "one");
    desk.socket.drop();
    await comeBack(desk);
    desk.socket.say(welcome({ seq: 120 }));
    expect(desk.socket.commands.map((frame) => [frame.id, frame.base])).toEqual([[id, 100]]);
  });

  test("I7 a hello in doubt on a live socket sends nothing twice", async () => {
    const desk = await deskWithConversation();
    desk.inbox.send("c", "one");
    desk.look();
    desk.socket.say(welcome());
    expect(desk.socket.commands.length).toBe(1);
    expect(desk.inbox.connection.state).toBe("live");
  });

  test("B4 commands outlive the page, keep their order and their author", async () => {
    const storage = createMemoryStorage();
    const before = await deskWithConversation({ storage });
    before.socket.drop();
    before.inbox.send("c", "one");
    before.inbox.close("c");
    await settle();
    before.inbox.dispose();
    const someoneElse = new Desk({ storage, agentId: "agent-2" });
    await someoneElse.live();
    expect(someoneElse.socket.hellos[0]?.pending).toEqual([]);
    const after = new Desk({ storage });
    await settle();
    after.socket.open();
    expect(after.socket.hellos[0]?.pending).toEqual(["command-1", "command-2"]);
    after.socket.say(welcome({ projected: 50, records: held }));
    expect(after.socket.commands.map((frame) => frame.command)).toEqual(["message:send", "conversation:close"]);
    expect(after.inbox.conversation("c")?.record.status).toBe("closed");
    for (const { id } of after.socket.commands)
      after.socket.say({ type: "result", id, ok: true, seq: 101, value: null });
    await settle();
    expect(await storage.entries("")).toEqual([]);
  });

  test("B4 a storage that fails loses no command of this page", async () => {
    const fail = () => Promise.reject(new Error("quota"));
    const desk = await deskWithConversation({ storage: { entries: fail, put: fail, delete: fail } });
    const { id, settled } = desk.inbox.send("c", "Hi");
    desk.socket.say({ type: "result", id, ok: true, seq: 101, value: sentMessage(id, 101) });
    expect(await settled).toMatchObject({ ok: true });
  });

  test("B4 as many as may wait, and no more; sent at a rate that the hub takes", async () => {
    const desk = await deskWithConversation();
    desk.socket.drop();
    for (let n = 0; n < limits.pendingCommands; n++) desk.inbox.send("c", `message ${n}`);
    expect(await desk.inbox.send("c", "one too many").settled).toMatchObject({ ok: false, code: "too_many_requests" });
    await comeBack(desk);
    desk.socket.say(welcome());
    const perWindow = limits.sessionFramesPer10s * 0.75;
    expect(desk.socket.commands.length).toBe(perWindow);
    desk.socket.heard = (text) => text === "ping" && desk.socket.say("pong");
    await desk.clock.advance(10_000);
    expect(desk.socket.commands.map((frame) => frame.payload["body"])).toEqual(
      Array.from({ length: limits.pendingCommands }, (_, n) => `message ${n}`),
    );
  });
});
