import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import { hubCases, text } from "./harness.ts";
import { settled, TestProvider } from "./provider.ts";

const start = Date.parse("2026-11-01T12:00:00.000Z");
const hour = 3_600_000;
const provider = new TestProvider();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  provider.asked = [];
  provider.answers = [];
  provider.install();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const at = (ms: number) => new Date(start + ms).toISOString();
const send = (conversationId: string, body: string, sendAt?: string): Command => ({
  command: "message:send",
  payload: { conversationId, body, ...(sendAt === undefined ? {} : { sendAt }) },
});

hubCases("scheduled messages", (hubCase) => {
  hubCase("D8, I12: leave when their time has come, once, and take their place then", async (org) => {
    const id = await org.conversation();
    const before = await org.onlyConversation();
    expect(await org.execute("ana", send(id, "Later", at(hour)), "m")).toMatchObject({
      ok: true,
      value: { status: "scheduled", sendAt: at(hour) },
    });
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: before.lastMessagePreview });
    // What is sent meanwhile is not held up, and stands above what leaves later.
    await org.execute("ana", send(id, "Now"), "now");
    const now = await settled(org, "now", "sent");
    await org.ring(start + hour - 1);
    expect(provider.asked).toHaveLength(1);
    await org.ring(start + hour);
    const later = await settled(org, "m", "sent");
    await org.ring(start + hour + 1);
    expect(provider.bodies.map(({ biz_opaque_callback_data: data }) => data)).toEqual(["now", "m"]);
    expect(later.position).toBeGreaterThan(now.position);
    expect((await org.messages()).map((message) => message.id).slice(-2)).toEqual(["now", "m"]);
    expect(await org.onlyConversation()).toMatchObject({ lastMessagePreview: "Later", lastPosition: later.position });
    expect(await org.rows("SELECT * FROM schedule")).toEqual([]);
  });

  hubCase("D8: one that is taken back never leaves", async (org) => {
    const id = await org.conversation();
    await org.execute("ana", send(id, "Later", at(hour)), "m");
    const cancel = { command: "message:cancel", payload: { conversationId: id, messageId: "m" } } as const;
    expect(await org.execute("ben", cancel)).toMatchObject({ ok: true, value: { status: "cancelled" } });
    await org.ring(start + 2 * hour);
    expect(provider.asked).toEqual([]);
    expect(await org.rows("SELECT * FROM schedule")).toEqual([]);
  });

  hubCase(
    "D5: one whose time comes after the window has failed, with what to do; a customer's word reopens it",
    async (org) => {
      const id = await org.conversation();
      await org.ingest(text("later", { at: at(-20 * hour) }));
      expect(await org.execute("ana", send(id, "Too late", at(25 * hour)))).toMatchObject({ code: "window_closed" });
      // In time when it was written; what the hub knows of the window changes until it leaves.
      await org.execute("ana", send(id, "In time", at(23 * hour)), "m");
      const { json } = (await org.rows<{ json: string }>("SELECT json FROM conversation"))[0] ?? { json: "" };
      const closed = JSON.stringify({ ...JSON.parse(json), windowClosesAt: at(hour) });
      await org.write("UPDATE conversation SET json = ?", closed);
      await org.ring(start + 23 * hour);
      const failed = await settled(org, "m", "failed");
      expect(failed.error).toMatchObject({ code: "window_closed", advice: expect.stringContaining("template") });
      expect(provider.asked).toEqual([]);
      expect(
        await org.execute("ana", { command: "message:retry", payload: { conversationId: id, messageId: "m" } }),
      ).toMatchObject({ ok: false, code: "window_closed" });
      await org.ingest(text("again", { at: at(23 * hour) }));
      await org.execute("ana", { command: "message:retry", payload: { conversationId: id, messageId: "m" } });
      await settled(org, "m", "sent");
    },
  );
});
