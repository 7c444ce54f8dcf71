import { describe, expect, test } from "vitest";
import { applyAll, preview } from "../../src/core/apply.ts";
import { receive, receiveEcho, receiveEdit, receiveReaction, receiveRevoke } from "../../src/core/receive.ts";
import type { Message } from "../../src/protocol/records.ts";
import { afterInbound, nobody, now, reach, tell, text, when } from "./given.ts";

const context = { now, seq: 7 };

function stored(reception: ReturnType<typeof receive>) {
  if (reception.outcome !== "stored") throw new Error(`not stored: ${reception.outcome}`);
  return reception.events;
}

describe("a customer writes", () => {
  test("A2, A3: contact and conversation are made on the fly, and the wire hears it in order", () => {
    const events = stored(receive(nobody, text(), reach, context));
    expect(tell(nobody, events)).toEqual([
      "contact:created",
      "conversation:created",
      "message:received",
      "conversation:unread_updated",
    ]);
    const { contact, conversation, message } = applyAll(nobody, events);
    expect(contact).toMatchObject({ name: "Maria", phoneNumber: "+15550101" });
    expect(conversation).toMatchObject({
      inboundCount: 1,
      status: "active",
      lastMessagePreview: "Hello",
      windowClosesAt: "2026-11-02T11:59:58.000Z",
    });
    expect(message).toMatchObject({ number: 1, position: 7, direction: "inbound", status: null });
  });

  test("I1: what is there already is a duplicate, whatever its second copy says", () => {
    expect(receive(afterInbound(1), text({ body: "changed" }), reach, context)).toEqual({ outcome: "duplicate" });
  });

  test("A2: no name is null, not an empty string", () => {
    const { contact } = applyAll(
      nobody,
      stored(receive(nobody, text({ from: { aliases: [], name: null } }), reach, context)),
    );
    expect(contact).toMatchObject({ name: null, phoneNumber: null });
  });

  test("A6: an active conversation is not reopened, a closed one is", () => {
    const open = { ...afterInbound(1), message: null };
    expect(tell(open, stored(receive(open, text(), reach, context)))).toEqual([
      "message:received",
      "conversation:unread_updated",
    ]);
    const closed = {
      ...when(open, { command: "conversation:close", payload: { conversationId: "channel.contact" } }).state,
      message: null,
    };
    const events = stored(receive(closed, text(), reach, context));
    expect(tell(closed, events)[0]).toBe("conversation:reopened");
    expect(applyAll(closed, events).conversation).toMatchObject({ status: "active", resolvedAt: null });
  });

  test("D5: an advertisement opens the window for 72 hours, and an older message cannot shorten it", () => {
    const first = applyAll(nobody, stored(receive(nobody, text({ fromAd: true }), reach, context)));
    expect(first.conversation?.windowClosesAt).toBe("2026-11-04T11:59:58.000Z");
    const second = applyAll(first, stored(receive({ ...first, message: null }, text(), reach, context)));
    expect(second.conversation?.windowClosesAt).toBe("2026-11-04T11:59:58.000Z");
  });

  test("F6: of two names the one that was told later holds, in either order of arrival", () => {
    const early = text({ from: { aliases: [], name: "Old" }, at: "2026-11-01T10:00:00.000Z" });
    const late = text({ from: { aliases: [], name: "New" }, at: "2026-11-01T11:00:00.000Z" });
    for (const facts of [
      [early, late],
      [late, early],
    ]) {
      let state = nobody;
      for (const fact of facts)
        state = { ...applyAll(state, stored(receive(state, fact, reach, context))), message: null };
      expect(state.contact?.name).toBe("New");
    }
  });

  test("F3: older than 40 days is ignored, history import is not", () => {
    const at = "2026-09-01T00:00:00.000Z";
    expect(receive(nobody, text({ at }), reach, context)).toEqual({ outcome: "ignored", reason: "too old" });
    const { fromAd: _, ...base } = text({ at });
    expect(
      receiveEcho(nobody, { ...base, fact: "echo", direction: "inbound", history: true }, reach, context).outcome,
    ).toBe("stored");
  });
});

describe("what is said about a message", () => {
  const message = afterInbound(1).message as Message;
  const at = (second: number) => `2026-11-01T12:00:0${second}.000Z`;
  const reaction = (emoji: string | null, second: number) =>
    receiveReaction(message, {
      fact: "reaction",
      providerId: "r",
      target: "m1",
      at: at(second),
      from: { aliases: [], name: null },
      emoji,
    });

  test("A11: a reaction is added, replaced by a later one and taken back", () => {
    expect(reaction("👍", 1)).toMatchObject({ events: [{ reactions: [{ emoji: "👍", by: "contact" }] }] });
    expect(reaction(null, 1)).toEqual({ outcome: "duplicate" });
  });

  test("A11: an edit changes the text and the list's line; an older edit changes nothing", () => {
    const edit = { fact: "edit", providerId: "e", target: "m1", body: "Hello!" } as const;
    const state = afterInbound(1);
    const events = stored(receiveEdit(message, { ...edit, at: at(2) }));
    const after = applyAll(state, events);
    expect(after.message).toMatchObject({ body: "Hello!", editedAt: at(2) });
    expect(after.conversation?.lastMessagePreview).toBe("Hello!");
    expect(receiveEdit(after.message as Message, { ...edit, body: "late", at: at(1) })).toEqual({
      outcome: "duplicate",
    });
  });

  test("A11: a revoked message is marked, once", () => {
    const revoke = { fact: "revoke", providerId: "v", target: "m1", at: at(3) } as const;
    const after = applyAll(afterInbound(1), stored(receiveRevoke(message, revoke)));
    expect(after.conversation?.lastMessagePreview).toBe("[revoked]");
    expect(receiveRevoke(after.message as Message, revoke)).toEqual({ outcome: "duplicate" });
  });
});

test("H1: the list's line is one line, cut without breaking a letter", () => {
  const message = afterInbound(1).message as Message;
  expect(preview({ ...message, body: " a\n\n b " })).toBe("a b");
  expect(preview({ ...message, body: "", type: "image" })).toBe("[image]");
  const cut = preview({ ...message, body: `${"x".repeat(118)}🧡🧡` });
  expect(cut.isWellFormed()).toBe(true);
  expect(cut.length).toBeLessThanOrEqual(120);
});
