import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ThreadView } from "../../src/client/inbox.ts";
import type { Message } from "../../src/protocol/records.ts";
import { weave } from "../../src/web/inbox/weave.ts";
import { WovenThread } from "../../src/web/inbox/woven-thread.ts";
import { settle } from "../client/support/clock.ts";
import { Desk, type RestAnswer } from "../client/support/desk.ts";
import { changes, conversation, item, message } from "../client/support/records.ts";

const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString();
const head = 10_000;
const talks = ["wa", "sms", "mail"];

/** The history of a customer: in which conversation the first message was, the second… */
class History {
  readonly desk = new Desk();
  readonly woven: WovenThread;
  /** Conversations whose pages cannot be had. */
  readonly silent = new Set<string>();
  readonly all: Message[];

  constructor(said: readonly string[]) {
    this.all = said.map((talk, index) => this.#said(talk, index + 1));
    this.woven = new WovenThread(this.desk.inbox, talks);
  }

  async open(): Promise<this> {
    this.desk.rest = (path, query) => this.#rest(path, query);
    const records = talks.map((id) => conversation(id, 1, { lastPosition: 1 }));
    await this.desk.live({ seq: head, projected: head, records });
    await this.woven.load();
    await settle();
    return this;
  }

  async arrives(talk: string): Promise<void> {
    const next = this.#said(talk, head + this.all.length);
    this.all.push(next);
    this.desk.socket.say(changes(next.position, { records: [next] }));
    await settle();
  }

  get shown(): string[] {
    return this.woven.view().messages.map(({ record }) => record.id);
  }

  #said(talk: string, n: number): Message {
    return message(`${talk}-${n}`, talk, n <= head ? 1 : n, { position: n, timestamp: at(n), number: n });
  }

  /** Answers as `GET messages` does. */
  #rest(path: string, query: URLSearchParams): RestAnswer {
    const talk = /conversations\/(\w+)/u.exec(path)?.[1] ?? "";
    if (!path.endsWith("/messages")) return { body: item(conversation(talk, 1), 0) };
    if (this.silent.has(talk)) return { status: 503, body: { detail: "It is down." } };
    const own = this.all.filter(({ conversationId }) => conversationId === talk);
    const limit = Number(query.get("limit"));
    const number = (name: string) => (query.has(name) ? Number(query.get(name)) : null);
    const page = (items: Message[], more: boolean): RestAnswer => ({
      body: { items: items.toReversed(), nextCursor: more ? "more" : null, seq: head },
    });
    const following = number("following");
    if (following !== null) return page(own.filter(({ position }) => position > following).slice(0, limit), false);
    const time = query.get("at");
    if (query.has("around") || time !== null) {
      const wanted = own.findIndex(
        ({ id, timestamp }) => id === query.get("around") || (time !== null && timestamp >= time),
      );
      if (wanted === -1) return { status: 404, body: { detail: "none" } };
      return page(own.slice(Math.max(0, wanted - limit / 2), wanted + limit / 2), wanted > limit / 2);
    }
    const older = own.filter(({ position }) => position < (number("before") ?? Number.POSITIVE_INFINITY));
    return page(older.slice(-limit), older.length > limit);
  }
}

/** What is shown is a piece of the whole history, as it was: nothing is missing in it, twice, or in another order. */
function expectWhole(history: History): void {
  const { shown } = history;
  const ids = history.all.map(({ id }) => id);
  const { hasOlder, hasNewer } = history.woven.view();
  const first = shown[0] === undefined ? 0 : ids.indexOf(shown[0]);
  expect(shown).toEqual(ids.slice(first, first + shown.length));
  if (!hasOlder) expect(first).toBe(0);
  if (!hasNewer) expect(shown.at(-1)).toBe(ids.at(-1));
}

/** Long runs in one conversation, as people talk: each is more or less than a page. */
const histories = fc
  .array(fc.tuple(fc.constantFrom(...talks), fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 8 })
  .map((runs) => runs.flatMap(([talk, n]) => Array.from({ length: n }, () => talk)));

const steps = fc.array(
  fc.oneof(
    fc.constantFrom("older", "newer", "leave").map((step) => ({ step, where: 0 })),
    fc
      .tuple(fc.constantFrom("message", "time", "arrives"), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([step, where]) => ({ step, where })),
  ),
  { maxLength: 12 },
);

describe("several threads as one", () => {
  it("E6 shows a piece of the whole history without a gap, each message once and in order, wherever one goes", async () => {
    await fc.assert(
      fc.asyncProperty(histories, steps, async (said, walk) => {
        const history = await new History(said).open();
        expectWhole(history);
        for (const { step, where } of walk) {
          const target = history.all[Math.floor(where * (history.all.length - 1))];
          if (step === "older") history.woven.loadOlder();
          else if (step === "newer") history.woven.loadNewer();
          else if (step === "leave") history.woven.leavePast();
          else if (step === "arrives") await history.arrives(talks[Math.floor(where * 2.9)] ?? "wa");
          else if (target !== undefined) {
            const { id: messageId, conversationId, timestamp } = target;
            const jump = await history.woven.jump(step === "time" ? { at: timestamp } : { messageId, conversationId });
            expect(jump).toEqual({ ok: true, messageId });
            expect(history.shown).toContain(messageId);
          }
          await settle();
          expectWhole(history);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("E6 comes to its beginning by its older pages, one conversation after the other", async () => {
    const runs = ["sms", "wa", "mail", "wa", "sms"].flatMap((talk) => Array.from({ length: 70 }, () => talk));
    const history = await new History(runs).open();
    expect(history.shown[0]).toBe("sms-301");
    for (let pages = 0; pages < 12 && history.woven.view().hasOlder; pages++) {
      const before = history.shown.length;
      history.woven.loadOlder();
      await settle();
      expect(history.shown.length).toBeGreaterThanOrEqual(before);
      expectWhole(history);
    }
    expect(history.shown).toHaveLength(350);
  });

  it("E6 shows the others when one of them cannot be loaded, and says which", async () => {
    const history = new History(["wa", "mail", "wa"]);
    history.silent.add("mail");
    await history.open();
    expect(history.shown).toEqual(["wa-1", "wa-3"]);
    expect(history.woven.leftOut()).toEqual(["mail"]);
    history.silent.clear();
    await history.woven.load();
    expect(history.shown).toEqual(["wa-1", "mail-2", "wa-3"]);
    expect(history.woven.leftOut()).toEqual([]);
  });

  it("E6 leaves the past of all when something is written in one", async () => {
    const history = await new History(Array.from({ length: 400 }, (_, n) => talks[n % 2] ?? "wa")).open();
    await history.woven.jump({ messageId: "wa-101", conversationId: "wa" });
    expect(history.woven.view().hasNewer).toBe(true);
    history.desk.inbox.send("sms", "Here I am");
    await settle();
    history.woven.followOwn();
    expect(history.woven.view().hasNewer).toBe(false);
    expect(history.woven.view().messages.at(-1)?.record.body).toBe("Here I am");
  });

  it("E6 one alone is what it was: nothing is made of it", async () => {
    const history = await new History(["wa", "sms"]).open();
    const view: ThreadView = history.desk.inbox.thread("wa");
    expect(weave([view])).toBe(view);
    expect(new WovenThread(history.desk.inbox, ["wa"]).view()).toBe(view);
  });
});
