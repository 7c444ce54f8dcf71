import { describe, expect, test } from "vitest";
import { createMemoryStorage } from "../../src/client/storage.ts";
import { limits } from "../../src/protocol/limits.ts";
import { timing } from "../../src/protocol/timing.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { agent, changes, contact, conversation, draft, message } from "./support/records.ts";

const held = [agent(10), conversation("c", 90), contact("contact-c", 80)];

async function desk(
  records: readonly ReturnType<typeof draft>[] = [],
  options: ConstructorParameters<typeof Desk>[0] = {},
): Promise<Desk> {
  const one = new Desk(options);
  await one.live({ projected: 50, records: [...held, ...records] });
  return one;
}

const asked = (one: Desk): Record<string, unknown>[] =>
  one.socket.commands.map(({ command, payload }) => ({ command, ...payload }));
const shown = (one: Desk) => one.inbox.draft("c", "reply");

function accept(one: Desk, seq: number, content: string, given: Parameters<typeof draft>[3] = {}): void {
  const { id } = one.socket.commands.at(-1) ?? { id: "" };
  one.socket.say({ type: "result", id, ok: true, seq, value: draft("c", seq, content, given) });
}

function refuse(one: Desk, current: ReturnType<typeof draft> | null): void {
  const { id } = one.socket.commands.at(-1) ?? { id: "" };
  one.socket.say({ type: "result", id, ok: false, code: "stale", message: "Changed.", details: { current } });
}

describe("drafts", () => {
  test("C5 are saved half a second after the last key, one at a time, each over the version before", async () => {
    const one = await desk();
    one.inbox.saveDraft("c", "reply", "H");
    await one.clock.advance(400);
    one.inbox.saveDraft("c", "reply", "He");
    await one.clock.advance(499);
    expect(asked(one)).toEqual([]);
    expect(shown(one)).toEqual({ content: "He", isSaved: false, head: null, elsewhere: null, problem: null });
    await one.clock.advance(1);
    expect(asked(one)).toEqual([{ command: "draft:save", conversationId: "c", kind: "reply", content: "He" }]);
    one.inbox.saveDraft("c", "reply", "Hello");
    await one.clock.advance(500);
    expect(asked(one).length).toBe(1);
    accept(one, 101, "He");
    expect(asked(one).at(-1)).toMatchObject({ content: "Hello", version: "101" });
    accept(one, 102, "Hello");
    expect(shown(one)).toEqual({ content: "Hello", isSaved: true, head: null, elsewhere: null, problem: null });
    expect(one.inbox.draft("c", "note")).toBeNull();
  });

  test("C5 that cannot be saved say why, until they can", async () => {
    const one = await desk();
    one.inbox.saveDraft("c", "reply", "x".repeat(limits.draftLength + 1));
    await one.clock.advance(500);
    const { id } = one.socket.commands.at(-1) ?? { id: "" };
    one.socket.say({ type: "result", id, ok: false, code: "too_large", message: "Too long." });
    expect(shown(one)).toMatchObject({ isSaved: false, problem: "Too long." });
    expect(one.inbox.failures()).toEqual([]);
    one.inbox.saveDraft("c", "reply", "short");
    expect(shown(one)).toMatchObject({ content: "short", isSaved: false, problem: "Too long." });
    await one.clock.advance(500);
    expect(shown(one)).toMatchObject({ isSaved: false, problem: null });
    accept(one, 101, "short");
    expect(shown(one)).toMatchObject({ isSaved: true, problem: null });
  });

  test("C5 other tabs and devices are followed while nothing is typed here", async () => {
    const one = await desk([draft("c", 95, "from the phone")]);
    expect(shown(one)).toMatchObject({ content: "from the phone", isSaved: true });
    one.socket.say(changes(101, { records: [draft("c", 101, "from the phone, longer")] }));
    expect(shown(one)).toMatchObject({ content: "from the phone, longer" });
    one.socket.say(changes(102, { records: [draft("c", 102, "", { deleted: true })] }));
    expect(shown(one)).toBeNull();
  });

  test("I7 a stale save keeps what is typed and offers both; nothing is saved before the choice", async () => {
    for (const keep of ["mine", "theirs"] as const) {
      const one = await desk([draft("c", 95, "old")]);
      one.inbox.saveDraft("c", "reply", "mine");
      await one.clock.advance(500);
      refuse(one, draft("c", 99, "theirs"));
      expect(shown(one)).toEqual({ content: "mine", isSaved: false, head: null, elsewhere: "theirs", problem: null });
      one.inbox.saveDraft("c", "reply", "mine!");
      await one.clock.advance(500);
      expect(asked(one).length).toBe(1);
      expect(one.inbox.failures()).toEqual([]);
      one.inbox.resolveDraft("c", "reply", keep);
      if (keep === "mine") expect(asked(one).at(-1)).toMatchObject({ content: "mine!", version: "99" });
      else expect(shown(one)).toEqual({ content: "theirs", isSaved: true, head: null, elsewhere: null, problem: null });
    }
  });

  test("I7 what was saved elsewhere is shown as it is now, and once it is gone what is typed here is saved", async () => {
    const one = await desk([draft("c", 95, "old")]);
    one.inbox.saveDraft("c", "reply", "mine");
    await one.clock.advance(500);
    refuse(one, draft("c", 99, "theirs"));
    one.socket.say(changes(101, { records: [draft("c", 101, "theirs, longer")] }));
    expect(shown(one)).toMatchObject({ content: "mine", isSaved: false, elsewhere: "theirs, longer" });
    one.socket.say(changes(102, { records: [draft("c", 102, "", { deleted: true })] }));
    expect(shown(one)).toMatchObject({ content: "mine", elsewhere: null });
    expect(asked(one).at(-1)).toEqual({ command: "draft:save", conversationId: "c", kind: "reply", content: "mine" });
    accept(one, 103, "mine");
    expect(shown(one)).toMatchObject({ content: "mine", isSaved: true });
  });

  test("I7 cleared elsewhere while typed here: what is typed stays, as a new draft", async () => {
    const one = await desk([draft("c", 95, "old")]);
    one.inbox.saveDraft("c", "reply", "old and more");
    await one.clock.advance(500);
    refuse(one, null);
    expect(asked(one).at(-1)).toEqual({
      command: "draft:save",
      conversationId: "c",
      kind: "reply",
      content: "old and more",
    });
  });

  test("C5 the send clears it, and nothing of it is saved after", async () => {
    const one = await desk([draft("c", 95, "Hi")]);
    one.inbox.saveDraft("c", "reply", "Hi there");
    const { id } = one.inbox.send("c", "Hi there");
    expect(shown(one)).toBeNull();
    await one.clock.advance(1_000);
    expect(asked(one).map(({ command }) => command)).toEqual(["message:send"]);
    // Typed before the answer: it begins anew.
    one.inbox.saveDraft("c", "reply", "Hi");
    expect(shown(one)).toMatchObject({ content: "Hi" });
    const truth = message(id, "c", 101, { direction: "outbound", status: "queued", body: "Hi there" });
    one.socket.say({ type: "result", id, ok: true, seq: 101, value: truth });
    one.socket.say(changes(102, { records: [truth, draft("c", 102, "", { deleted: true })] }));
    await one.clock.advance(500);
    expect(asked(one).at(-1)).toEqual({ command: "draft:save", conversationId: "c", kind: "reply", content: "Hi" });
  });

  test("C5 E2 what stands above the text of a mail is kept with it, by itself too, and goes with the send", async () => {
    const one = await desk();
    one.inbox.saveDraft("c", "reply", "", { subject: "Prices", cc: ["ben@harbour.test"] });
    await one.clock.advance(500);
    expect(asked(one)).toEqual([
      {
        command: "draft:save",
        conversationId: "c",
        kind: "reply",
        content: "",
        subject: "Prices",
        cc: ["ben@harbour.test"],
      },
    ]);
    accept(one, 101, "", { subject: "Prices", cc: ["ben@harbour.test"] });
    expect(shown(one)).toMatchObject({ isSaved: true, head: { subject: "Prices", cc: ["ben@harbour.test"] } });
    expect(shown(one)).toBe(shown(one));
    // Typing leaves it as it is.
    one.inbox.saveDraft("c", "reply", "Here they are");
    await one.clock.advance(500);
    expect(asked(one).at(-1)).toMatchObject({ content: "Here they are", subject: "Prices", version: "101" });
    one.inbox.send("c", "Here they are");
    expect(shown(one)).toBeNull();
  });

  test("C5 an emptied box discards it", async () => {
    const one = await desk([draft("c", 95, "Hi")]);
    one.inbox.discardDraft("c", "reply");
    await one.clock.advance(500);
    expect(asked(one)).toEqual([{ command: "draft:discard", conversationId: "c", kind: "reply" }]);
    expect(shown(one)?.content ?? "").toBe("");
  });

  test("C5 I7 what is typed offline survives the page and is saved when there is a connection", async () => {
    const storage = createMemoryStorage();
    const first = await desk([], { storage });
    first.socket.drop();
    for (const text of ["typed", "typed offline"]) {
      first.inbox.saveDraft("c", "reply", text);
      await first.clock.advance(500);
    }
    first.inbox.dispose();
    const second = new Desk({ storage });
    await settle();
    expect(second.inbox.draft("c", "reply")).toEqual({
      content: "typed offline",
      head: null,
      isSaved: false,
      elsewhere: null,
      problem: null,
    });
    await second.live({ projected: 50, records: held });
    expect(asked(second).map(({ content }) => content)).toEqual(["typed offline"]);
    accept(second, 101, "typed offline");
    expect(shown(second)).toEqual({
      content: "typed offline",
      isSaved: true,
      head: null,
      elsewhere: null,
      problem: null,
    });
  });

  test("I7 a save whose answer was lost is not taken for someone else's", async () => {
    const one = await desk();
    one.inbox.saveDraft("c", "reply", "one");
    await one.clock.advance(500);
    one.socket.drop();
    one.inbox.saveDraft("c", "reply", "one two");
    await one.clock.advance(timing.reconnectMaxMs);
    await one.live();
    expect(asked(one).map(({ content }) => content)).toEqual(["one two"]);
    refuse(one, draft("c", 101, "one"));
    expect(shown(one)).toEqual({ content: "one two", isSaved: false, head: null, elsewhere: null, problem: null });
    expect(asked(one).at(-1)).toMatchObject({ content: "one two", version: "101" });
  });
});
