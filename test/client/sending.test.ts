import { describe, expect, test } from "vitest";
import { Actions } from "../../src/client/actions.ts";
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

async function opened(): Promise<Desk> {
  const desk = new Desk();
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
});
