import { describe, expect, it } from "vitest";
import { openRecordCache } from "../../src/client/record-cache.ts";
import type { Mention } from "../../src/protocol/mention.ts";
import { RestError } from "../../src/client/rest.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import {
  agent,
  changes,
  contact,
  conversation,
  draft,
  item,
  lock,
  mention,
  message,
  readMark,
} from "./support/records.ts";
import { RowMemory } from "./support/row-memory.ts";

/** Longer than what changed may wait. */
const writtenMs = 2_100;

async function open(rows: RowMemory): Promise<Desk> {
  return new Desk({ cache: await openRecordCache(rows) });
}

/** A desk with one list, one opened thread and what else an inbox holds. */
async function filled(rows: RowMemory): Promise<Desk> {
  const desk = await open(rows);
  const [c1, c2] = [conversation("c1", 90, { inboundCount: 3 }), conversation("c2", 80)];
  desk.rest = (path) => {
    if (path === "/conversations")
      return { body: { items: [item(c1, 2), item(c2, 0)], nextCursor: "older", seq: 100 } };
    if (path === "/conversations/c1/messages")
      return { body: { items: [message("m2", "c1", 90), message("m1", "c1", 70)], nextCursor: null, seq: 100 } };
    return { status: 404, body: { detail: "none" } };
  };
  await desk.live({ records: [agent(1), draft("c1", 60, "Half a"), lock("c2", 95, { agentId: "agent-2" })] });
  await Promise.all([desk.inbox.loadConversations("all"), desk.inbox.loadThread("c1")]);
  return desk;
}

function texts(desk: Desk, id: string): (string | null)[] {
  return desk.inbox.thread(id).messages.map(({ record }) => record.id);
}

describe("what is kept over a reload", () => {
  it("H8 is shown before anything is asked: list, names, what is unread, thread, draft", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    await first.clock.advance(writtenMs);
    first.inbox.dispose();

    const { inbox, requests, socket } = await open(rows).then(async (desk) => {
      await settle();
      return desk;
    });
    const list = inbox.conversations("all");
    expect(list.items.map(({ record, contact: who, unread }) => [record.id, who?.name, unread])).toEqual([
      ["c1", "contact-c1", 2],
      ["c2", "contact-c2", 0],
    ]);
    expect(list.hasMore).toBe(true);
    expect(inbox.thread("c1").messages.map(({ record }) => record.id)).toEqual(["m1", "m2"]);
    expect(inbox.thread("c1").hasOlder).toBe(false);
    expect(inbox.draft("c1", "reply")?.content).toBe("Half a");
    expect(inbox.agents()).toHaveLength(1);
    // Who was writing then may not be writing now; the welcome tells.
    expect(inbox.lockOf("c2")).toBeNull();
    expect(requests).toEqual([]);
    expect(socket.sent).toEqual([]);
  });

  it("H8 I7 asks the hub for what came after it, and puts that over it", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    first.socket.say(changes(105, { records: [message("m3", "c1", 105)] }));
    await first.clock.advance(writtenMs);
    first.inbox.dispose();

    const desk = await open(rows);
    await desk.live({ seq: 120, records: [message("m4", "c1", 118), conversation("c2", 120, { lastPosition: 120 })] });
    expect(desk.socket.hellos[0]?.cursor).toBe(105);
    expect(texts(desk, "c1")).toEqual(["m1", "m2", "m3", "m4"]);
    expect(desk.inbox.conversations("all").items.map(({ record }) => record.id)).toEqual(["c2", "c1"]);
    expect(desk.requests).toEqual([]);
  });

  it("H8 a reset does away with it", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    await first.clock.advance(writtenMs);
    first.inbox.dispose();

    const desk = await open(rows);
    desk.rest = () => ({ body: { items: [], nextCursor: null, seq: 900 } });
    await desk.live({ seq: 900, projected: 900, reset: true, records: [agent(1)] });
    expect(desk.inbox.conversations("all").items).toEqual([]);
    await desk.clock.advance(writtenMs);
    expect([...rows.rows.keys()].filter((key) => /^(?:conversation|thread|contact)/u.test(key))).toEqual([]);
  });

  it("H8 I10 goes when its reader is no member any more, or is signed out", async () => {
    for (const code of [4403, 4401]) {
      const rows = new RowMemory();
      const desk = await filled(rows);
      await desk.clock.advance(writtenMs);
      expect(rows.rows.size).toBeGreaterThan(0);
      if (code === 4403) desk.socket.drop(code);
      else desk.inbox.dispose();
      if (code === 4401) {
        const refused = new Desk({
          cache: await openRecordCache(rows),
          token: () => Promise.reject(new RestError(401, "Nobody is signed in.")),
        });
        await refused.clock.advance(writtenMs);
        expect(refused.inbox.connection.state).toBe("signedOut");
      }
      await desk.clock.advance(writtenMs);
      expect(rows.rows.size).toBe(0);
    }
  });

  it("H8 is written some time after a change, together, and only what is another than before", async () => {
    const rows = new RowMemory();
    const desk = await filled(rows);
    expect(rows.saves).toEqual([]);
    await desk.clock.advance(writtenMs);
    expect(rows.saves).toHaveLength(1);
    for (let seq = 101; seq <= 110; seq++) desk.socket.say(changes(seq, { records: [message(`n${seq}`, "c1", seq)] }));
    await desk.clock.advance(writtenMs);
    expect(rows.saves).toHaveLength(2);
    expect(rows.saves[1]?.put.map(([key]) => key)).toEqual(["head", "thread/c1"]);
    // What says nothing about records is not worth a write.
    desk.inbox.setViewing("c1");
    desk.look();
    await desk.clock.advance(writtenMs);
    expect(rows.saves).toHaveLength(2);
  });

  it("H8 a storage that is full costs only that: the next save writes everything", async () => {
    const rows = new RowMemory();
    const desk = await filled(rows);
    await desk.clock.advance(writtenMs);
    rows.fails = true;
    desk.socket.say(changes(101, { records: [message("m3", "c1", 101)] }));
    await desk.clock.advance(writtenMs);
    expect(rows.fails).toBe(false);
    desk.socket.say(changes(102, { records: [message("m4", "c1", 102)] }));
    await desk.clock.advance(writtenMs);
    expect(rows.saves.at(-1)?.clear).toBe(true);
    desk.inbox.dispose();
    expect(texts(await open(rows), "c1")).toEqual(["m1", "m2", "m3", "m4"]);
  });

  it("H8 of two tabs one writes; the other writes everything when its turn comes", async () => {
    const rows = new RowMemory();
    rows.writable = false;
    const desk = await filled(rows);
    await desk.clock.advance(writtenMs);
    expect(rows.saves).toEqual([]);
    rows.writable = true;
    desk.socket.say(changes(101, { records: [message("m3", "c1", 101)] }));
    await desk.clock.advance(writtenMs);
    expect(rows.saves[0]?.clear).toBe(true);
  });

  it("H8 what is cut off or of another make is not used", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    await first.clock.advance(writtenMs);
    first.inbox.dispose();
    rows.rows.delete("thread/c1");
    const desk = await open(rows);
    expect(desk.inbox.conversations("all").items).toEqual([]);
    await desk.live();
    expect(desk.socket.hellos[0]?.cursor).toBe(0);
  });

  it("H8 I7 is bounded, and a list that was cut says that there is more and goes on from there", async () => {
    const rows = new RowMemory();
    const first = await open(rows);
    const all = Array.from({ length: 1_200 }, (_, index) => conversation(`c${index}`, 5_000 - index));
    const mentions: Mention[] = Array.from({ length: 250 }, (_, index) => mention(`n${index}`, "c0", index + 1));
    first.rest = (path) => {
      if (path === "/conversations")
        return { body: { items: all.map((one) => item(one, 1)), nextCursor: null, seq: 5_000 } };
      if (path === "/conversations/c0") return { body: item(conversation("c0", 5_000), 1) };
      const messages = Array.from({ length: 300 }, (_, index) => message(`m${index}`, "c0", 4_000 - index));
      return { body: { items: path === "/mentions" ? [] : messages, nextCursor: null, seq: 5_000 } };
    };
    await first.live({ seq: 5_000, projected: 5_000, records: [agent(1), ...mentions] });
    await Promise.all([first.inbox.loadConversations("all"), first.inbox.loadThread("c0"), first.inbox.loadMentions()]);
    await first.clock.advance(writtenMs);
    first.inbox.dispose();

    const desk = await open(rows);
    const list = desk.inbox.conversations("all");
    expect([list.items.length, list.hasMore]).toEqual([1_000, true]);
    const thread = desk.inbox.thread("c0");
    expect([thread.messages.length, thread.messages[0]?.record.id, thread.hasOlder]).toEqual([200, "m199", true]);
    expect(desk.inbox.mentions().items).toHaveLength(200);
    expect(desk.inbox.conversation("c999")?.unread).toBe(1);
    expect(desk.inbox.conversation("c1100")).toBeNull();

    desk.rest = (path, query) => {
      const from = Number(query.get("cursor") ?? 0);
      if (path !== "/conversations") return { body: { items: [], nextCursor: null, seq: 5_000 } };
      const items = all.slice(from, from + 400).map((one) => item(one, 1));
      return { body: { items, nextCursor: from + 400 < 1_200 ? String(from + 400) : null, seq: 5_000 } };
    };
    await desk.live({ seq: 5_000, projected: 5_000 });
    await desk.inbox.loadConversations("all");
    await settle();
    // The pages that show nothing new are passed over in one go.
    expect(desk.inbox.conversations("all").items).toHaveLength(1_200);
    await desk.inbox.loadOlder("c0");
    expect(desk.requests.at(-1)).toContain(`before=${4_000 - 199}`);
  });

  it("I4 H8 marks are as they were: read elsewhere meanwhile, they move on", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    first.socket.say(changes(101, { records: [readMark("c1", 101, 3)] }));
    expect(first.inbox.conversation("c1")?.unread).toBe(0);
    await first.clock.advance(writtenMs);
    first.inbox.dispose();
    const desk = await open(rows);
    expect(desk.inbox.conversation("c1")?.unread).toBe(0);
    await desk.live({ seq: 110, records: [readMark("c1", 110, 1)] });
    expect(desk.inbox.conversation("c1")?.unread).toBe(2);
  });

  it("H8 a contact that changed is kept with its new name", async () => {
    const rows = new RowMemory();
    const first = await filled(rows);
    first.socket.say(changes(101, { records: [contact("contact-c1", 101, "Rosa Lind")] }));
    await first.clock.advance(writtenMs);
    first.inbox.dispose();
    expect((await open(rows)).inbox.conversation("c1")?.contact?.name).toBe("Rosa Lind");
  });
});
