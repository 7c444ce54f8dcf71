import { expect, test } from "vitest";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { conversation, item, message, welcome } from "./support/records.ts";

/** A desk that opens on a conversation's address, and REST that is faster than the socket. */
async function opened(): Promise<Desk> {
  const desk = new Desk();
  let seq = 90;
  desk.rest = (path) => {
    if (path === "/conversations/c1/messages")
      return { body: { items: [message("m1", "c1", 80)], nextCursor: null, seq: seq++ } };
    if (path === "/conversations/c1") return { body: item(conversation("c1", 80), 1) };
    return { body: { items: [item(conversation("c1", 80), 1)], nextCursor: null, seq: seq++ } };
  };
  const { inbox } = desk;
  await Promise.all([inbox.loadConversation("c1"), inbox.loadThread("c1"), inbox.loadConversations("all")]);
  seq = 100;
  return desk;
}

test("H8 H2 what came before the first welcome stays on the screen while it is read again", async () => {
  const desk = await opened();
  const { inbox } = desk;
  const [thread, list, one] = [inbox.thread("c1"), inbox.conversations("all"), inbox.conversation("c1")];
  expect([thread.messages.length, list.items.length, one?.unread]).toEqual([1, 1, 1]);
  await settle();
  desk.socket.open();
  desk.socket.say(welcome({ reset: true }));
  expect(inbox.thread("c1")).toBe(thread);
  expect(inbox.conversations("all")).toBe(list);
  expect(inbox.conversation("c1")).toBe(one);
  await settle();
  expect(inbox.thread("c1").messages.map(({ record }) => record.id)).toEqual(["m1"]);
  expect(inbox.conversation("c1")?.unread).toBe(1);
});

test("H8 what cannot be read again is not shown as if it were true, and what the hub tells is shown at once", async () => {
  const desk = await opened();
  const { inbox } = desk;
  desk.rest = () => ({ status: 503, body: { detail: "The history is out of reach." } });
  await desk.live({
    seq: 120,
    projected: 100,
    reset: true,
    records: [conversation("c1", 120, { lastPosition: 120 }), message("m2", "c1", 120)],
  });
  const { messages, error } = inbox.thread("c1");
  expect(messages.map(({ record }) => record.id)).toEqual(["m2"]);
  expect(error).toBe("The history is out of reach.");
});
