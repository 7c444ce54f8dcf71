import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { readCounts } from "../../src/db/counts.ts";
import { listMentions, type MentionPlace } from "../../src/db/mentions.ts";
import { getSmall, listSmall } from "../../src/db/small-records.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { SmallKind } from "../../src/protocol/records.ts";
import { contact, conversation } from "../support/records.ts";
import { countOf, freshOrg, label, mention, put, putConversations, putReadMark, putWatermark, view } from "./rows.ts";

describe("small kinds", () => {
  const ids = async (
    orgId: string,
    kind: SmallKind,
    agentId: string | null,
    given: { after?: string; limit?: number } = {},
  ) => (await listSmall(env.DB, { orgId, kind, agentId, after: null, limit: 50, ...given })).items.map(({ id }) => id);
  const one = async (orgId: string, kind: SmallKind, id: string, agentId: string | null) =>
    (await getSmall(env.DB, { orgId, kind, id, agentId }))?.id ?? null;

  it("C8: come by id, in pages, without what is deleted and without other kinds", async () => {
    const org = freshOrg();
    await put(org, label("b"), label("a"), label("c"), label("gone", { deleted: true }), view("view", null));
    await putWatermark(org, 7);
    expect(await ids(org, "label", "ana")).toEqual(["a", "b", "c"]);
    expect(await ids(org, "label", null, { after: "a", limit: 1 })).toEqual(["b"]);
    const page = await listSmall(env.DB, { orgId: org, kind: "label", agentId: null, after: null, limit: 2 });
    expect([page.more, page.seq]).toEqual([true, 7]);
    expect(await one(org, "label", "a", null)).toBe("a");
    expect(await one(org, "label", "gone", null)).toBeNull();
    expect(await one(org, "label", "view", null)).toBeNull();
  });

  it("I10, C9: an agent's own view is nobody else's to see, and an API key sees the shared ones", async () => {
    const [org, other] = [freshOrg(), freshOrg()];
    await put(org, view("anas", "ana"), view("bens", "ben"), view("shared", null));
    await put(other, view("anas", "ben"), view("theirs", null));
    expect(await ids(org, "view", "ana")).toEqual(["anas", "shared"]);
    expect(await ids(org, "view", "ben")).toEqual(["bens", "shared"]);
    expect(await ids(org, "view", null)).toEqual(["shared"]);
    expect(await one(org, "view", "anas", "ana")).toBe("anas");
    expect(await one(org, "view", "anas", "ben")).toBeNull();
    expect(await one(org, "view", "anas", null)).toBeNull();
    expect(await one(org, "view", "shared", null)).toBe("shared");
    expect(await one(org, "view", "theirs", "ana")).toBeNull();
  });
});

describe("mentions", () => {
  const query = (orgId: string) => ({
    orgId,
    agentId: "ana",
    sight: null,
    isUnreadOnly: false,
    after: null,
    limit: 50,
  });

  it("C8: are the agent's own, newest first by position, with the customer's name, in pages", async () => {
    const org = freshOrg();
    await put(org, conversation("c", { contactId: "k" }), contact("k", { name: "Mo", phoneNumber: "+15550001111" }));
    for (const position of [3, 9, 5]) await put(org, mention("ana", position));
    await put(
      org,
      mention("ana", 9, { id: "equal" }),
      mention("ana", 1, { conversationId: "lost", readAt: "2026-01-02T00:00:00.000Z" }),
      mention("ana", 10, { deleted: true }),
      mention("ben", 7),
    );
    const seen: [number, string][] = [];
    let after: MentionPlace | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof listMentions>> = await listMentions(env.DB, {
        ...query(org),
        after,
        limit: 2,
      });
      seen.push(...page.items.map(({ position, id }): [number, string] => [position, id]));
      const last = page.items.at(-1);
      if (!page.more || last === undefined) break;
      after = { position: last.position, id: last.id };
    }
    expect(seen).toEqual([
      [9, "equal"],
      [9, "ana:m9"],
      [5, "ana:m5"],
      [3, "ana:m3"],
      [1, "ana:m1"],
    ]);
    const { items } = await listMentions(env.DB, query(org));
    expect(items[0]?.contact).toEqual({ id: "k", name: "Mo", phoneNumber: "+15550001111" });
    expect(items.at(-1)?.contact).toEqual({ id: "", name: null, phoneNumber: null });
    const unread = await listMentions(env.DB, { ...query(org), isUnreadOnly: true });
    expect(unread.items.map(({ position }) => position)).toEqual([9, 9, 5, 3]);
  });

  it("I10: of another org are not seen, not even under the same ids", async () => {
    const [org, other] = [freshOrg(), freshOrg()];
    await put(other, mention("ana", 1));
    expect((await listMentions(env.DB, query(org))).items).toEqual([]);
  });
});

describe("counts", () => {
  it("C9: are the hub's own, with what is the caller's", async () => {
    const [org, other] = [freshOrg(), freshOrg()];
    await put(org, countOf("all", 3), countOf("assignee:ana", 2), countOf("label:vip", 1));
    await put(org, { ...countOf("label:gone", 1), deleted: true });
    await put(other, countOf("all", 9));
    await put(
      org,
      conversation("a", { inboundCount: 2 }),
      conversation("b", { inboundCount: 2 }),
      conversation("c", { inboundCount: 2, status: "closed" }),
      conversation("d"),
    );
    await putReadMark(org, "ana", "a", 1);
    await putReadMark(org, "ana", "b", 2);
    await putReadMark(org, "ben", "a", 2);
    await putWatermark(org, 12);
    const counts = { all: 3, "assignee:ana": 2, "label:vip": 1 };
    expect(await readCounts(env.DB, org, "ana", null)).toEqual({
      seq: 12,
      counts,
      mine: 2,
      unread: 1,
      unreadIsLeast: false,
    });
    expect(await readCounts(env.DB, org, "ben", null)).toEqual({
      seq: 12,
      counts,
      mine: 0,
      unread: 1,
      unreadIsLeast: false,
    });
    expect(await readCounts(env.DB, org, null, null)).toEqual({
      seq: 12,
      counts,
      mine: null,
      unread: null,
      unreadIsLeast: false,
    });
  });

  it("C7, C9: what is out of the agent's sight is not unread", async () => {
    const org = freshOrg();
    await put(org, conversation("a", { inboundCount: 1 }), conversation("b", { inboundCount: 1, teamId: "support" }));
    const unread = async (limitedTo: string[]) =>
      (await readCounts(env.DB, org, "ana", { agentId: "ana", limitedTo })).unread;
    expect([await unread(["support"]), await unread(["sales"])]).toEqual([2, 1]);
  });

  it("C9: unread looks at the newest alone, and says when there are more", async () => {
    const org = freshOrg();
    await putConversations(org, limits.countedConversations, { inboundCount: 1 });
    const most = { unread: limits.countedConversations, unreadIsLeast: false };
    expect(await readCounts(env.DB, org, "ana", null)).toMatchObject(most);
    // Older than all of them, so that the last one looked at is read and these are not looked at.
    await put(
      org,
      conversation("one more", { lastPosition: -1 }),
      conversation("unseen", { lastPosition: -2, inboundCount: 1 }),
    );
    expect(await readCounts(env.DB, org, "ana", null)).toMatchObject({ ...most, unreadIsLeast: true });
  });
});
