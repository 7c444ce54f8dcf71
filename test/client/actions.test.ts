import { describe, expect, test } from "vitest";
import { Actions } from "../../src/client/actions.ts";
import type { ConversationCommand } from "../../src/protocol/commands.ts";
import type { Conversation } from "../../src/protocol/records.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { agent, changes, contact, conversation, label, me, readMark } from "./support/records.ts";

const tomorrow = "2026-01-02T00:00:00.000Z";

interface Bench {
  readonly desk: Desk;
  readonly actions: Actions;
  /** What was asked of the hub and not yet answered by `answer`, oldest first. */
  readonly asked: () => ConversationCommand[];
  /** The hub accepts the oldest `n` that have no answer (all by default) but those that `refuses`. */
  readonly answer: (n?: number, refuses?: (command: ConversationCommand) => boolean) => Promise<void>;
}

async function bench(...given: Partial<Conversation>[]): Promise<Bench> {
  const desk = new Desk();
  const held = given.flatMap((one, index) => {
    const record = conversation(`c${index}`, 60, one);
    return [record, contact(record.contactId, 60), readMark(record.id, 60, 1)];
  });
  const others = [agent(10), agent(11, { id: "agent-2", name: "Ben" }), label("vip", 10), label("bug", 10)];
  await desk.live({ projected: 50, records: [...others, ...held] });
  let answered = 0;
  let seq = 100;
  const open = () => desk.socket.commands.slice(answered);
  return {
    desk,
    actions: new Actions(desk.inbox, () => desk.clock.now()),
    asked: () => open().map(({ command, payload }) => ({ command, payload }) as unknown as ConversationCommand),
    answer: async (n = Number.POSITIVE_INFINITY, refuses = () => false) => {
      for (const { id, command, payload } of open().slice(0, n)) {
        answered++;
        if (refuses({ command, payload } as unknown as ConversationCommand)) {
          desk.socket.say({ type: "result", id, ok: false, code: "already_assigned", message: "Ben has it." });
          continue;
        }
        // The truth is what was guessed.
        const held = desk.inbox.conversation(String(payload["conversationId"]))?.record;
        if (held === undefined) throw new Error("Not held.");
        const record = { ...held, seq: ++seq };
        desk.socket.say(changes(seq, { cause: id, records: [record] }));
        desk.socket.say({ type: "result", id, ok: true, seq, value: record });
      }
      await settle();
    },
  };
}

const about = (conversationId: string) => ({ conversationId });
const close = (conversationId: string): ConversationCommand => ({
  command: "conversation:close",
  payload: { conversationId },
});

describe("a run", () => {
  test("C9 acts on many, 50 without an answer at most, and says how far it is", async () => {
    const { desk, actions, asked, answer } = await bench(...Array.from({ length: 120 }, () => ({})));
    let told = 0;
    actions.subscribe(() => told++);
    const run = actions.run(Array.from({ length: 120 }, (_, index) => close(`c${index}`)));
    expect(asked().length).toBe(50);
    expect(run.view).toEqual({ settled: 0, total: 120, waiting: 70, refused: [], isDone: false });
    expect(run.view).toBe(run.view);
    await answer(30);
    expect(run.view.settled).toBe(30);
    expect(asked().length).toBe(50);
    expect(told).toBeGreaterThan(29);
    await answer();
    await answer();
    await answer();
    expect(await run.done).toEqual({ settled: 120, total: 120, waiting: 0, refused: [], isDone: true });
    expect(actions.newest).toBe(run);
    expect(desk.inbox.conversations("all").items).toEqual([]);
  });

  test("C9 is stopped: what was asked goes on, the rest is left as it was", async () => {
    const { desk, actions, asked, answer } = await bench(...Array.from({ length: 120 }, () => ({})));
    const run = actions.run(Array.from({ length: 120 }, (_, index) => close(`c${index}`)));
    await answer(20);
    run.stop();
    expect(run.view).toEqual({ settled: 20, total: 70, waiting: 0, refused: [], isDone: false });
    await answer();
    expect(asked()).toEqual([]);
    expect(await run.done).toMatchObject({ settled: 70, total: 70, isDone: true });
    expect(desk.inbox.conversations("all").items.length).toBe(50);
  });

  test("C9 says what was refused and why; that holds nothing up", async () => {
    const { actions, answer } = await bench({}, {});
    const assign = (id: string): ConversationCommand => ({
      command: "conversation:assign",
      payload: { conversationId: id, agentId: me, expect: null },
    });
    const run = actions.run([assign("c0"), assign("c1")]);
    await answer(2, ({ payload }) => payload.conversationId === "c0");
    const view = await run.done;
    expect(view).toMatchObject({ settled: 2, isDone: true });
    expect(view.refused).toMatchObject([{ command: assign("c0"), reason: { code: "already_assigned" } }]);
    expect(actions.undoable?.commands).toEqual([assign("c1")]);
  });

  test("C9 of nothing is done at once", async () => {
    const { actions } = await bench();
    expect(await actions.run([]).done).toMatchObject({ total: 0, isDone: true });
    expect(actions.undoable).toBeNull();
  });
});

/** What a command's undo asks for, given how the conversation was. */
const cases: readonly (readonly [string, Partial<Conversation>, ConversationCommand, ConversationCommand])[] = [
  ["a close", {}, close("c0"), { command: "conversation:reopen", payload: about("c0") }],
  [
    "an archive of what was closed",
    { status: "closed" },
    { command: "conversation:archive", payload: about("c0") },
    close("c0"),
  ],
  [
    "a reopening of what was archived",
    { status: "archived" },
    { command: "conversation:reopen", payload: about("c0") },
    { command: "conversation:archive", payload: about("c0") },
  ],
  [
    "a close of what was snoozed",
    { status: "snoozed", snoozedUntil: tomorrow },
    close("c0"),
    { command: "conversation:snooze", payload: { conversationId: "c0", until: tomorrow } },
  ],
  [
    "a close of what was snoozed until a time that has passed",
    { status: "snoozed", snoozedUntil: "2025-12-31T00:00:00.000Z" },
    close("c0"),
    { command: "conversation:reopen", payload: about("c0") },
  ],
  [
    "another snooze",
    { status: "snoozed", snoozedUntil: tomorrow },
    { command: "conversation:snooze", payload: { conversationId: "c0", until: "2026-01-05T00:00:00.000Z" } },
    { command: "conversation:snooze", payload: { conversationId: "c0", until: tomorrow } },
  ],
  [
    "an assignment",
    { assigneeId: "agent-2" },
    { command: "conversation:assign", payload: { conversationId: "c0", agentId: me } },
    { command: "conversation:assign", payload: { conversationId: "c0", agentId: "agent-2", expect: me } },
  ],
  [
    "a label: only what it changed",
    { labels: ["vip"] },
    { command: "conversation:label", payload: { conversationId: "c0", add: ["bug", "vip"], remove: ["gone"] } },
    { command: "conversation:label", payload: { conversationId: "c0", add: [], remove: ["bug"] } },
  ],
  [
    "labels that were replaced",
    { labels: ["vip"] },
    { command: "conversation:label", payload: { conversationId: "c0", labels: ["bug"] } },
    { command: "conversation:label", payload: { conversationId: "c0", add: ["vip"], remove: ["bug"] } },
  ],
  [
    "a priority",
    { priority: "low" },
    { command: "conversation:prioritize", payload: { conversationId: "c0", priority: "urgent" } },
    { command: "conversation:prioritize", payload: { conversationId: "c0", priority: "low" } },
  ],
  [
    "following",
    {},
    { command: "conversation:follow", payload: about("c0") },
    { command: "conversation:unfollow", payload: about("c0") },
  ],
];

describe("undo", () => {
  test.each(cases)("C10 takes back %s, once", async (_title, given, command, inverse) => {
    const { desk, actions, asked, answer } = await bench(given);
    const before = desk.inbox.conversation("c0")?.record;
    actions.run([command]);
    await answer();
    expect(actions.undoable).toMatchObject({ commands: [command], at: desk.clock.now(), until: null });
    const run = actions.undo();
    expect(run?.isUndo).toBe(true);
    expect(asked()).toEqual([inverse]);
    await answer();
    const status = inverse.command === "conversation:reopen" ? "active" : before?.status;
    const { assigneeId, labels, priority } = before ?? {};
    expect(desk.inbox.conversation("c0")?.record).toMatchObject({ status, assigneeId, labels, priority });
    expect(actions.undoable).toBeNull();
    expect(actions.undo()).toBeNull();
  });

  test("C10 takes a team back with its agent, from whom the hub gave it to in turn", async () => {
    const { desk, actions, asked } = await bench({ teamId: "old", assigneeId: "agent-2" });
    desk.socket.say(changes(99, { records: [] }));
    actions.run([{ command: "conversation:assign", payload: { conversationId: "c0", teamId: null, agentId: null } }]);
    const { id } = desk.socket.commands.at(-1) ?? { id: "" };
    const value = conversation("c0", 101, { assigneeId: "agent-9" });
    desk.socket.say({ type: "result", id, ok: true, seq: 101, value });
    await settle();
    actions.undo();
    const payload = { conversationId: "c0", agentId: "agent-2", teamId: "old", expect: "agent-9" };
    expect(asked().at(-1)).toEqual({ command: "conversation:assign", payload });
  });

  test("C10 a held message is cancelled, and how long that can be done is said", async () => {
    const { desk, actions, asked } = await bench({});
    desk.inbox.saveDraft("c0", "reply", "Hello ");
    const payload = { conversationId: "c0", body: "Hello", holdMs: 5_000 };
    actions.run([{ command: "message:send", payload }]);
    expect(desk.inbox.draft("c0", "reply")).toBeNull();
    expect(actions.undoable).toMatchObject({ until: desk.clock.now() + 5_000 });
    const { id } = desk.socket.commands.at(-1) ?? { id: "" };
    actions.undo();
    expect(asked().at(-1)).toEqual({ command: "message:cancel", payload: { conversationId: "c0", messageId: id } });
    actions.run([{ command: "message:send", payload: { conversationId: "c0", body: "Now" } }]);
    expect(actions.undoable).toBeNull();
  });

  test("C9 what a macro replies leaves alone what is being typed", async () => {
    const { desk, actions } = await bench({});
    desk.inbox.saveDraft("c0", "reply", "Half a thou");
    actions.run([{ command: "message:send", payload: { conversationId: "c0", body: "Thank you" } }]);
    expect(desk.inbox.draft("c0", "reply")?.content).toBe("Half a thou");
  });

  test("C10 a group is taken back whole, the last first, but for what was refused or changed nothing", async () => {
    const { actions, asked, answer } = await bench({ labels: ["vip"] }, { status: "closed" });
    const vip: ConversationCommand = { command: "conversation:label", payload: { conversationId: "c0", add: ["bug"] } };
    actions.run([vip, close("c0"), close("c1"), { command: "conversation:follow", payload: about("c1") }]);
    await answer(4, ({ command }) => command === "conversation:follow");
    expect(actions.undoable?.commands).toEqual([vip, close("c0")]);
    actions.undo();
    expect(asked()).toEqual([
      { command: "conversation:reopen", payload: about("c0") },
      { command: "conversation:label", payload: { conversationId: "c0", add: [], remove: ["bug"] } },
    ]);
  });

  test("C10 while a run is under way ends it and takes back what was asked, also what has no answer yet", async () => {
    const { desk, actions, answer } = await bench(...Array.from({ length: 80 }, () => ({})));
    const run = actions.run(Array.from({ length: 80 }, (_, index) => close(`c${index}`)));
    await answer(10);
    const undo = actions.undo();
    expect(undo?.view.total).toBe(60);
    await answer();
    await answer();
    expect(await run.done).toMatchObject({ settled: 60, total: 60 });
    expect(await undo?.done).toMatchObject({ settled: 60, refused: [] });
    expect(desk.inbox.conversations("all").items.length).toBe(80);
  });

  test("C10 that is refused says so, and the group before is next", async () => {
    const { actions, asked, answer } = await bench({}, {});
    actions.run([close("c0")]);
    await answer();
    actions.run([{ command: "conversation:assign", payload: { conversationId: "c1", agentId: me } }]);
    await answer();
    const run = actions.undo();
    await answer(1, () => true);
    expect((await run?.done)?.refused).toMatchObject([{ reason: { code: "already_assigned" } }]);
    expect(actions.undoable?.commands).toEqual([close("c0")]);
    actions.undo();
    expect(asked()).toEqual([{ command: "conversation:reopen", payload: about("c0") }]);
  });
});
