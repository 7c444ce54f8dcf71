import { env } from "cloudflare:test";
import { drizzle } from "drizzle-orm/d1";
import { describe, expect, it } from "vitest";
import {
  conversationPage,
  type ConversationQuery,
  getConversation,
  listConversations,
  listMessages,
  threadPage,
  type ThreadQuery,
} from "../../src/db/history.ts";
import { contactPage, listContacts } from "../../src/db/contacts.ts";
import { contact, conversation, message, put, putReadMark, putWatermark } from "./rows.ts";

let made = 0;
const freshOrg = () => `org ${(made += 1)}`;

const query = (orgId: string, given: Partial<ConversationQuery> = {}): ConversationQuery => ({
  orgId,
  agentId: "ana",
  filter: "all",
  after: null,
  limit: 50,
  ...given,
});
const ids = async (orgId: string, given: Partial<ConversationQuery> = {}) =>
  (await listConversations(env.DB, query(orgId, given))).items.map((item) => item.id);

describe("the list of conversations", () => {
  it("H1: is newest activity first, and its pages neither skip nor repeat, equal positions included", async () => {
    const org = freshOrg();
    const positions = [5, 3, 3, 3, 9, 1, -40];
    await put(org, ...positions.map((lastPosition, index) => conversation(`c${index}`, { lastPosition })));
    const seen: string[] = [];
    let after: ConversationQuery["after"] = null;
    for (;;) {
      const page = await listConversations(env.DB, query(org, { after, limit: 2 }));
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((item) => item.id));
      const last = page.items.at(-1);
      if (!page.more || last === undefined) break;
      after = { position: last.lastPosition, id: last.id };
    }
    expect(seen).toEqual(["c4", "c0", "c3", "c2", "c1", "c5", "c6"]);
  });

  it("H1: all, unread, mine and unassigned leave out closed, archived and snoozed; the others show one status", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("mine", { assigneeId: "ana", lastPosition: 4 }),
      conversation("bens", { assigneeId: "ben", lastPosition: 3 }),
      conversation("free", { lastPosition: 2, inboundCount: 2 }),
      conversation("closed", { status: "closed", inboundCount: 5 }),
      conversation("archived", { status: "archived", assigneeId: "ana" }),
      conversation("snoozed", { status: "snoozed" }),
      { ...conversation("gone"), deleted: true },
    );
    expect(await ids(org)).toEqual(["mine", "bens", "free"]);
    expect(await ids(org, { filter: "mine" })).toEqual(["mine"]);
    expect(await ids(org, { filter: "unassigned" })).toEqual(["free"]);
    expect(await ids(org, { filter: "unread" })).toEqual(["free"]);
    for (const filter of ["closed", "archived", "snoozed"] as const)
      expect(await ids(org, { filter })).toEqual([filter]);
  });

  it("I4, C4: unread is the inbound count less the caller's own mark, and an API key has none", async () => {
    const org = freshOrg();
    await put(org, conversation("c", { inboundCount: 3 }));
    await putReadMark(org, "ana", "c", 1);
    await putReadMark(org, "ben", "c", 3);
    const unread = async (agentId: string | null) => (await getConversation(env.DB, org, "c", agentId))?.unread;
    expect([await unread("ana"), await unread("ben"), await unread("chioma"), await unread(null)]).toEqual([
      2,
      0,
      3,
      null,
    ]);
    expect(await ids(org, { filter: "unread", agentId: "ana" })).toEqual(["c"]);
    expect(await ids(org, { filter: "unread", agentId: "ben" })).toEqual([]);
  });

  it("H1: finds by channel, type of channel, label and campaign", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("a", { channelId: "one", labels: ["vip", "eu"], lastPosition: 2 }),
      conversation("b", { channelId: "two", channel: "sms", campaignId: "spring" }),
    );
    expect(await ids(org, { channel: "one" })).toEqual(["a"]);
    expect(await ids(org, { channel: "sms" })).toEqual(["b"]);
    expect(await ids(org, { label: "eu" })).toEqual(["a"]);
    expect(await ids(org, { label: "e" })).toEqual([]);
    expect(await ids(org, { campaign: "spring" })).toEqual(["b"]);
  });

  it("H1: q finds parts of the contact's name, phone number however spaced, and last message, and no wildcards", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("a", { contactId: "ka", lastMessagePreview: "50% off_today", lastPosition: 2 }),
      conversation("b", { contactId: "kb", lastMessagePreview: "hello" }),
      contact("ka", { name: "Marisol", phoneNumber: "+491512345678" }),
      contact("kb", { phoneNumber: "+15550001111" }),
    );
    expect(await ids(org, { q: "mariSOL" })).toEqual(["a"]);
    expect(await ids(org, { q: "0151 / 234" })).toEqual([]);
    expect(await ids(org, { q: "+49 151-234" })).toEqual(["a"]);
    expect(await ids(org, { q: "HELL" })).toEqual(["b"]);
    expect(await ids(org, { q: "50%" })).toEqual(["a"]);
    expect(await ids(org, { q: "%" })).toEqual(["a"]);
    expect(await ids(org, { q: "_" })).toEqual(["a"]);
    expect(await ids(org, { q: "+" })).toEqual([]);
    // D1 refuses LIKE patterns of this length.
    expect(await ids(org, { q: "x".repeat(200) })).toEqual([]);
  });

  it("A2: carries the contact's name and number, also when it has neither or is not there", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("a", { contactId: "ka", lastPosition: 2 }),
      conversation("b", { contactId: "lost" }),
      contact("ka", { name: null, phoneNumber: "+15550001111" }),
    );
    const { items } = await listConversations(env.DB, query(org));
    expect(items.map((item) => item.contact)).toEqual([
      { id: "ka", name: null, phoneNumber: "+15550001111" },
      { id: "lost", name: null, phoneNumber: null },
    ]);
  });

  it("I8: a page says up to which change it is complete, 0 before the first", async () => {
    const org = freshOrg();
    expect((await listConversations(env.DB, query(org))).seq).toBe(0);
    await putWatermark(org, 2 ** 32 + 7);
    expect((await listConversations(env.DB, query(org))).seq).toBe(2 ** 32 + 7);
  });

  it("I10: shows nothing of another org, not even under the same ids", async () => {
    const [org, other] = [freshOrg(), freshOrg()];
    await put(
      org,
      conversation("c", { contactId: "k", inboundCount: 1 }),
      contact("k", { name: "Ours" }),
      message("m", { conversationId: "c" }),
    );
    await put(other, conversation("c", { contactId: "k", inboundCount: 1 }), contact("k", { name: "Theirs" }));
    await putReadMark(other, "ana", "c", 1);
    await putWatermark(other, 9);
    const page = await listConversations(env.DB, query(org));
    expect(page.items).toMatchObject([{ id: "c", unread: 1, contact: { name: "Ours" } }]);
    expect(page.seq).toBe(0);
    expect((await listMessages(env.DB, thread(other, { conversationId: "c" })))?.items).toEqual([]);
    expect(await getConversation(env.DB, "nobody", "c", "ana")).toBeNull();
    expect(await listMessages(env.DB, thread("nobody", { conversationId: "c" }))).toBeNull();
  });
});

const thread = (orgId: string, given: Partial<ThreadQuery> = {}): ThreadQuery => ({
  orgId,
  conversationId: "c",
  before: null,
  after: null,
  limit: 50,
  ...given,
});

describe("a thread", () => {
  it("H2: is newest first by position, within the bounds asked for, and leaves out what is deleted", async () => {
    const org = freshOrg();
    const positions = [-7, 1, 2, 3, 4];
    await put(
      org,
      conversation("c"),
      ...positions.map((position) => message(`m${position}`, { conversationId: "c", position })),
      message("elsewhere", { conversationId: "d", position: 5 }),
      { ...message("gone", { conversationId: "c", position: 6 }), deleted: true },
    );
    const read = async (given: Partial<ThreadQuery>) => {
      const rows = await listMessages(env.DB, thread(org, given));
      return { positions: rows?.items.map((item) => item.position), more: rows?.more };
    };
    expect(await read({})).toEqual({ positions: [4, 3, 2, 1, -7], more: false });
    expect(await read({ limit: 2 })).toEqual({ positions: [4, 3], more: true });
    expect(await read({ limit: 2, before: 3 })).toEqual({ positions: [2, 1], more: true });
    expect(await read({ after: 2 })).toEqual({ positions: [4, 3], more: false });
    expect(await read({ after: -7, before: 3 })).toEqual({ positions: [2, 1], more: false });
    expect(await read({ after: 4 })).toEqual({ positions: [], more: false });
  });
});

describe("contacts", () => {
  it("H1: come without a name first, then by name, and their pages neither skip nor repeat", async () => {
    const org = freshOrg();
    const names = ["Zoe", null, "Abe", "Abe", null, "Mia"];
    await put(org, ...names.map((name, index) => contact(`k${index}`, { name })));
    const seen: string[] = [];
    let after: { name: string | null; id: string } | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof listContacts>> = await listContacts(env.DB, {
        orgId: org,
        after,
        limit: 1,
      });
      seen.push(...page.items.map((item) => item.id));
      const last = page.items.at(-1);
      if (!page.more || last === undefined) break;
      after = { name: last.name, id: last.id };
    }
    expect(seen).toEqual(["k1", "k4", "k2", "k3", "k5", "k0"]);
  });
});

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
    expect(details.filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
    expect(details.filter((detail) => detail.includes("TEMP B-TREE") && !detail.includes("LAST TERM"))).toEqual([]);
  };
  const after = { position: 5, id: "c" };

  it.each(["all", "unread", "mine", "unassigned", "closed", "archived", "snoozed"] as const)(
    "H1: the list with filter %s reads along its index",
    async (filter) => {
      for (const place of [null, after]) {
        const details = await plan(conversationPage(db, query("org", { filter, after: place })));
        expectIndexed(details, "conversation_list (org_id=? AND status=?");
        if (place !== null) expect(details[0]).toContain("last_position<?");
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
});
