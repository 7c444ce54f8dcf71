import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { listContacts } from "../../src/db/contacts.ts";
import type { ConversationPageQuery } from "../../src/db/conversation-filter.ts";
import { getConversation, listConversations, listMessages } from "../../src/db/history.ts";
import { contact, conversation, message } from "../support/records.ts";
import { query, thread } from "./queries.ts";
import { freshOrg, put, putReadMark, putWatermark } from "./rows.ts";

const ids = async (orgId: string, given: Partial<ConversationPageQuery> = {}) =>
  (await listConversations(env.DB, query(orgId, given))).items.map((item) => item.id);

describe("the list of conversations", () => {
  it("H1: is newest activity first, and its pages neither skip nor repeat, equal positions included", async () => {
    const org = freshOrg();
    const positions = [5, 3, 3, 3, 9, 1, -40];
    await put(org, ...positions.map((lastPosition, index) => conversation(`c${index}`, { lastPosition })));
    const seen: string[] = [];
    let after: ConversationPageQuery["after"] = null;
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
    const unread = async (agentId: string | null) =>
      (await getConversation(env.DB, query(org, { agentId }), "c"))?.unread;
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

  it("C7, C8: finds by assignee, team and priority, in every tab", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("a", { assigneeId: "ana", teamId: "sales", priority: "high", lastPosition: 3 }),
      conversation("b", { assigneeId: "ben", teamId: "sales", lastPosition: 2 }),
      conversation("c", { assigneeId: "ben", status: "closed", priority: "high" }),
    );
    expect(await ids(org, { assignee: "ben" })).toEqual(["b"]);
    expect(await ids(org, { assignee: "ben", filter: "closed" })).toEqual(["c"]);
    expect(await ids(org, { team: "sales" })).toEqual(["a", "b"]);
    expect(await ids(org, { team: "sales", priority: "none" })).toEqual(["b"]);
    expect(await ids(org, { priority: "high" })).toEqual(["a"]);
    expect(await ids(org, { team: "support" })).toEqual([]);
  });

  it("C8: following has what the caller follows and nobody else's, whatever its status", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("open", { followerIds: ["ben", "ana"], lastPosition: 4 }),
      conversation("bens", { followerIds: ["ben"], lastPosition: 3 }),
      conversation("closed", { followerIds: ["ana"], status: "closed", labels: ["vip"], lastPosition: 2 }),
      conversation("nobodys", { followerIds: [] }),
      conversation("plain"),
    );
    expect(await ids(org, { filter: "following" })).toEqual(["open", "closed"]);
    expect(await ids(org, { filter: "following", label: "vip" })).toEqual(["closed"]);
    expect(await ids(org, { filter: "following", after: { position: 4, id: "open" } })).toEqual(["closed"]);
    expect(await ids(org, { filter: "following", agentId: "chioma" })).toEqual([]);
    expect(await ids(org, { filter: "following", agentId: null })).toEqual([]);
  });

  it("C7: who is limited to teams sees theirs, those of no team and their own, and nothing of the others", async () => {
    const org = freshOrg();
    await put(
      org,
      conversation("sales", { teamId: "sales", followerIds: ["ana"], lastPosition: 4 }),
      conversation("support", { teamId: "support", followerIds: ["ana"], lastPosition: 3 }),
      conversation("own", { teamId: "support", assigneeId: "ana", lastPosition: 2 }),
      conversation("free", { lastPosition: 1 }),
      message("m", { conversationId: "support" }),
    );
    const sight = { agentId: "ana", limitedTo: ["sales"] };
    expect(await ids(org, { sight })).toEqual(["sales", "own", "free"]);
    expect(await ids(org, { sight, filter: "following" })).toEqual(["sales"]);
    expect(await ids(org, { sight, team: "support" })).toEqual(["own"]);
    expect(await ids(org, { sight: { agentId: "ana", limitedTo: [] } })).toEqual(["own", "free"]);
    expect(await getConversation(env.DB, query(org, { sight }), "support")).toBeNull();
    expect(await getConversation(env.DB, query(org, { sight }), "own")).toMatchObject({ id: "own" });
    expect(await listMessages(env.DB, thread(org, { conversationId: "support", sight }))).toBeNull();
    expect((await listMessages(env.DB, thread(org, { conversationId: "support" })))?.items).toHaveLength(1);
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

  it("E6: carries the address or username of a contact, by which one without name and number is known", async () => {
    const org = freshOrg();
    const username = { kind: "username", value: "kim.b" } as const;
    await put(
      org,
      conversation("a", { contactId: "ka", lastPosition: 2 }),
      conversation("b", { contactId: "kb" }),
      contact("ka", { aliases: [username, { kind: "email", value: "kim@harbour.test" }] }),
      contact("kb", { aliases: [{ kind: "instagram_id", value: "17" }, username] }),
    );
    const { items } = await listConversations(env.DB, query(org));
    expect(items.map((item) => item.contact.address)).toEqual(["kim@harbour.test", "kim.b"]);
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
    expect(await getConversation(env.DB, query("nobody"), "c")).toBeNull();
    expect(await listMessages(env.DB, thread("nobody", { conversationId: "c" }))).toBeNull();
  });
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
    const read = async (given: Parameters<typeof thread>[1]) => {
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
