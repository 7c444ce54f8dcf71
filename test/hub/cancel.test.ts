import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import { hubCases, text } from "./harness.ts";

const start = Date.parse("2026-11-01T12:00:00.000Z");
const send = (conversationId: string, body: string, holdMs?: number): Command => ({
  command: "message:send",
  payload: { conversationId, body, ...(holdMs === undefined ? {} : { holdMs }) },
});
const cancel = (conversationId: string, messageId: string): Command => ({
  command: "message:cancel",
  payload: { conversationId, messageId },
});

const asked = vi.fn<() => Promise<Response>>();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  asked.mockReset().mockImplementation(async () => Response.json({ messages: [{ id: crypto.randomUUID() }] }));
  vi.stubGlobal("fetch", asked);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

hubCases("taking a message back", (hubCase) => {
  hubCase("C10: a held message can be taken back; it is never sent and the list shows what it showed", async (org) => {
    const id = await org.conversation();
    const before = await org.onlyConversation();
    await org.execute("ana", send(id, "Too soon", 5_000), "m");
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: "Too soon" });
    expect(await org.execute("ben", cancel(id, "m"))).toMatchObject({ ok: true, value: { status: "cancelled" } });
    const { lastMessagePreview, lastPosition, lastMessageDirection } = before;
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview, lastPosition, lastMessageDirection });
    await org.ring(start + 10_000);
    expect(asked).not.toHaveBeenCalled();
    expect(await org.rows("SELECT * FROM outbox")).toEqual([]);
    const { seq } = await org.hub.health();
    expect(await org.execute("ana", cancel(id, "m"))).toMatchObject({ ok: true });
    expect((await org.hub.health()).seq).toBe(seq);
  });

  hubCase("C10, I12: a held message that nobody takes back is sent when its time has come", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", send(id, "On second thought", 5_000), "m");
    await org.ring(start + 4_999);
    expect(asked).not.toHaveBeenCalled();
    await org.ring(start + 5_000);
    await vi.waitFor(async () => expect((await org.messages()).find((one) => one.id === "m")?.status).toBe("sent"));
    expect(asked).toHaveBeenCalledOnce();
    expect(await org.execute("ana", cancel(id, "m"))).toMatchObject({ ok: false, code: "not_cancellable" });
  });

  hubCase("C10: of two held messages either may go first, and the list is right each time", async (org) => {
    const id = await org.conversation();
    const before = await org.onlyConversation();
    await org.execute("ana", send(id, "one", 5_000), "one");
    await org.execute("ana", send(id, "two", 5_000), "two");
    await org.execute("ana", cancel(id, "one"));
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: "two" });
    await org.execute("ana", cancel(id, "two"));
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: before.lastMessagePreview });
  });

  hubCase("C10: what the customer wrote meanwhile stays the newest", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", send(id, "held", 5_000), "m");
    await org.ingest(text("meanwhile"));
    await org.execute("ana", cancel(id, "m"));
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: "body of meanwhile" });
  });

  hubCase("I9: a message that a provider may have is not taken back", async (org) => {
    const id = await org.conversation();
    let isAnswered = false;
    // It waits where the hub runs: a promise of the test's would be of another object.
    asked.mockImplementation(async () => {
      while (!isAnswered) await new Promise((resolve) => setTimeout(resolve, 1));
      return Response.json({ messages: [{ id: "wamid" }] });
    });
    await org.hub.execute({ type: "agent", agentId: "ana" }, "m", send(id, "gone"));
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    expect(await org.hub.execute({ type: "agent", agentId: "ana" }, "c", cancel(id, "m"))).toMatchObject({
      ok: false,
      code: "not_cancellable",
    });
    isAnswered = true;
    await vi.waitFor(async () => expect((await org.messages()).find((one) => one.id === "m")?.status).toBe("sent"));
  });

  hubCase("I13: an unknown message is not found, one of another kind cannot be taken back", async (org) => {
    const id = await org.conversation();
    expect(await org.execute("ana", cancel(id, "none"))).toMatchObject({ ok: false, code: "not_found" });
    const [inbound] = await org.messages();
    expect(await org.execute("ana", cancel(id, inbound?.id ?? ""))).toMatchObject({
      ok: false,
      code: "not_cancellable",
    });
  });
});
