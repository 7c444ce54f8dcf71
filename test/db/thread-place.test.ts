import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import { listMessagesAround, listMessagesFollowing, threadFrom, threadPlace } from "../../src/db/thread-place.ts";
import type { Conversation } from "../../src/protocol/records.ts";
import { conversation, message } from "../support/records.ts";
import { thread } from "./queries.ts";
import { freshOrg, put, putWatermark } from "./rows.ts";

const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();

/** m1 … m20, one a minute; m7 was deleted. */
async function twenty(given: Partial<Conversation> = {}): Promise<string> {
  const org = freshOrg();
  const said = Array.from({ length: 20 }, (_, index) =>
    message(`m${index + 1}`, {
      conversationId: "c",
      position: index + 1,
      timestamp: at(index + 1),
      ...(index === 6 ? { deleted: true as const } : {}),
    }),
  );
  await put(org, conversation("c", given), ...said, message("elsewhere", { conversationId: "d", timestamp: at(10) }));
  await putWatermark(org, 77);
  return org;
}

describe("a page from the middle of a thread", () => {
  it("H2: around a message: half of it older, newest first, with the watermark", async () => {
    const asked = thread(await twenty(), { limit: 6 });
    const page = await listMessagesAround(env.DB, asked, { messageId: "m9" });
    expect(page?.items.map(({ id }) => id)).toEqual(["m11", "m10", "m9", "m8", "m6", "m5"]);
    expect(page).toMatchObject({ more: true, seq: 77 });
    const first = await listMessagesAround(env.DB, asked, { messageId: "m2" });
    expect(first?.items.map(({ id }) => id)).toEqual(["m4", "m3", "m2", "m1"]);
    expect(first?.more).toBe(false);
  });

  it("H2: around the first message of a time or later", async () => {
    const asked = thread(await twenty(), { limit: 2 });
    const ids = async (time: string) =>
      (await listMessagesAround(env.DB, asked, { at: time }))?.items.map(({ id }) => id);
    expect(await ids(at(10))).toEqual(["m10", "m9"]);
    expect(await ids(at(9.5))).toEqual(["m10", "m9"]);
    expect(await ids(at(7))).toEqual(["m8", "m6"]);
    expect(await ids(at(-5))).toEqual(["m1"]);
    expect(await ids(at(21))).toBeUndefined();
  });

  it("H2: what follows a page, newest first, without a gap", async () => {
    const asked = thread(await twenty(), { limit: 3 });
    const page = await listMessagesFollowing(env.DB, asked, 5);
    expect(page?.items.map(({ id }) => id)).toEqual(["m9", "m8", "m6"]);
    expect(page).toMatchObject({ more: true, seq: 77 });
    expect(await listMessagesFollowing(env.DB, asked, 20)).toMatchObject({ items: [], more: false });
  });

  it("H2, I10: another thread's message, another org's and what is out of sight are not there", async () => {
    const org = await twenty();
    const asked = thread(org);
    expect(await listMessagesAround(env.DB, asked, { messageId: "elsewhere" })).toBeNull();
    expect(await listMessagesAround(env.DB, thread(freshOrg()), { messageId: "m9" })).toBeNull();
    const limited = thread(await twenty({ teamId: "support" }), { sight: { agentId: "ana", limitedTo: ["sales"] } });
    expect(await listMessagesAround(env.DB, limited, { messageId: "m9" })).toBeNull();
    expect(await listMessagesFollowing(env.DB, limited, 5)).toBeNull();
  });

  it("H2: is read along the thread's index", async () => {
    const db = drizzle(env.DB);
    for (const statement of [threadPlace(db, thread("org"), { at: at(1) }), threadFrom(db, thread("org"), 5, 10)]) {
      const { sql, params } = statement.toSQL();
      const { results } = await env.DB.prepare(`explain query plan ${sql}`)
        .bind(...params)
        .all<{ detail: string }>();
      const plan = results.map(({ detail }) => detail).join("\n");
      expect(plan).toContain("message_thread (org_id=? AND conversation_id=?");
      expect(plan).not.toContain("TEMP B-TREE");
    }
  });
});
