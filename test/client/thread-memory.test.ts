import { describe, expect, test } from "vitest";
import { limits } from "../../src/protocol/limits.ts";
import { Desk } from "./support/desk.ts";
import { changes, contact, conversation, message } from "./support/records.ts";

const threads = 100;
const start = 1_000;

/** An inbox that was there while each of a hundred customers wrote as often as the rest; more than a client holds. */
async function afterTraffic(look?: string): Promise<Desk> {
  const desk = new Desk();
  const ids = Array.from({ length: threads }, (_, n) => `c${n}`);
  const records = ids.flatMap((id, n) => [
    conversation(id, n + 1, { inboundCount: 0 }),
    contact(`contact-${id}`, n + 1),
  ]);
  await desk.live({ seq: start, projected: start, records });
  if (look !== undefined) desk.inbox.thread(look);
  for (let n = 1; n <= limits.heldMessages + threads; n++) {
    const id = ids[n % threads] ?? "";
    const number = Math.ceil(n / threads);
    const seq = start + n;
    desk.socket.say(
      changes(seq, {
        records: [
          message(`m${n}`, id, seq, { number }),
          conversation(id, seq, { inboundCount: number, lastPosition: seq }),
        ],
      }),
    );
  }
  return desk;
}

const held = (desk: Desk) =>
  Array.from({ length: threads }, (_, n) => desk.inbox.thread(`c${n}`).messages.length).reduce((a, b) => a + b, 0);

describe("messages of threads that nobody looks at", () => {
  test("H8 are forgotten beyond a limit, those first in which nothing happened for longest", async () => {
    const desk = await afterTraffic();
    expect(held(desk)).toBeLessThanOrEqual(limits.heldMessages);
    // What came after it was forgotten is not shown as if it were all of it.
    expect(desk.inbox.thread("c2")).toMatchObject({ messages: [{ record: { id: "m5002" } }], hasOlder: true });
    expect(desk.inbox.thread("c0").messages.length).toBe(limits.heldMessages / threads + 1);
  });

  test("H8 I4 cost nothing that is shown: counts and lists are as they were", async () => {
    const desk = await afterTraffic();
    const all = desk.inbox.conversations("all").items;
    expect(all.length).toBe(threads);
    expect(new Set(all.map(({ unread }) => unread))).toEqual(new Set([limits.heldMessages / threads + 1]));
  });

  test("H8 I7 are loaded when the thread is opened, from a history that has them all", async () => {
    const desk = await afterTraffic();
    const asked: (string | null)[] = [];
    desk.rest = (path, query) => {
      asked.push(query.get("minSeq"));
      return path === "/conversations/c2/messages"
        ? { body: { items: [message("m2", "c2", start + 2, { number: 1 })], nextCursor: null, seq: start + 6_000 } }
        : { status: 404, body: {} };
    };
    expect(desk.inbox.thread("c2")).toMatchObject({ hasOlder: true });
    await desk.inbox.loadThread("c2");
    expect(desk.inbox.thread("c2").messages.map(({ record }) => record.id)).toEqual(["m2", "m5002"]);
    expect(Number(asked[0])).toBe(start + limits.heldMessages + 1);
  });

  test("H2 what is on the screen stays", async () => {
    const desk = await afterTraffic("c2");
    expect(desk.inbox.thread("c2").messages.length).toBe(limits.heldMessages / threads + 1);
  });
});
