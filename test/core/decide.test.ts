import { describe, expect, test } from "vitest";
import { unread } from "../../src/core/read-mark.ts";
import { afterInbound, ana, apiKey, nobody, now, viewer, when } from "./given.ts";

const conversationId = "channel.contact";

describe("message:send", () => {
  test("D1: a reply is queued under its command's id, in the thread's next place, and leaves an effect", () => {
    const { decision, state, told } = when(afterInbound(2), {
      command: "message:send",
      payload: { conversationId, body: "Hi" },
    });
    expect(decision).toMatchObject({ ok: true, effects: [{ effect: "send", messageId: "command-id" }] });
    expect(state.message).toMatchObject({
      id: "command-id",
      status: "queued",
      position: 100,
      number: 2,
      authorId: "ana",
      timestamp: now,
    });
    expect(state.conversation).toMatchObject({
      lastMessagePreview: "Hi",
      lastMessageDirection: "outbound",
      lastPosition: 100,
      inboundCount: 2,
    });
    expect(told).toEqual(["message:queued"]);
  });

  test.each([
    ["an empty body", { body: " \n" }, "invalid"],
    ["4,097 characters", { body: "x".repeat(4_097) }, "too_long"],
    ["a quote of nothing here", { body: "Hi", replyTo: "elsewhere" }, "not_found"],
  ])("I13: %s is refused", (_, payload, code) => {
    const state = { ...afterInbound(1), message: null };
    expect(when(state, { command: "message:send", payload: { conversationId, ...payload } }).decision).toMatchObject({
      ok: false,
      code,
    });
  });

  test("4,096 characters are sent", () => {
    expect(
      when(afterInbound(1), { command: "message:send", payload: { conversationId, body: "x".repeat(4_096) } }).decision
        .ok,
    ).toBe(true);
  });

  test("404: no conversation", () => {
    expect(when(nobody, { command: "message:send", payload: { conversationId, body: "Hi" } }).decision).toMatchObject({
      ok: false,
      code: "not_found",
    });
  });

  test("J1: a viewer may not write, an API key may", () => {
    const send = { command: "message:send", payload: { conversationId, body: "Hi" } } as const;
    expect(when(afterInbound(1), send, viewer).decision).toMatchObject({ ok: false, code: "forbidden" });
    expect(when(afterInbound(1), send, apiKey).decision.ok).toBe(true);
  });
});

describe("message:retry", () => {
  const retry = { command: "message:retry", payload: { conversationId, messageId: "command-id" } } as const;
  const sent = when(afterInbound(1), { command: "message:send", payload: { conversationId, body: "Hi" } }).state;
  const having = (status: "failed" | "unconfirmed" | "sent") => ({
    ...sent,
    message: sent.message && { ...sent.message, status },
  });

  test.each(["failed", "unconfirmed"] as const)("D3: a %s message is queued again in its place", (status) => {
    const { decision, state } = when(having(status), retry);
    expect(decision).toMatchObject({ ok: true, effects: [{ messageId: "command-id" }] });
    expect(state.message).toMatchObject({ id: "command-id", status: "queued", error: null, position: 100 });
  });

  test("a message that is on its way is not", () => {
    expect(when(having("sent"), retry).decision).toMatchObject({ ok: false, code: "not_retriable" });
  });
});

describe("I4: read marks", () => {
  const read = { command: "conversation:read", payload: { conversationId, upTo: "channel:m3" } } as const;

  test("reading moves the mark to what was shown, and only forward", () => {
    const state = afterInbound(3);
    const after = when(state, read).state;
    expect(after.readMark).toMatchObject({ agentId: "ana", upTo: "channel:m3", number: 3, unread: 0 });
    const older = { ...after, message: afterInbound(1).message };
    expect(when(older, read).decision).toEqual({ ok: true, events: [], effects: [] });
  });

  test("marking unread leaves the newest inbound message unread", () => {
    const state = when(afterInbound(3), read).state;
    const after = when(state, { command: "conversation:unread", payload: { conversationId } }).state;
    expect(after.readMark).toMatchObject({ number: 2, unread: 1, upTo: null });
  });

  test("unread is a subtraction, also against a mark of someone who was not there", () => {
    expect(unread({ inboundCount: 5 }, { number: 3 })).toBe(2);
    expect(unread({ inboundCount: 5 }, null)).toBe(5);
    expect(unread({ inboundCount: 2 }, { number: 3 })).toBe(0);
  });

  test("an API key has no read mark", () => {
    expect(when(afterInbound(3), read, apiKey).decision).toMatchObject({ ok: false, code: "forbidden" });
  });
});

describe("C6: closing, archiving, reopening", () => {
  const payload = { conversationId };

  test("close sets resolvedAt, reopen clears it, and asking twice changes nothing", () => {
    const closed = when(afterInbound(1), { command: "conversation:close", payload });
    expect(closed.told).toEqual(["conversation:closed"]);
    expect(closed.state.conversation).toMatchObject({ status: "closed", resolvedAt: now });
    expect(when(closed.state, { command: "conversation:close", payload }).decision).toEqual({
      ok: true,
      events: [],
      effects: [],
    });
    const reopened = when(closed.state, { command: "conversation:reopen", payload }, ana);
    expect(reopened.state.conversation).toMatchObject({ status: "active", resolvedAt: null });
  });

  test("archiving keeps when it was resolved", () => {
    const closed = when(afterInbound(1), { command: "conversation:close", payload }).state;
    expect(when(closed, { command: "conversation:archive", payload }).state.conversation).toMatchObject({
      status: "archived",
      resolvedAt: now,
    });
  });
});
