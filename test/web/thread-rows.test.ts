import { describe, expect, it } from "vitest";
import type { MessageView } from "../../src/client/inbox.ts";
import type { Message } from "../../src/protocol/records.ts";
import { threadRows } from "../../src/web/inbox/thread-rows.ts";

let position = 0;

function message(fields: Partial<Message>): MessageView {
  position++;
  const record: Message = {
    kind: "message",
    id: `m${position}`,
    seq: position,
    conversationId: "c",
    contactId: "rosa",
    channelId: "ch",
    position,
    number: 0,
    direction: "inbound",
    type: "text",
    body: "",
    subject: null,
    content: null,
    status: null,
    error: null,
    providerId: null,
    authorId: null,
    timestamp: "2026-11-19T10:00:00.000Z",
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    campaignId: null,
    ...fields,
  };
  return { record, pending: false };
}

const said = (body: string, fields: Partial<Message> = {}) => message({ body, ...fields });
const activity = (content: Record<string, unknown>, fields: Partial<Message> = {}) =>
  message({ type: "activity", direction: "outbound", body: "done", content, ...fields });

function drawn(messages: readonly MessageView[]): string[] {
  return threadRows(messages, []).flatMap((row) => {
    if (row.row !== "message" && row.row !== "activity") return [];
    const edges = `${row.starts ? "[" : ""}${row.ends ? "]" : ""}`;
    return `${row.row === "activity" ? `(${row.wokeUp ? "woke" : "act"})` : row.view.record.body}${edges}`;
  });
}

describe("the rows of a thread", () => {
  it("C8 a line of activity does not end a run of bubbles", () => {
    const closed = () => activity({ activity: "closed", actorId: "ana" });
    expect(drawn([said("one"), closed(), closed(), said("two")])).toEqual(["one[", "(act)[", "(act)]", "two]"]);
  });

  it("C8 another author, another day and a note do", () => {
    const ana = { direction: "outbound", authorId: "ana", status: "sent" } as const;
    expect(drawn([said("one"), said("reply", ana), said("two")])).toEqual(["one[]", "reply[]", "two[]"]);
    expect(drawn([said("one"), said("two", { timestamp: "2026-11-21T10:00:00.000Z" })])).toEqual(["one[]", "two[]"]);
    expect(drawn([said("one", ana), said("note", { ...ana, type: "note" })])).toEqual(["one[]", "note[]"]);
  });

  it("C10 what was taken back before it was sent is not shown", () => {
    expect(drawn([said("one"), said("oops", { direction: "outbound", status: "cancelled" }), said("two")])).toEqual([
      "one[",
      "two]",
    ]);
  });

  it("C6 C8 nobody reopened it: the time of its snooze had come, or else the customer wrote", () => {
    const snoozed = () => activity({ activity: "snoozed", actorId: "ana", until: "2026-11-19T12:00:00.000Z" });
    const reopened = (timestamp: string) => activity({ activity: "reopened", actorId: null }, { timestamp });
    expect(drawn([snoozed(), reopened("2026-11-19T12:00:01.000Z")])).toEqual(["(act)[", "(woke)]"]);
    expect(drawn([snoozed(), reopened("2026-11-19T11:00:00.000Z")])).toEqual(["(act)[", "(act)]"]);
    const closed = activity({ activity: "closed", actorId: "ana" });
    expect(drawn([snoozed(), closed, reopened("2026-11-19T13:00:00.000Z")])).toEqual(["(act)[", "(act)", "(act)]"]);
  });
});
