import { describe, expect, test } from "vitest";
import { Actions } from "../../src/client/actions.ts";
import { guess } from "../../src/client/guess.ts";
import type { InboxOptions } from "../../src/client/inbox.ts";
import { composeFrom } from "../../src/client/compose.ts";
import type { Attachment } from "../../src/protocol/records.ts";
import { settle } from "./support/clock.ts";
import { Desk } from "./support/desk.ts";
import { agent, contact, conversation, message, readMark } from "./support/records.ts";

const held = [
  agent(10),
  conversation("c", 90),
  contact("contact-c", 80),
  message("m1", "c", 90, { providerId: "wamid.1" }),
  message("m2", "c", 91, { direction: "outbound", status: "unconfirmed", authorId: "agent-1" }),
  readMark("c", 92, 0, 1),
];

async function opened(options: Partial<InboxOptions> = {}): Promise<Desk> {
  const desk = new Desk(options);
  await desk.live({ projected: 50, records: held });
  return desk;
}

describe("what is shown at once", () => {
  test("D8 a scheduled reply stands in the thread and not yet in the list; it can be taken back", async () => {
    const { inbox, clock } = await opened();
    const actions = new Actions(inbox, () => clock.now());
    const sendAt = new Date(clock.now() + 3_600_000).toISOString();
    const before = inbox.conversation("c")?.record;
    const payload = { conversationId: "c", body: "Later", sendAt };
    actions.run([{ command: "message:send", payload }]);
    expect(inbox.thread("c").messages.at(-1)?.record).toMatchObject({ body: "Later", status: "scheduled", sendAt });
    expect(inbox.conversation("c")?.record).toMatchObject({ lastMessagePreview: before?.lastMessagePreview });
    expect(actions.undoable?.until).toBe(Date.parse(sendAt));
    actions.undo();
    expect(inbox.thread("c").messages.at(-1)?.record).toMatchObject({ status: "cancelled" });
  });

  test("D7 a reaction, and I9 what a person says of a lost message", async () => {
    const { inbox } = await opened();
    inbox.react("c", "m1", "👍");
    inbox.settle("c", "m2", true);
    const [first, second] = inbox.thread("c").messages;
    expect(first?.record.reactions).toMatchObject([{ emoji: "👍", by: "agent-1" }]);
    expect(second?.record).toMatchObject({ status: "sent" });
  });

  test("what the hub composes is not guessed: it shows with its answer", async () => {
    const { inbox } = await opened();
    inbox.send("c", "", { template: { name: "hello", language: "en", variables: {} } });
    expect(inbox.thread("c").messages).toHaveLength(2);
    expect(inbox.failures()).toEqual([]);
  });

  test("H8 a reply with a file, a place or choices is guessed by who knows what it names, and stands once when its record comes", async () => {
    const file: Attachment = {
      id: "file-1",
      type: "image",
      state: "ready",
      mimeType: "image/png",
      filename: "front.png",
      sizeBytes: 5,
      providerMediaId: null,
      url: "/x",
    };
    const compose = composeFrom({ file: (id) => (id === file.id ? file : null), template: () => null });
    const { inbox, socket } = await opened({
      guess: (store, commands, asker) => guess(store, commands, asker, compose),
    });
    inbox.send("c", "Look", { attachments: ["file-1"] });
    inbox.send("c", "", { location: { latitude: 59.33, longitude: 18.07, name: "Shop" } });
    inbox.send("c", "Which?", { interactive: { kind: "buttons", buttons: [{ id: "a", title: "This" }] } });
    inbox.send("c", "", { attachments: ["another's"] });
    const shown = () => inbox.thread("c").messages.slice(2);
    expect(shown().map(({ record }) => [record.type, record.body, record.attachments.length])).toEqual([
      ["image", "Look", 1],
      ["location", "Shop", 0],
      ["interactive", "Which?", 0],
    ]);
    expect(shown().every(({ pending }) => pending)).toBe(true);
    const sent = shown()[0]?.record;
    if (sent === undefined) throw new Error("it is shown");
    socket.say({
      type: "changes",
      seq: 93,
      cause: sent.id,
      events: [],
      records: [{ ...sent, seq: 93, position: 93 }],
    });
    await settle();
    expect(shown().map(({ record, pending }) => [record.type, pending])).toEqual([
      ["image", false],
      ["location", true],
      ["interactive", true],
    ]);
  });
});
