import { describe, expect, test } from "vitest";
import type { Conversation } from "../../src/protocol/records.ts";
import type { MentionItem } from "../../src/protocol/resources.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk, type RestAnswer } from "./support/desk.ts";
import {
  agent,
  changes,
  contact,
  conversation,
  count,
  item,
  label,
  me,
  mention,
  message,
  readMark,
  welcome,
} from "./support/records.ts";

const page = (records: Conversation[], nextCursor: string | null = null, unread = 0): RestAnswer => ({
  body: { items: records.map((record) => item(record, unread)), nextCursor, seq: 100 },
});

describe("a list that is narrowed", () => {
  test("C9 asks for what it is narrowed by, and follows what comes and goes by frames", async () => {
    const desk = new Desk();
    desk.rest = () => page([conversation("a", 90, { labels: ["vip"], teamId: "t" })]);
    const socket = await desk.live();
    const query = { filter: "all", label: "vip", team: "t", priority: "none", q: " hel " } as const;
    await desk.inbox.loadConversations(query);
    expect(desk.requests).toEqual([
      "/conversations?filter=all&label=vip&team=t&priority=none&q=hel&limit=50&minSeq=100",
    ]);
    const shown = () => desk.inbox.conversations({ ...query }).items.map(({ record }) => record.id);
    expect(shown()).toEqual(["a"]);
    const b = conversation("b", 101, { labels: ["vip"], teamId: "t" });
    socket.say(changes(101, { records: [b, contact("contact-b", 101), message("m1", "b", 101)] }));
    expect(shown()).toEqual(["b", "a"]);
    socket.say(changes(102, { records: [{ ...b, seq: 102, labels: [] }] }));
    expect(shown()).toEqual(["a"]);
    expect(desk.inbox.conversations("all").items.map(({ record }) => record.id)).toEqual(["b"]);
  });

  test("C9 is one list however its query is written, and keeps its identity", async () => {
    const desk = new Desk();
    desk.rest = () => page([conversation("a", 90)]);
    await desk.live();
    await desk.inbox.loadConversations({ filter: "all" });
    await desk.inbox.loadConversations("all");
    expect(desk.requests.length).toBe(1);
    expect(desk.inbox.conversations({ filter: "all", q: "" })).toBe(desk.inbox.conversations("all"));
  });

  test("C9 a search forgets what was typed on the way: after a reset the last lists alone are loaded again", async () => {
    const desk = new Desk();
    desk.rest = () => page([]);
    await desk.live();
    for (let n = 0; n < 30; n++) await desk.inbox.loadConversations({ filter: "all", q: `x${n}` });
    desk.requests.length = 0;
    desk.socket.drop();
    await desk.clock.advance(timing.reconnectMaxMs);
    desk.socket.open();
    desk.socket.say(welcome({ reset: true }));
    await settle();
    expect(desk.requests.length).toBeLessThan(20);
    expect(desk.requests.at(-1)).toContain("q=x29");
  });
});

describe("the catalog", () => {
  test("C8 C9 is by name, without what was deleted, and the same list until one of its kind changes", async () => {
    const desk = new Desk();
    const response = { kind: "cannedResponse", seq: 10, body: "Hello" } as const;
    const socket = await desk.live({
      records: [
        label("zoo", 10),
        label("ape", 10),
        { ...label("gone", 10), deleted: true },
        { ...response, id: "1", shortcut: "later" },
        { ...response, id: "2", shortcut: "hello" },
        agent(10),
      ],
    });
    const labels = desk.inbox.catalog("label");
    expect(labels.map(({ id }) => id)).toEqual(["ape", "zoo"]);
    expect(desk.inbox.catalog("cannedResponse").map(({ shortcut }) => shortcut)).toEqual(["hello", "later"]);
    expect(desk.inbox.agents()).toBe(desk.inbox.catalog("agent"));
    socket.say(changes(101, { records: [conversation("c", 101)] }));
    expect(desk.inbox.catalog("label")).toBe(labels);
    socket.say(changes(102, { records: [label("ape", 102, { name: "zzz" })] }));
    expect(desk.inbox.catalog("label").map(({ name }) => name)).toEqual(["zoo", "zzz"]);
  });
});

describe("counts", () => {
  test("C9 are the hub's: unknown before the first welcome and within one, 0 where it counts none", async () => {
    const desk = new Desk();
    expect(desk.inbox.count("all")).toBeNull();
    const records = [count("all", 20, 7), count("team:t", 20, 2)];
    await settle();
    desk.socket.open();
    desk.socket.say(welcome({ records, more: true }));
    expect(desk.inbox.count("all")).toBeNull();
    desk.socket.say(welcome());
    expect(desk.inbox.count("all")).toEqual({ n: 7, isLeast: false });
    expect(desk.inbox.count(`assignee:${me}`)).toEqual({ n: 0, isLeast: false });
    const team = desk.inbox.count("team:t");
    desk.socket.say(changes(101, { records: [count("all", 101, 8)] }));
    expect(desk.inbox.count("all")?.n).toBe(8);
    expect(desk.inbox.count("team:t")).toBe(team);
    desk.socket.say(changes(102, { records: [{ ...count("team:t", 102, 0), deleted: true }] }));
    expect(desk.inbox.count("team:t")?.n).toBe(0);
    expect(desk.requests).toEqual([]);
  });

  /** Answers `total` unread conversations, newest first, as many as are asked for at once. */
  const unreadOf = (total: number) => (path: string, query: URLSearchParams) => {
    if (path !== "/conversations" || query.get("filter") !== "unread") return { status: 404, body: {} };
    const from = Number(query.get("cursor") ?? 0);
    const to = Math.min(total, from + Number(query.get("limit")));
    const records = Array.from({ length: to - from }, (_, n) =>
      conversation(`u${from + n}`, 90, { lastPosition: 9e5 - from - n }),
    );
    return page(records, to < total ? String(to) : null, 1);
  };

  test("C4 C9 what is unread is counted over the whole list, which comes in the background, and again after a reset", async () => {
    const desk = new Desk();
    desk.rest = unreadOf(450);
    expect(desk.inbox.count("unread")).toBeNull();
    expect(desk.requests).toEqual([]);
    await desk.live();
    expect(desk.requests).toEqual([
      "/conversations?filter=unread&limit=200&minSeq=100",
      "/conversations?filter=unread&cursor=200&limit=200&minSeq=100",
      "/conversations?filter=unread&cursor=400&limit=200&minSeq=100",
    ]);
    expect(desk.inbox.count("unread")).toEqual({ n: 450, isLeast: false });
    desk.socket.say(changes(101, { records: [readMark("u3", 101, 1), conversation("u4", 101, { status: "closed" })] }));
    expect(desk.inbox.count("unread")).toEqual({ n: 448, isLeast: false });
    desk.rest = unreadOf(300);
    desk.socket.drop();
    await desk.clock.advance(timing.reconnectMaxMs);
    desk.socket.open();
    desk.socket.say(welcome({ seq: 200, reset: true }));
    // Until they are counted again the number stays: it does not blink.
    expect(desk.inbox.count("unread")).toEqual({ n: 448, isLeast: false });
    await settle();
    expect(desk.inbox.count("unread")).toEqual({ n: 300, isLeast: false });
  });

  test("C9 whoever does not count what is unread is not made to load it", async () => {
    const desk = new Desk();
    desk.rest = unreadOf(450);
    await desk.live();
    expect(desk.inbox.count("all")).toEqual({ n: 0, isLeast: false });
    await desk.clock.advance(60_000);
    expect(desk.requests).toEqual([]);
  });

  test("C9 of very many unread so many are counted, and that there are more is said; a failure ends nothing", async () => {
    const desk = new Desk();
    const answer = unreadOf(limits.loadedUnread + 50);
    let fails = 1;
    desk.rest = (path, query) =>
      query.get("cursor") === "400" && fails-- > 0 ? { status: 503, body: {} } : answer(path, query);
    desk.inbox.count("unread");
    await desk.live();
    expect(desk.inbox.count("unread")).toEqual({ n: 400, isLeast: true });
    for (let second = 0; second < 20; second++) await desk.clock.advance(1_000);
    expect(desk.inbox.count("unread")).toEqual({ n: limits.loadedUnread, isLeast: true });
    expect(desk.requests.length).toBe(1 + limits.loadedUnread / 200);
  });
});

describe("mentions", () => {
  const mentionItem = (messageId: string, conversationId: string, seq: number): MentionItem => ({
    ...mention(messageId, conversationId, seq),
    contact: { id: `contact-${conversationId}`, name: "Kim", phoneNumber: null },
  });

  test("C7 come by page and by frame, newest first, with whose conversation it is", async () => {
    const desk = new Desk();
    desk.rest = (path, query) =>
      path !== "/mentions"
        ? { status: 404, body: {} }
        : query.get("cursor") === null
          ? { body: { items: [mentionItem("n3", "c", 60), mentionItem("n2", "d", 50)], nextCursor: "x", seq: 100 } }
          : { body: { items: [mentionItem("n1", "c", 40)], nextCursor: null, seq: 100 } };
    const socket = await desk.live();
    const ids = () => desk.inbox.mentions().items.map(({ record }) => record.messageId);
    socket.say(
      changes(101, {
        records: [
          mention("n4", "e", 101),
          conversation("e", 101),
          contact("contact-e", 101, "Lee"),
          readMark("e", 101, 1),
        ],
      }),
    );
    expect(ids()).toEqual(["n4"]);
    await desk.inbox.loadMentions();
    expect(ids()).toEqual(["n4", "n3", "n2"]);
    await desk.inbox.loadMentions();
    expect(ids()).toEqual(["n4", "n3", "n2", "n1"]);
    expect(desk.inbox.mentions()).toMatchObject({ unread: 4, hasMore: false, loading: false, error: null });
    expect(desk.inbox.mentions().items.map((view) => view.contact?.name)).toEqual(["Lee", "Kim", "Kim", "Kim"]);
    expect(desk.requests).toEqual(["/mentions?limit=50&minSeq=100", "/mentions?cursor=x&limit=50&minSeq=100"]);
    socket.say(
      changes(102, { records: [mention("n3", "c", 102, { position: 60, readAt: "2026-01-01T00:00:00.000Z" })] }),
    );
    expect(desk.inbox.mentions().unread).toBe(3);
  });

  test("C7 by frame alone brings the conversation that it is about", async () => {
    const desk = new Desk();
    desk.rest = () => ({ body: item(conversation("c", 60), 0) });
    const socket = await desk.live();
    socket.say(changes(101, { records: [mention("n1", "c", 101)] }));
    await settle();
    expect(desk.requests).toEqual(["/conversations/c"]);
    expect(desk.inbox.mentions().items[0]?.contact?.name).toBe("contact-c");
  });

  test("C7 B4 is read at once, and unread again when the hub refuses", async () => {
    const desk = new Desk();
    await desk.live({
      projected: 50,
      records: [
        agent(10),
        mention("n1", "c", 90),
        conversation("c", 90),
        contact("contact-c", 90),
        readMark("c", 91, 1),
      ],
    });
    const { id } = desk.inbox.ask("mention:read", { conversationId: "c", messageId: "n1" });
    expect(desk.inbox.mentions().unread).toBe(0);
    desk.socket.say({ type: "result", id, ok: false, code: "not_found", message: "Gone." });
    expect(desk.inbox.mentions().unread).toBe(1);
  });
});
