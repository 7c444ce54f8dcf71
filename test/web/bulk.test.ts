import { describe, expect, it } from "vitest";
import type { ConversationView, Inbox } from "../../src/client/inbox.ts";
import type { ConversationCommand } from "../../src/protocol/commands.ts";
import { type Change, commandsOf } from "../../src/web/inbox/conversation-list-changes.ts";
import { progressWords } from "../../src/web/shell/action-words.ts";

function view(id: string, record: Partial<ConversationView["record"]> = {}, unread = 0): ConversationView {
  const given = { id, status: "active", assigneeId: null, teamId: null, labels: [], priority: "none", ...record };
  return { record: given as unknown as ConversationView["record"], contact: null, unread, pending: false };
}
const about = (change: Change, ...views: ConversationView[]) =>
  commandsOf(change, views).map(({ command, payload }) => [command, payload]);

describe("one change of many conversations", () => {
  it("C9 C10 asks nothing of those that are so already, so that nothing is undone that was not done", () => {
    const conversations = [view("a"), view("b", { status: "closed" })];
    expect(about({ do: "close" }, ...conversations)).toEqual([["conversation:close", { conversationId: "a" }]]);
    expect(about({ do: "reopen" }, ...conversations)).toEqual([["conversation:reopen", { conversationId: "b" }]]);
    expect(about({ do: "prioritize", priority: "none" }, ...conversations)).toEqual([]);
  });

  it("C7 an assignment says from whom, so that whoever took it meanwhile keeps it", () => {
    expect(about({ do: "assign", agentId: "ben" }, view("a", { assigneeId: "ana" }))).toEqual([
      ["conversation:assign", { conversationId: "a", agentId: "ben", expect: "ana" }],
    ]);
  });

  it("C8 labels are added and taken away one by one, and only where they change something", () => {
    const change: Change = { do: "label", add: ["vip"], remove: ["bug"] };
    expect(about(change, view("a", { labels: ["vip"] }), view("b", { labels: ["bug"] }))).toEqual([
      ["conversation:label", { conversationId: "b", add: ["vip"], remove: ["bug"] }],
    ]);
  });

  it("C4 is read up to the customer's last message, where there is something unread", () => {
    expect(about({ do: "read" }, view("a", { lastInboundId: "m9" }, 2), view("b", { lastInboundId: "m1" }))).toEqual([
      ["conversation:read", { conversationId: "a", upTo: "m9" }],
    ]);
  });
});

describe("what is said of it", () => {
  const inbox = { me: "ana", agents: () => [{ id: "ben", name: "Ben" }], catalog: () => [] } as unknown as Inbox;
  const close = (conversationId: string): ConversationCommand => ({
    command: "conversation:close",
    payload: { conversationId },
  });
  const note = (conversationId: string): ConversationCommand => ({
    command: "note:add",
    payload: { conversationId, body: "x" },
  });
  const assign = (agentId: string | null): ConversationCommand => ({
    command: "conversation:assign",
    payload: { conversationId: "a", agentId },
  });
  const say = (
    commands: ConversationCommand[],
    { isUndo = false, isDone = true, refused = [] as ConversationCommand[], total = commands.length } = {},
  ) => progressWords({ commands, isUndo, isDone, refused, total }, inbox);

  it("C10 one is said shortly, as soon as it is asked for", () => {
    expect(say([close("a")], { isDone: false })).toBe("Closed");
    expect([say([assign("ben")]), say([assign("ana")]), say([assign(null)])]).toEqual([
      "Assigned to Ben",
      "Assigned to you",
      "Assigned to nobody",
    ]);
  });

  it("C9 many are counted; while they run, and when some were refused, it is not said that all are done", () => {
    const three = ["a", "b", "c"].map(close);
    expect(say(three, { isDone: false })).toBe("Closing 3 conversations…");
    expect(say(three)).toBe("3 conversations closed");
    expect(say(three, { refused: [close("b")] })).toBe("2 of 3 conversations closed");
    expect(say(three, { total: 2, refused: [close("b")] })).toBe("1 of 3 conversations closed");
  });

  it("C9 a macro is one thing, however many it does", () => {
    expect(say([note("a"), close("a")])).toBe("Macro done");
    const two = [note("a"), close("a"), note("b"), close("b")];
    expect(say(two)).toBe("Macro done on 2 conversations");
    expect(say(two, { refused: [note("b"), close("b")] })).toBe("Macro done on 1 of 2 conversations");
  });

  it("C10 an undo says whether all came back", () => {
    expect(say([close("a")], { isUndo: true })).toBe("Undone");
    expect(say([close("a"), close("b")], { isUndo: true, refused: [close("a")] })).toBe("Undone in part");
  });
});
