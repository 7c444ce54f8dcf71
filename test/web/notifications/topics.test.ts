import { describe, expect, it } from "vitest";
import type { EventPayload, ParleyEvent } from "../../../src/protocol/events.ts";
import { type Desk, type Occurrence, occurrenceOf, toldEvents } from "../../../src/core/occurrence.ts";
import { textOf } from "../../../src/web/notifications/topics.ts";

type Held = NonNullable<ReturnType<Desk["conversation"]>>;

function desk(given: Partial<Held> = {}): Desk {
  return {
    me: "ana",
    myTeamIds: ["support"],
    isBusy: false,
    conversation: () => ({ assigneeId: null, teamId: null, lastMessagePreview: "the last word", ...given }),
    contactName: () => "Rosa Lind",
    agentName: (id) => (id === "ben" ? "Ben" : "?"),
    mentionText: (id) => (id === "mention-1" ? "@Ana have a look" : ""),
  };
}

function received(given: Partial<EventPayload<"message:received">> = {}): ParleyEvent {
  const payload: EventPayload<"message:received"> = {
    messageId: "m1",
    conversationId: "c1",
    contactId: "rosa",
    contactName: "Rosa Lind",
    phoneNumber: null,
    type: "text",
    body: "Do you have oat milk?",
    attachments: [],
    timestamp: "2026-03-01T10:00:00Z",
    channel: "whatsapp",
    isNewConversation: false,
    campaignId: null,
    ...given,
  };
  return { event: "message:received", payload };
}

function assigned(agentId: string | null, assigneeId: string | null, previousAssigneeId: string | null): ParleyEvent {
  const payload = { conversationId: "c1", agentId, assigneeId, previousAssigneeId, teamId: null, previousTeamId: null };
  return { event: "conversation:assigned", payload };
}

describe("what an event is to an agent", () => {
  it("E5 H4 a mail that was opened or clicked in: its writer is told, nobody else", () => {
    const mail = { messageId: "m1", conversationId: "c1", subject: "Your order", timestamp: "2026-03-01T10:00:00Z" };
    const opened = (authorId: string | null): ParleyEvent => ({
      event: "email:opened",
      payload: { ...mail, authorId },
    });
    const clicked: ParleyEvent = {
      event: "email:clicked",
      payload: { ...mail, authorId: "ana", url: "https://a.test/" },
    };
    const told = { subject: { kind: "conversation", id: "c1" }, contact: "Rosa Lind", text: "Your order" };
    expect(occurrenceOf(opened("ana"), desk())).toMatchObject({ topic: "opened", ...told });
    expect(occurrenceOf(clicked, desk())).toMatchObject({ topic: "clicked", ...told });
    expect(occurrenceOf(opened("ben"), desk())).toBeNull();
    expect(occurrenceOf(opened(null), desk())).toBeNull();
    // As an earlier version told it.
    expect(occurrenceOf({ event: "email:opened", payload: mail }, desk())).toBeNull();
  });

  it("H4 a message, or the first of a new conversation", () => {
    expect(occurrenceOf(received(), desk())).toEqual({
      topic: "message",
      subject: { kind: "conversation", id: "c1" },
      concern: "nobodys",
      contact: "Rosa Lind",
      by: null,
      text: "Do you have oat milk?",
      type: "text",
      value: null,
    });
    expect(occurrenceOf(received({ isNewConversation: true }), desk())?.topic).toBe("conversation");
  });

  it("H4 what has no words is called by its kind", () => {
    const photo = occurrenceOf(received({ type: "image", body: "" }), desk());
    expect(textOf(photo as Occurrence)).toBe("Photo");
  });

  it.each([
    ["mine", { assigneeId: "ana" }],
    ["mine", { assigneeId: "ben", followerIds: ["ana"] }],
    ["nobodys", { teamId: "support" }],
    ["others", { teamId: "sales" }],
    ["others", { assigneeId: "ben" }],
  ] as const)("H4 whose it is: %s %o", (concern, given) => {
    const held = { ...given, ...("followerIds" in given ? { followerIds: [...given.followerIds] } : {}) };
    expect(occurrenceOf(received(), desk(held as Partial<Held>))?.concern).toBe(concern);
  });

  it("H4 a mention, by whom and what it says", () => {
    const payload = { mentionId: "mention-1", messageId: "m2", conversationId: "c1", authorId: "ben" };
    expect(occurrenceOf({ event: "mention:created", payload }, desk())).toMatchObject({
      topic: "mention",
      by: "Ben",
      text: "@Ana have a look",
    });
  });

  it("H4 an assignment to the agent by somebody else, and no other", () => {
    expect(occurrenceOf(assigned("ben", "ana", null), desk())).toMatchObject({
      topic: "assigned",
      by: "Ben",
      text: "the last word",
    });
    expect(occurrenceOf(assigned(null, "ana", "ben"), desk())).toMatchObject({ by: null });
    expect(occurrenceOf(assigned("ana", "ana", null), desk())).toBeNull();
    expect(occurrenceOf(assigned("ben", "ben", null), desk())).toBeNull();
    // Its team changed alone.
    expect(occurrenceOf(assigned("ben", "ana", "ana"), desk())).toBeNull();
  });

  it("H4 a lead that somebody else converted, whoever's conversations it has", () => {
    const payload = { contactId: "rosa", contactName: "Rosa Lind", phoneNumber: null, value: 900, agentId: "ben" };
    const lead = occurrenceOf({ event: "lead:converted", payload }, desk());
    expect(lead).toMatchObject({ topic: "lead", subject: { kind: "contact", id: "rosa" }, contact: "Rosa Lind" });
    expect(textOf(lead as Occurrence)).toBe("Worth 900");
    expect(occurrenceOf({ event: "lead:converted", payload: { ...payload, agentId: "ana" } }, desk())).toBeNull();
  });

  it("H4 C2 nobody who is busy is told anything", () => {
    expect(occurrenceOf(received(), { ...desk(), isBusy: true })).toBeNull();
    expect(occurrenceOf(assigned("ben", "ana", null), { ...desk(), isBusy: true })).toBeNull();
  });

  it("D16 who wrote a message that did not arrive is told why; the others are not", () => {
    const failed = {
      event: "message:status",
      payload: {
        messageId: "m1",
        conversationId: "c1",
        status: "failed",
        timestamp: "2026-01-01T00:00:00.000Z",
        error: { code: "131026", message: "The number is not on WhatsApp.", advice: null },
        authorId: "me",
      },
    } as const;
    const mine = { ...desk(), me: "me" };
    expect(occurrenceOf(failed, mine)).toMatchObject({ topic: "undelivered", text: "The number is not on WhatsApp." });
    expect(occurrenceOf(failed, { ...desk(), me: "other" })).toBeNull();
    const read = { ...failed, payload: { ...failed.payload, status: "read" as const } };
    expect(occurrenceOf(read, mine)).toBeNull();
  });

  it("H4 each event is heard once, and others not at all", () => {
    expect(toldEvents.toSorted()).toEqual([
      "conversation:assigned",
      "email:clicked",
      "email:opened",
      "lead:converted",
      "mention:created",
      "message:received",
      "message:status",
    ]);
    expect(
      occurrenceOf({ event: "conversation:closed", payload: { conversationId: "c1", agentId: null } }, desk()),
    ).toBeNull();
  });
});
