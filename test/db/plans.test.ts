import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import { contactPage } from "../../src/db/contacts.ts";
import { keptCounts, unreadCount } from "../../src/db/counts.ts";
import { conversationPage, threadPage } from "../../src/db/history.ts";
import { mentionPage } from "../../src/db/mentions.ts";
import { smallPage } from "../../src/db/small-records.ts";
import { conversationFilters } from "../../src/protocol/catalog-records.ts";
import { smallKinds } from "../../src/protocol/records.ts";
import { query, thread } from "./queries.ts";

describe("what a page costs", () => {
  const db = drizzle(env.DB);
  const plan = async (statement: { toSQL(): { sql: string; params: unknown[] } }) => {
    const { sql, params } = statement.toSQL();
    const { results } = await env.DB.prepare(`explain query plan ${sql}`)
      .bind(...params)
      .all<{ detail: string }>();
    return results.map((row) => row.detail);
  };
  /** Rows are read in the order of the answer, so that a page reads a page's rows however many there are. */
  const expectIndexed = (details: string[], index: string) => {
    expect(details[0]).toContain(`SEARCH`);
    expect(details[0]).toContain(index);
    expect(details.filter((detail) => /^SCAN (?!json_each|value)/.test(detail))).toEqual([]);
    expect(details.filter((detail) => detail.includes("TEMP B-TREE") && !detail.includes("LAST TERM"))).toEqual([]);
  };
  const after = { position: 5, id: "c" };
  const narrowed = { channel: "sms", label: "vip", assignee: "ana", team: "sales", priority: "high", q: "x" } as const;

  const sight = { agentId: "ana", limitedTo: ["sales"] };

  it.each(conversationFilters)("H1, C8: the list with filter %s reads along its index", async (filter) => {
    const index =
      filter === "following" ? "conversation_followed (org_id=?" : "conversation_list (org_id=? AND status=?";
    for (const place of [null, after]) {
      for (const narrowing of [{}, narrowed, { sight }]) {
        const details = await plan(conversationPage(db, query("org", { filter, after: place, ...narrowing })));
        expectIndexed(details, index);
        if (place !== null) expect(details[0]).toContain("last_position<?");
      }
    }
  });

  it.each(conversationFilters)(
    "H1: the conversations of one contact are few, found by their index: %s",
    async (filter) => {
      for (const place of [null, after]) {
        const details = await plan(conversationPage(db, query("org", { filter, contact: "k", after: place })));
        expect(details[0]).toContain("conversation_contact (org_id=? AND contact_id=?");
        expect(details.filter((detail) => /^SCAN (?!json_each|value)/.test(detail))).toEqual([]);
      }
    },
  );

  it("H2: a thread reads along its index", async () => {
    expectIndexed(await plan(threadPage(db, thread("org"))), "message_thread (org_id=? AND conversation_id=?)");
    const details = await plan(threadPage(db, thread("org", { before: 9, after: 1 })));
    expectIndexed(details, "message_thread (org_id=? AND conversation_id=? AND position>? AND position<?)");
  });

  it("H1: contacts are read along their index", async () => {
    for (const place of [null, { name: null, id: "k" }, { name: "Abe", id: "k" }]) {
      expectIndexed(await plan(contactPage(db, { orgId: "org", after: place, limit: 5 })), "contact_name (org_id=?");
    }
  });

  it("K6: those that were merged are few, found by their index", async () => {
    const merged = await plan(contactPage(db, { orgId: "org", mergedInto: "k", after: null, limit: 5 }));
    expect(merged.join()).toContain("contact_merged (org_id=?");
    const found = await plan(contactPage(db, { orgId: "org", q: "mo", after: null, limit: 5 }));
    expectIndexed(found, "contact_name (org_id=?");
    expect(found.join()).toContain("contact_merged (org_id=?");
  });

  it("C8: mentions are read along their index", async () => {
    const asked = { orgId: "org", agentId: "ana", sight, isUnreadOnly: true, limit: 5 };
    expectIndexed(await plan(mentionPage(db, { ...asked, after: null })), "mention_list (org_id=? AND agent_id=?)");
    const details = await plan(mentionPage(db, { ...asked, after }));
    expectIndexed(details, "mention_list (org_id=? AND agent_id=? AND position<?)");
  });

  it.each(smallKinds)("C8: the list of the kind %s reads along its key", async (kind) => {
    const asked = { orgId: "org", kind, agentId: "ana", limit: 5 };
    const key = "sqlite_autoindex_record_1 (org_id=? AND kind=?";
    expectIndexed(await plan(smallPage(db, { ...asked, after: null })), `${key})`);
    expectIndexed(await plan(smallPage(db, { ...asked, after: "c" })), `${key} AND id>?)`);
  });

  it("C8: counts are read by their key, and what is unread along the list's index", async () => {
    expectIndexed(await plan(keptCounts(db, "org")), "sqlite_autoindex_record_1 (org_id=? AND kind=?)");
    const details = await plan(unreadCount(db, "org", "ana", sight));
    expect(details.join("\n")).toContain("conversation_list (org_id=? AND status=?)");
    expect(details.join("\n")).toMatch(/SEARCH read_mark .*\(org_id=\? AND agent_id=\? AND conversation_id=\?\)/);
    expect(details.filter((detail) => /^SCAN (?!newest|json_each)/.test(detail))).toEqual([]);
    expect(details.join("\n")).not.toContain("TEMP B-TREE");
  });
});
