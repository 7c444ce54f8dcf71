import { describe, expect, test } from "vitest";
import { depart } from "../../src/core/depart.ts";
import type { Known } from "../../src/core/outgoing-content.ts";
import type { ConversationState } from "../../src/core/state.ts";
import type { CommandPayload } from "../../src/protocol/commands.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { ChannelType, Consent, Contact, Conversation, Message } from "../../src/protocol/records.ts";
import { afterInbound, ana, now, when } from "./given.ts";
import { template } from "./templates.ts";

const conversationId = "channel.contact";
const hour = 3_600_000;
const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString();

type Given = Partial<CommandPayload<"message:send">>;

function send(given: Given, state = afterInbound(1), known: Known = { files: [], template: null }) {
  const payload = { conversationId, body: "", ...given };
  return when(state, { command: "message:send", payload }, ana, 100, known);
}

function on(channel: ChannelType, change: Partial<Conversation> = {}): ConversationState {
  const state = afterInbound(1);
  return { ...state, conversation: { ...(state.conversation as Conversation), channel, ...change } };
}

describe("D5: the window", () => {
  const closed = on("whatsapp", { windowClosesAt: later(-1) });

  test("outside of it a reply is refused with when it closed; a template is sent", () => {
    expect(send({ body: "Hi" }, closed).decision).toMatchObject({
      ok: false,
      code: "window_closed",
      details: { windowClosesAt: later(-1) },
    });
    const use = { name: "order_update", language: "en", variables: { 1: "Maria", 2: "A-1", "button.0": "A-1" } };
    expect(send({ template: use }, closed, { files: [], template: template() }).decision.ok).toBe(true);
  });

  test.each([
    ["whatsapp", null, false],
    ["instagram", later(-1), false],
    ["instagram", later(1), true],
    ["sms", null, true],
    ["email", null, true],
  ] as const)("%s that closes at %s: %s", (channel, windowClosesAt, ok) => {
    expect(send({ body: "Hi" }, on(channel, { windowClosesAt })).decision.ok).toBe(ok);
  });

  test("what is scheduled for after it is refused now, and a failed message is not sent again", () => {
    const state = on("whatsapp", { windowClosesAt: later(hour) });
    expect(send({ body: "Hi", sendAt: later(2 * hour) }, state).decision).toMatchObject({ code: "window_closed" });
    const sent = send({ body: "Hi" }).state;
    const failed: ConversationState = {
      ...sent,
      conversation: closed.conversation,
      message: { ...(sent.message as Message), status: "failed" },
    };
    const retry = { command: "message:retry", payload: { conversationId, messageId: "command-id" } } as const;
    expect(when(failed, retry).decision).toMatchObject({ code: "window_closed" });
  });
});

describe("D7: what a channel takes", () => {
  const buttons = { kind: "buttons" as const, buttons: [{ id: "a", title: "Yes" }] };
  const place = { latitude: 52.5, longitude: 13.4, name: "Shop" };

  test("a place and buttons become messages of their type, and the list shows their words", () => {
    expect(send({ location: place }).state).toMatchObject({
      message: { type: "location", body: "Shop", content: { location: place } },
      conversation: { lastMessagePreview: "Shop" },
    });
    expect(send({ body: "Sure?", interactive: buttons }).state.message).toMatchObject({
      type: "interactive",
      body: "Sure?",
      content: { interactive: buttons },
    });
  });

  test.each<[string, ChannelType, Given, string]>([
    ["a place by SMS", "sms", { location: place }, "unsupported_content"],
    ["buttons on Instagram", "instagram", { body: "?", interactive: buttons }, "unsupported_content"],
    ["a quote by SMS", "sms", { body: "Hi", replyTo: "channel:m1" }, "unsupported_content"],
    ["a subject on WhatsApp", "whatsapp", { body: "Hi", subject: "S" }, "unsupported_content"],
    ["copies on WhatsApp", "whatsapp", { body: "Hi", cc: ["a@example.com"] }, "unsupported_content"],
    ["a template by mail", "email", { template: { name: "a", language: "en", variables: {} } }, "unsupported_content"],
    ["nothing", "whatsapp", {}, "invalid"],
    ["buttons without a text", "whatsapp", { interactive: buttons }, "invalid"],
    ["a place with a text", "whatsapp", { body: "Hi", location: place }, "invalid"],
    ["a place with buttons", "whatsapp", { interactive: buttons, location: place }, "invalid"],
    [
      "two choices of one id",
      "whatsapp",
      { body: "?", interactive: { kind: "buttons", buttons: [...buttons.buttons, { id: "a", title: "No" }] } },
      "invalid",
    ],
    [
      "a long button",
      "whatsapp",
      { body: "?", interactive: { kind: "buttons", buttons: [{ id: "a", title: "x".repeat(21) }] } },
      "too_long",
    ],
    ["1,601 characters by SMS", "sms", { body: "x".repeat(1_601) }, "too_long"],
    ["1,001 bytes on Instagram", "instagram", { body: `${"é".repeat(500)}x` }, "too_long"],
  ])("I13: %s is refused", (_, channel, given, code) => {
    expect(send(given, on(channel)).decision).toMatchObject({ ok: false, code });
  });

  test("a mail has a subject and copies", () => {
    expect(send({ body: "Hi", subject: "S", cc: ["a@example.com"] }, on("email")).state.message).toMatchObject({
      type: "text",
      subject: "S",
      content: { cc: ["a@example.com"] },
    });
  });
});

describe("D8: a scheduled message", () => {
  const sendAt = later(hour);

  test("waits, and the list does not show it yet", () => {
    const before = afterInbound(1);
    const { decision, state, told } = send({ body: "Later", sendAt }, before);
    expect(decision).toMatchObject({ effects: [{ effect: "schedule", messageId: "command-id", at: sendAt }] });
    expect(state.message).toMatchObject({ status: "scheduled", sendAt });
    expect(state.conversation).toEqual(before.conversation);
    expect(told).toEqual(["message:scheduled"]);
  });

  test.each([
    ["the past", later(-1)],
    ["now", now],
    ["beyond a year", later(limits.scheduleMaxMs + 1)],
  ])("I13: %s is no time for it", (_, at) => {
    expect(send({ body: "Later", sendAt: at }, on("sms")).decision).toMatchObject({
      code: "invalid",
      details: { field: "sendAt" },
    });
  });

  const leaving = (change: Partial<Conversation> = {}, consents: Consent[] = []) => {
    const { state } = send({ body: "Later", sendAt });
    const conversation = { ...(state.conversation as Conversation), inboundCount: 3, ...change };
    const contact = { ...(state.contact as Contact), consents };
    return depart({ contact, template: null }, conversation, state.message as Message, { now: sendAt, seq: 500 });
  };

  test("takes its place in the thread when it leaves", () => {
    expect(leaving()).toMatchObject({
      events: [{ event: "message:queued", message: { position: 500, number: 3, status: "queued", timestamp: sendAt } }],
      effects: [{ effect: "send" }],
    });
  });

  test("D5: has failed with advice when the window has closed meanwhile", () => {
    expect(leaving({ windowClosesAt: sendAt })).toMatchObject({
      events: [
        { event: "message:queued" },
        {
          message: { status: "failed", error: { code: "window_closed", advice: expect.stringContaining("template") } },
        },
      ],
      effects: [],
    });
  });

  test("D9: and when the customer has opted out meanwhile", () => {
    const consent = {
      channel: "whatsapp",
      category: "service",
      state: "opted_out",
      at: now,
      source: "customer",
    } as const;
    expect(leaving({}, [consent]).events.at(-1)).toMatchObject({ message: { error: { code: "opted_out" } } });
  });

  test("D4: and when its template is paused by then", () => {
    const use = { name: "order_update", language: "en", variables: { 1: "M", 2: "A", "button.0": "A" } };
    const { state } = send({ template: use, sendAt }, afterInbound(1), { files: [], template: template() });
    const given = { contact: state.contact, template: template({ status: "paused" }) };
    const { events } = depart(given, state.conversation as Conversation, state.message as Message, {
      now: sendAt,
      seq: 500,
    });
    expect(events.at(-1)).toMatchObject({ message: { status: "failed", error: { code: "template_invalid" } } });
  });

  test("can be taken back", () => {
    const { state } = send({ body: "Later", sendAt });
    const cancel = { command: "message:cancel", payload: { conversationId, messageId: "command-id" } } as const;
    expect(when(state, cancel).state.message).toMatchObject({ status: "cancelled" });
  });
});

describe("D7: reactions", () => {
  const react = (emoji: string | null) =>
    ({ command: "message:react", payload: { conversationId, messageId: "channel:m1", emoji } }) as const;

  test("the business has one, whoever gave it; the customer's own stays", () => {
    const given = afterInbound(1);
    const theirs = { emoji: "🎉", by: "contact", at: now };
    const state = { ...given, message: { ...(given.message as Message), reactions: [theirs] } };
    const first = when(state, react("👍"));
    expect(first.state.message?.reactions).toEqual([theirs, { emoji: "👍", by: "ana", at: now }]);
    const ben = { ...ana, id: "ben", name: "Ben" };
    const second = when(first.state, react("❤️"), ben);
    expect(second.state.message?.reactions).toEqual([theirs, { emoji: "❤️", by: "ben", at: now }]);
    expect(second.decision).toMatchObject({ effects: [{ effect: "react", emoji: "❤️", before: { emoji: "👍" } }] });
    expect(when(second.state, react(null)).state.message?.reactions).toEqual([theirs]);
    expect(when(first.state, react("👍"), ben).decision).toEqual({ ok: true, events: [], effects: [] });
  });

  test("E3: Instagram takes ❤ of a business, with or without its sign for colour, and nothing else", () => {
    const given = on("instagram");
    for (const heart of ["❤️", "❤"]) expect(when(given, react(heart)).decision).toMatchObject({ ok: true });
    expect(when(given, react("👍")).decision).toMatchObject({
      ok: false,
      code: "unsupported_content",
      details: { field: "emoji", allowed: ["❤️"] },
    });
  });

  test.each([
    ["a channel without them", on("sms"), "unsupported_content"],
    ["a closed window", on("whatsapp", { windowClosesAt: later(-1) }), "window_closed"],
    ["a message that the customer has not", send({ body: "Hi" }).state, "invalid"],
    ["a message that is elsewhere", { ...afterInbound(1), message: null }, "not_found"],
  ])("I13: %s refuses it", (_, state, code) => {
    expect(when(state, react("👍")).decision).toMatchObject({ ok: false, code });
  });
});

describe("I9: an unconfirmed message is settled by a person", () => {
  const settle = (arrived: boolean) =>
    ({ command: "message:settle", payload: { conversationId, messageId: "command-id", arrived } }) as const;
  const sent = send({ body: "Hi" }).state;
  const having = (status: Message["status"]): ConversationState => ({
    ...sent,
    message: { ...(sent.message as Message), status, error: { code: "no_answer", message: "lost", advice: null } },
  });

  test("it arrived: sent; it did not: failed, and can be sent again", () => {
    expect(when(having("unconfirmed"), settle(true)).state.message).toMatchObject({
      status: "sent",
      sentAt: now,
      error: null,
    });
    const lost = when(having("unconfirmed"), settle(false));
    expect(lost.state.message).toMatchObject({ status: "failed", error: { code: "not_arrived" } });
    expect(lost.told).toEqual(["message:status"]);
    expect(when(lost.state, settle(false)).decision).toEqual({ ok: true, events: [], effects: [] });
  });

  test.each(["queued", "delivered", "failed"] as const)("one that is %s is settled already", (status) => {
    expect(when(having(status), settle(true)).decision).toMatchObject({ ok: false, code: "not_settleable" });
  });
});

describe("D9: consent", () => {
  const having = (channel: ChannelType, category: Consent["category"]): ConversationState => {
    const state = on(channel);
    const consents: Consent[] = [{ channel, category, state: "opted_out", at: now, source: "customer" }];
    return { ...state, contact: { ...(state.contact as Contact), consents } };
  };
  const use = { name: "order_update", language: "en", variables: { 1: "M", 2: "A", "button.0": "A" } };
  const marketing = { files: [], template: template({ category: "marketing" }) };

  test("who has opted out of marketing gets no marketing template, and everything else", () => {
    const state = having("whatsapp", "marketing");
    expect(send({ template: use }, state, marketing).decision).toMatchObject({
      ok: false,
      code: "opted_out",
      details: { channel: "whatsapp", category: "marketing", source: "customer" },
    });
    expect(send({ template: use }, state, { files: [], template: template() }).decision.ok).toBe(true);
    expect(send({ body: "Hi" }, state).decision.ok).toBe(true);
  });

  test("who has said STOP on SMS gets nothing there, and on WhatsApp all the same", () => {
    const state = having("sms", "service");
    expect(send({ body: "Hi" }, state).decision).toMatchObject({ ok: false, code: "opted_out" });
    expect(send({ body: "Hi" }, { ...state, conversation: on("whatsapp").conversation }).decision.ok).toBe(true);
  });
});
