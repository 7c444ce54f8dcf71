import { describe, expect, test } from "vitest";
import type { Conversation, Message } from "../../src/protocol/records.ts";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { changes, contact, conversation, item, message, readMark, welcome } from "./support/records.ts";

const page = (records: Conversation[], seq: number, nextCursor: string | null = null) => ({
  body: { items: records.map((record) => item(record, 0)), nextCursor, seq },
});
const threadPage = (items: Message[], seq: number, nextCursor: string | null = null) => ({
  body: { items, nextCursor, seq },
});
const shown = (desk: Desk) => desk.inbox.conversations("all").items.map(({ record }) => `${record.id}@${record.seq}`);

async function reconnect(desk: Desk): Promise<void> {
  desk.socket.drop();
  await desk.clock.advance(timing.reconnectMaxMs);
  desk.socket.open();
}

describe("a list", () => {
  test("B3 is merged by seq: a page that comes late does not take back what a frame told", async () => {
    const desk = new Desk();
    desk.rest = (path) =>
      path === "/conversations" ? page([conversation("c", 60), conversation("d", 50)], 100) : { status: 404, body: {} };
    const socket = await desk.live();
    socket.say(changes(101, { records: [conversation("c", 101), { ...conversation("d", 101), deleted: true }] }));
    await desk.inbox.loadConversations("all");
    expect(shown(desk)).toEqual(["c@101"]);
    expect(desk.inbox.conversation("c")?.contact).toEqual({ id: "contact-c", name: "contact-c", phoneNumber: null });
  });

  test("I7 is complete down to the oldest one shown", async () => {
    const desk = new Desk();
    desk.rest = (_path, query) =>
      query.get("cursor") === null
        ? page([conversation("a", 90), conversation("b", 80)], 100, "next")
        : page([conversation("c", 70), conversation("e", 50)], 100);
    const socket = await desk.live();
    // A change of an old conversation that does not move it: showing it would hide that others lie between.
    socket.say(
      changes(101, {
        records: [conversation("e", 101, { lastPosition: 50 }), contact("contact-e", 1), readMark("e", 2, 1)],
      }),
    );
    await desk.inbox.loadConversations("all");
    expect(shown(desk)).toEqual(["a@90", "b@80"]);
    expect(desk.inbox.conversations("all").hasMore).toBe(true);
    await desk.inbox.loadConversations("all");
    expect(shown(desk)).toEqual(["a@90", "b@80", "c@70", "e@101"]);
    expect(desk.inbox.conversations("all").hasMore).toBe(false);
    expect(desk.requests).toEqual([
      "/conversations?filter=all&limit=50&minSeq=100",
      "/conversations?filter=all&cursor=next&limit=50&minSeq=100",
    ]);
    await desk.inbox.loadConversations("all");
    expect(desk.requests.length).toBe(2);
  });

  test("I7 a page from before what the welcome builds upon is not used", async () => {
    const desk = new Desk();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    desk.rest = async (_path, query) => {
      await held;
      return query.get("minSeq") === null ? page([conversation("gone", 40)], 90) : page([conversation("c", 60)], 100);
    };
    const loading = desk.inbox.loadConversations("all");
    await desk.live({ seq: 100, projected: 100 });
    release();
    await loading;
    expect(shown(desk)).toEqual(["c@60"]);
  });

  test("I7 pages from before the first welcome are kept when new enough, and loaded again when not", async () => {
    for (const [seq, requests] of [
      [100, 1],
      [99, 2],
    ] as const) {
      const desk = new Desk();
      desk.rest = (_path, query) =>
        query.get("minSeq") === null ? page([conversation("c", 60)], seq) : page([conversation("d", 70)], 100);
      await desk.inbox.loadConversations("all");
      expect(shown(desk)).toEqual(["c@60"]);
      await desk.live({ seq: 100, projected: 100, reset: true });
      expect(desk.requests.length).toBe(requests);
      expect(shown(desk)).toEqual(seq === 100 ? ["c@60"] : ["d@70"]);
    }
  });

  test("I7 reset drops what is held, puts the welcome's records and loads open pages again", async () => {
    const desk = new Desk();
    desk.rest = () => page([conversation("old", 60), conversation("gone", 50)], 100);
    await desk.live();
    await desk.inbox.loadConversations("all");
    desk.rest = (path, query) =>
      path === "/conversations" && query.get("minSeq") === "300"
        ? page([conversation("old", 260)], 300)
        : { status: 404, body: {} };
    await reconnect(desk);
    desk.socket.say(
      welcome({
        seq: 320,
        projected: 300,
        reset: true,
        more: true,
        records: [conversation("new", 310), contact("contact-new", 310)],
      }),
    );
    desk.socket.drop();
    await desk.clock.advance(timing.reconnectMaxMs);
    desk.socket.open();
    expect(desk.socket.hellos[0]?.cursor).toBe(0);
    desk.socket.say(
      welcome({
        seq: 320,
        projected: 300,
        reset: true,
        records: [conversation("new", 310), contact("contact-new", 310), readMark("new", 311, 1)],
      }),
    );
    await settle();
    expect(shown(desk)).toEqual(["new@310", "old@260"]);
    expect(desk.inbox.conversation("gone")).toBeNull();
    await reconnect(desk);
    expect(desk.socket.hellos[0]?.cursor).toBe(320);
  });

  test("A1 a failed page says why, is tried again with back-off, and at once when the connection is back", async () => {
    const desk = new Desk();
    desk.rest = () => ({ status: 503, body: { detail: "The history is behind." } });
    await desk.live();
    await desk.inbox.loadConversations("all");
    expect(desk.inbox.conversations("all")).toMatchObject({ error: "The history is behind.", loading: false });
    await desk.clock.advance(500);
    expect(desk.requests.length).toBe(2);
    desk.rest = () => page([conversation("c", 60)], 100);
    desk.socket.drop();
    await desk.clock.advance(250);
    await desk.live();
    expect(desk.inbox.conversations("all")).toMatchObject({ error: null });
    expect(shown(desk)).toEqual(["c@60"]);
    expect(desk.clock.waiting).toBe(1);
  });
});

describe("a thread", () => {
  test("A1 loads from the newest back, and stands between pages and frames in one order", async () => {
    const desk = new Desk();
    desk.rest = (path, query) =>
      !path.endsWith("/messages")
        ? { body: item(conversation("c", 105), 0) }
        : query.get("before") === null
          ? threadPage([message("m4", "c", 90), message("m3", "c", 80)], 100, "80")
          : threadPage([message("m2", "c", 70), message("m1", "c", 60)], 100);
    const socket = await desk.live();
    // A receipt for an old message: it is held, and not shown before its neighbours are.
    socket.say(changes(101, { records: [message("m1", "c", 101, { position: 60 })] }));
    expect(desk.inbox.thread("c")).toMatchObject({ messages: [], hasOlder: true });
    await desk.inbox.loadThread("c");
    await desk.inbox.loadThread("c");
    socket.say(changes(102, { records: [message("m5", "c", 102)] }));
    const ids = () => desk.inbox.thread("c").messages.map(({ record }) => record.id);
    expect(ids()).toEqual(["m3", "m4", "m5"]);
    await desk.inbox.loadOlder("c");
    expect(ids()).toEqual(["m1", "m2", "m3", "m4", "m5"]);
    expect(desk.inbox.thread("c")).toMatchObject({ hasOlder: false, loading: false, error: null });
    expect(desk.requests).toEqual([
      "/conversations/c/messages?limit=50&minSeq=100",
      "/conversations/c/messages?before=80&limit=50&minSeq=100",
    ]);
  });

  test("A1 while the history is out of reach, what came since the connection began is shown", async () => {
    const desk = new Desk();
    desk.rest = () => ({ status: 503, body: {} });
    const socket = await desk.live();
    await desk.inbox.loadThread("c");
    socket.say(changes(101, { records: [message("m9", "c", 101)] }));
    expect(desk.inbox.thread("c").messages.map(({ record }) => record.id)).toEqual(["m9"]);
  });
});

describe("a thread that the history does not have", () => {
  test.each([
    ["is asked for again while its conversation is here", [conversation("c", 101), contact("contact-c", 101)], 2],
    ["is not asked for again when there is no such conversation", [], 1],
  ])("A3 %s", async (_title, records, requests) => {
    const desk = new Desk();
    await desk.live({ seq: 101, projected: 90, records: [...records, readMark("c", 101, 0)] });
    await desk.inbox.loadThread("c");
    await desk.clock.advance(900);
    expect(desk.requests.length).toBe(requests);
    expect(desk.inbox.thread("c").error).toBe("none");
  });
});

describe("what frames leave out", () => {
  test("A2 an old conversation that stirs gets its contact and mark by one request", async () => {
    const desk = new Desk();
    desk.rest = () => ({ body: item(conversation("c", 101, { inboundCount: 8 }), 1) });
    const socket = await desk.live();
    socket.say(
      changes(101, { records: [conversation("c", 101, { inboundCount: 8 }), message("m8", "c", 101, { number: 8 })] }),
    );
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 1, contact: null });
    await settle();
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 1, contact: { name: "contact-c" } });
    socket.say(changes(102, { records: [conversation("c", 102, { inboundCount: 9 })] }));
    await settle();
    expect(desk.requests).toEqual(["/conversations/c"]);
    expect(desk.inbox.conversation("c")?.unread).toBe(2);
  });

  test("A2 a new conversation needs no request", async () => {
    const desk = new Desk();
    const socket = await desk.live();
    socket.say(changes(101, { records: [conversation("c", 101), contact("contact-c", 101), message("m1", "c", 101)] }));
    await settle();
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 1, contact: { name: "contact-c" } });
    expect(desk.requests).toEqual([]);
  });

  test("I7 a conversation alone tells no age of its read mark: a mark set since the baseline is not taken back by it", async () => {
    const desk = new Desk();
    // D1 has the newest conversation, and not yet the mark that was set before it.
    desk.rest = () => ({ body: item(conversation("c", 103, { inboundCount: 4 }), 2) });
    const socket = await desk.live();
    socket.say(changes(102, { records: [readMark("c", 102, 4)] }));
    socket.say(changes(103, { records: [conversation("c", 103, { inboundCount: 4 })] }));
    await settle();
    expect(desk.requests).toEqual(["/conversations/c"]);
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 0, contact: { name: "contact-c" } });
  });

  test("I7 a replica that lags answers 404 for a conversation that is held, and is asked again", async () => {
    const desk = new Desk();
    const socket = await desk.live();
    socket.say(changes(101, { records: [conversation("c", 101, { inboundCount: 8 })] }));
    await settle();
    desk.rest = () => ({ body: item(conversation("c", 101, { inboundCount: 8 }), 3) });
    await desk.clock.advance(30_000);
    expect(desk.requests).toEqual(["/conversations/c", "/conversations/c"]);
    expect(desk.inbox.conversation("c")).toMatchObject({ unread: 3, contact: { name: "contact-c" } });
  });

  test("C4 a conversation that another tab marked unread is fetched when it is not here", async () => {
    const desk = new Desk();
    desk.rest = () => ({ body: item(conversation("c", 60, { inboundCount: 3 }), 1) });
    const socket = await desk.live();
    socket.say(changes(101, { records: [readMark("c", 101, 2, 1)] }));
    await settle();
    expect(desk.inbox.conversation("c")?.unread).toBe(1);
  });

  test("B3 after a long absence many are looked up by the page", async () => {
    const desk = new Desk();
    const many = Array.from({ length: 300 }, (_, n) => conversation(`c${n}`, 101 + n, { inboundCount: 5 }));
    desk.rest = (path, query) => {
      if (path !== "/conversations") return { status: 404, body: {} };
      const newest = many.toReversed();
      return query.get("cursor") === null ? page(newest.slice(0, 200), 500, "next") : page(newest.slice(200), 500);
    };
    await desk.live();
    await reconnect(desk);
    desk.socket.say(welcome({ seq: 500, records: many }));
    await settle();
    expect(desk.requests.length).toBe(2);
    expect(desk.inbox.conversation("c7")?.contact?.name).toBe("contact-c7");
  });

  test("B5 a link to a conversation loads it, and one that is not there is not asked for again and again", async () => {
    const desk = new Desk();
    await desk.live();
    await desk.inbox.loadConversation("nowhere");
    expect(desk.inbox.conversation("nowhere")).toBeNull();
    await desk.clock.advance(1_000);
    expect(desk.requests).toEqual(["/conversations/nowhere"]);
  });
});
