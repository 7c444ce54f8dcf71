import { describe, expect, test } from "vitest";
import type { Message } from "../../src/protocol/records.ts";
import { Desk, type RestAnswer } from "./support/desk.ts";
import { changes, conversation, item, message, welcome } from "./support/records.ts";

const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
/** m1 … m200, one a second, at the positions 10, 20 … 2000. */
const all = Array.from({ length: 200 }, (_, index) =>
  message(`m${index + 1}`, "c", 1, { position: (index + 1) * 10, timestamp: at(index + 1) }),
);
const head = 3_000;

/** Answers as `GET messages` does. */
function thread(query: URLSearchParams): RestAnswer {
  const limit = Number(query.get("limit"));
  const number = (name: string) => (query.get(name) === null ? null : Number(query.get(name)));
  const page = (items: Message[], more: boolean): RestAnswer => ({
    body: { items: items.toReversed(), nextCursor: more ? "more" : null, seq: head },
  });
  const following = number("following");
  if (following !== null) return page(all.filter(({ position }) => position > following).slice(0, limit), false);
  const time = query.get("at");
  const wanted = all.findIndex(
    ({ id, timestamp }) => id === query.get("around") || (time !== null && timestamp >= time),
  );
  if (query.has("around") || time !== null) {
    if (wanted === -1) return { status: 404, body: { detail: "none" } };
    return page(all.slice(Math.max(0, wanted - limit / 2), wanted + limit / 2), wanted > limit / 2);
  }
  const before = number("before") ?? Number.POSITIVE_INFINITY;
  const older = all.filter(({ position }) => position < before);
  return page(older.slice(-limit), older.length > limit);
}

async function open(): Promise<Desk> {
  const desk = new Desk();
  desk.rest = (path, query) =>
    path.endsWith("/messages") ? thread(query) : { body: item(conversation("c", 2000, { inboundCount: 200 }), 0) };
  await desk.live({ seq: head, projected: head, records: [conversation("c", 2000, { inboundCount: 200 })] });
  await desk.inbox.loadThread("c");
  return desk;
}
const shown = (desk: Desk) => desk.inbox.thread("c").messages.map(({ record }) => record.id);
const ends = (desk: Desk) => [shown(desk)[0], shown(desk).at(-1)];

describe("a jump into a thread's past", () => {
  test("H2 shows what lies around a message, and the newest again when the past is left", async () => {
    const desk = await open();
    expect(ends(desk)).toEqual(["m151", "m200"]);
    expect(await desk.inbox.loadAround("c", { messageId: "m40" })).toEqual({ ok: true, messageId: "m40" });
    expect(ends(desk)).toEqual(["m15", "m64"]);
    expect(desk.inbox.thread("c")).toMatchObject({ hasOlder: true, hasNewer: true });
    desk.inbox.leavePast("c");
    expect(ends(desk)).toEqual(["m151", "m200"]);
    expect(desk.inbox.thread("c").hasNewer).toBe(false);
  });

  test("H2 leads to the first message of a time or later", async () => {
    const desk = await open();
    expect(await desk.inbox.loadAround("c", { at: at(99.5) })).toEqual({ ok: true, messageId: "m100" });
    expect(shown(desk)).toContain("m100");
  });

  test("H2 grows at both ends without a gap, until it meets the newest page and is the thread", async () => {
    const desk = await open();
    await desk.inbox.loadAround("c", { messageId: "m90" });
    expect(ends(desk)).toEqual(["m65", "m114"]);
    await desk.inbox.loadOlder("c");
    expect(ends(desk)).toEqual(["m15", "m114"]);
    await desk.inbox.loadNewer("c");
    expect(ends(desk)).toEqual(["m15", "m200"]);
    expect(shown(desk)).toEqual(all.slice(14).map(({ id }) => id));
    expect(desk.inbox.thread("c")).toMatchObject({ hasOlder: true, hasNewer: false, loading: false });
    await desk.inbox.loadOlder("c");
    expect(shown(desk)).toEqual(all.map(({ id }) => id));
    expect(desk.inbox.thread("c").hasOlder).toBe(false);
  });

  test("H2 news do not stand among what is old; a status of what is shown does", async () => {
    const desk = await open();
    await desk.inbox.loadAround("c", { messageId: "m40" });
    const changed = { ...(all[39] as Message), seq: head + 1, body: "edited" };
    desk.socket.say(changes(head + 1, { records: [changed, message("news", "c", head + 1)] }));
    expect(ends(desk)).toEqual(["m15", "m64"]);
    expect(desk.inbox.thread("c").messages.find(({ record }) => record.id === "m40")?.record.body).toBe("edited");
    desk.inbox.leavePast("c");
    expect(ends(desk)).toEqual(["m151", "news"]);
  });

  test("H2 whoever writes from the past is at the newest again", async () => {
    const desk = await open();
    await desk.inbox.loadAround("c", { messageId: "m40" });
    void desk.inbox.send("c", "mine");
    expect(desk.inbox.thread("c").hasNewer).toBe(false);
    expect(desk.inbox.thread("c").messages.at(-1)?.record.body).toBe("mine");
  });

  test("H2 says why it led nowhere, and shows what was shown", async () => {
    const desk = await open();
    expect(await desk.inbox.loadAround("c", { messageId: "gone" })).toEqual({ ok: false, reason: "notThere" });
    desk.rest = () => ({ status: 503, body: {} });
    expect(await desk.inbox.loadAround("c", { messageId: "m40" })).toEqual({ ok: false, reason: "notReached" });
    expect(ends(desk)).toEqual(["m151", "m200"]);
  });

  test("H2 what could not be loaded is told, and asked for again", async () => {
    const desk = await open();
    await desk.inbox.loadAround("c", { messageId: "m40" });
    const { rest } = desk;
    desk.rest = () => ({ status: 503, body: { detail: "away" } });
    await desk.inbox.loadNewer("c");
    expect(desk.inbox.thread("c")).toMatchObject({ error: "away", hasNewer: true });
    desk.rest = rest;
    await desk.inbox.loadNewer("c");
    expect(desk.inbox.thread("c").error).toBeNull();
    expect(ends(desk)).toEqual(["m15", "m114"]);
  });

  test("I7 a reset ends it: nothing that was held before is shown", async () => {
    const desk = await open();
    await desk.inbox.loadAround("c", { messageId: "m40" });
    desk.socket.drop();
    await desk.clock.advance(60_000);
    desk.socket.open();
    desk.socket.say(welcome({ seq: head, projected: head, reset: true }));
    await desk.inbox.loadThread("c");
    expect(desk.inbox.thread("c").hasNewer).toBe(false);
    expect(shown(desk)).not.toContain("m40");
  });
});
