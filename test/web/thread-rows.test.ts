import { describe, expect, it } from "vitest";
import type { MessageView } from "../../src/client/inbox.ts";
import type { Message } from "../../src/protocol/records.ts";
import { threadRows } from "../../src/web/inbox/thread-rows.ts";
import { withUnreadLine } from "../../src/web/inbox/unread-line.ts";

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

describe("the rows of a thread over several channels", () => {
  const by = (conversationId: string) => ({ conversationId });
  const lines = (messages: readonly MessageView[]) =>
    threadRows(messages, [], true).flatMap((row) => {
      if (row.row === "channel") return `-- ${row.conversationId}`;
      return row.row === "message" ? `${row.view.record.body}${row.starts ? "[" : ""}${row.ends ? "]" : ""}` : [];
    });

  it("E6 the channel is told where it changes, and a run ends there", () => {
    const messages = [said("one", by("wa")), said("two", by("wa")), said("three", by("sms")), said("four", by("wa"))];
    expect(lines(messages)).toEqual(["-- wa", "one[", "two]", "-- sms", "three[]", "-- wa", "four[]"]);
    expect(threadRows(messages.slice(0, 2), []).map(({ row }) => row)).toEqual(["day", "message", "message"]);
  });

  it("E6 what was unread begins above its channel", () => {
    const rows = threadRows([said("one", by("wa")), said("two", { ...by("sms"), number: 4 })], [], true);
    const unread = withUnreadLine(
      rows,
      new Map([
        ["wa", null],
        ["sms", 4],
      ]),
    );
    expect(unread.map(({ row }) => row)).toEqual(["day", "channel", "message", "unread", "channel", "message"]);
  });

  it("E6 a snooze of one conversation says nothing of another", () => {
    const snoozed = activity({ activity: "snoozed", until: "2026-11-19T09:00:00.000Z" }, by("wa"));
    const rows = threadRows([snoozed, activity({ activity: "reopened" }, by("sms"))], [], true);
    expect(rows.flatMap((row) => (row.row === "activity" ? row.wokeUp : []))).toEqual([false, false]);
  });
});

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
