import { beforeAll, describe, expect, it } from "vitest";
import type { Label, Team } from "../../src/protocol/catalog-records.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Conversation, Message } from "../../src/protocol/records.ts";
import type { ConversationItem, Counts, Page } from "../../src/protocol/resources.ts";
import { json, unique } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});
const post = (path: string, body?: unknown, token = inbox.ana.token) =>
  inbox.call(`/conversations/${path}`, { method: "POST", body, token });
const put = (path: string, body: unknown, token = inbox.ana.token) =>
  inbox.call(`/conversations/${path}`, { method: "PUT", body, token });
const refusal = async (answer: Promise<Response>) => {
  const response = await answer;
  return { status: response.status, ...(await response.json<object>()) };
};
const ids = async (query: string, token = inbox.ana.token) =>
  (
    await json<Page<ConversationItem>>(
      await inbox.call(`/conversations?${query}&minSeq=${await head(inbox.call)}`, { token }),
    )
  ).items.map((item) => item.id);
const newLabel = async () => json<Label>(await inbox.call("/labels", { body: { name: unique("Label") } }));
const newTeam = async (agentIds: string[]) =>
  json<Team>(await inbox.call("/teams", { body: { name: unique("Team"), agentIds } }));

describe("what a team does with a conversation", () => {
  it("C8: labels are put, added and removed, and the list finds by them", async () => {
    const { id } = await inbox.write();
    const [one, two, three] = [await newLabel(), await newLabel(), await newLabel()];
    const labels = async (body: unknown, token?: string) =>
      (await json<Conversation>(await put(`${id}/labels`, body, token))).labels;
    expect(await labels({ labels: [one.id, two.id] })).toEqual([one.id, two.id]);
    expect(await labels({ add: [three.name], remove: [one.id] }, inbox.apiKey)).toEqual([two.id, three.id]);
    expect(await ids(`label=${three.id}`)).toEqual([id]);
    expect(await ids(`label=${one.id}`)).toEqual([]);
    expect(await labels({ labels: [] })).toEqual([]);
  });

  it("C8: a label that is deleted is on no conversation", async () => {
    const { id } = await inbox.write();
    const label = await newLabel();
    await json(await put(`${id}/labels`, { add: [label.id] }));
    await json(await inbox.call(`/labels/${label.id}`, { method: "DELETE" }));
    expect((await json<ConversationItem>(await inbox.call(`/conversations/${id}`))).labels).toEqual([]);
  });

  it("C8: the priority is said, and the list finds by it", async () => {
    const { id } = await inbox.write();
    expect(await json<Conversation>(await put(`${id}/priority`, { priority: "urgent" }))).toMatchObject({
      id,
      priority: "urgent",
    });
    expect(await ids("priority=urgent")).toContain(id);
    expect(await ids("priority=low")).not.toContain(id);
  });

  it("C8: who follows finds it among what they follow, closed too, until they do not", async () => {
    const { id } = await inbox.write();
    expect(await json<Conversation>(await post(`${id}/follow`, undefined, inbox.vera.token))).toMatchObject({
      followerIds: [inbox.vera.id],
    });
    await json(await post(`${id}/close`));
    expect(await ids("filter=following", inbox.vera.token)).toEqual([id]);
    expect(await ids("filter=following", inbox.ana.token)).toEqual([]);
    await json(await post(`${id}/unfollow`, undefined, inbox.vera.token));
    expect(await ids("filter=following", inbox.vera.token)).toEqual([]);
    for (const verb of ["follow", "unfollow"])
      expect(await refusal(post(`${id}/${verb}`, undefined, inbox.apiKey))).toMatchObject({ status: 403 });
    expect((await inbox.call("/conversations?filter=following", { token: inbox.apiKey })).status).toBe(403);
  });

  it("C7: it goes to a team, and the list finds it there and by its agent", async () => {
    const { id } = await inbox.write();
    const team = await newTeam([inbox.ben.id]);
    await json(await post(`${id}/assign`, { agentId: inbox.ana.id }));
    // Ana is not in the team.
    expect(await json<Conversation>(await post(`${id}/assign`, { teamId: team.id }))).toMatchObject({
      teamId: team.id,
      assigneeId: null,
    });
    expect(await json<Conversation>(await post(`${id}/assign`, { agentId: inbox.ben.id }))).toMatchObject({
      teamId: team.id,
      assigneeId: inbox.ben.id,
    });
    expect(await ids(`team=${team.id}`)).toEqual([id]);
    expect(await ids(`team=${team.id}&assignee=${inbox.ben.id}`)).toEqual([id]);
    expect(await ids(`assignee=${inbox.ana.id}`)).not.toContain(id);
    expect(await json<Conversation>(await post(`${id}/assign`, { teamId: null, agentId: null }))).toMatchObject({
      teamId: null,
      assigneeId: null,
    });
  });

  it("J1: who may only read changes nothing", async () => {
    const { id } = await inbox.write();
    const label = await newLabel();
    const { vera } = inbox;
    for (const answer of [
      put(`${id}/labels`, { labels: [label.id] }, vera.token),
      put(`${id}/priority`, { priority: "low" }, vera.token),
      post(`${id}/assign`, { teamId: null }, vera.token),
      post(`${id}/messages/m/cancel`, undefined, vera.token),
    ])
      expect(await refusal(answer)).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("I10, I13: what is unknown or another org's is not found, what makes no sense is refused with its field", async () => {
    const { id } = await inbox.write();
    const label = await newLabel();
    const other = await openInbox();
    const mine = await other.write();
    const asks = (conversation: string) =>
      [
        ["PUT", `${conversation}/labels`, { labels: [] }],
        ["PUT", `${conversation}/priority`, { priority: "low" }],
        ["POST", `${conversation}/follow`, undefined],
        ["POST", `${conversation}/unfollow`, undefined],
        ["POST", `${conversation}/assign`, { teamId: null }],
        ["POST", `${conversation}/messages/m/cancel`, undefined],
        ["POST", `${conversation}/mentions/m/read`, undefined],
      ] as const;
    for (const [method, path, body] of [...asks(id), ...asks("none")]) {
      const answer = await other.call(`/conversations/${path}`, { method, body });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const theirs = (path: string, method: string, body: unknown) =>
      other.call(`/conversations/${mine.id}/${path}`, { method, body });
    expect((await theirs("labels", "PUT", { labels: [label.id] })).status).toBe(404);
    expect((await theirs("assign", "POST", { agentId: inbox.ben.id })).status).toBe(404);
    expect((await put(`${id}/labels`, { add: ["none"] })).status).toBe(404);
    expect((await post(`${id}/assign`, { teamId: "none" })).status).toBe(404);
    expect((await post(`${id}/messages/none/cancel`)).status).toBe(404);
    const tooMany = Array.from({ length: limits.labelsPerConversation + 1 }, (_, index) => `label ${index}`);
    for (const [path, body] of [
      ["labels", { labels: "vip" }],
      ["labels", { add: [""] }],
      ["labels", { labels: tooMany }],
      ["labels", {}],
      ["priority", { priority: "highest" }],
      ["priority", {}],
    ] as const)
      expect(await refusal(put(`${id}/${path}`, body))).toMatchObject({ status: 400, code: "invalid" });
    for (const body of [{ teamId: 7 }, { teamId: "" }, { expect: null }])
      expect(await refusal(post(`${id}/assign`, body))).toMatchObject({ status: 400, code: "invalid" });
    for (const query of ["priority=highest", `label=${"x".repeat(300)}`, `team=${"x".repeat(300)}`])
      expect((await inbox.call(`/conversations?${query}`)).status).toBe(400);
  });
});

describe("/counts", () => {
  it("C9: tells how many there are, of whom, and what is the caller's own", async () => {
    const own = await openInbox();
    const counts = async (token = own.ana.token) =>
      json<Counts>(await own.call(`/counts?minSeq=${await head(own.call)}`, { token }));
    expect(await counts()).toMatchObject({ mine: 0, unread: 0, unreadIsLeast: false });
    const [first, second] = [await own.write(), await own.write()];
    await own.write();
    const label = await json<Label>(await own.call("/labels", { body: { name: "VIP" } }));
    await json(await own.call(`/conversations/${first.id}/labels`, { method: "PUT", body: { labels: [label.id] } }));
    await json(await own.call(`/conversations/${first.id}/assign`, { body: { agentId: own.ben.id } }));
    await json(await own.call(`/conversations/${second.id}/close`, { method: "POST" }));
    const { items } = await json<Page<Message>>(await own.call(`/conversations/${first.id}/messages`));
    const newest = items.find(({ direction }) => direction === "inbound");
    await json(await own.call(`/conversations/${first.id}/read`, { body: { upTo: newest?.id }, token: own.ben.token }));
    const asBen = await counts(own.ben.token);
    expect(asBen).toMatchObject({
      counts: { all: 2, unassigned: 1, [`assignee:${own.ben.id}`]: 1, [`label:${label.id}`]: 1 },
      mine: 1,
      unread: 1,
      unreadIsLeast: false,
    });
    expect(await counts()).toMatchObject({ counts: asBen.counts, mine: 0, unread: 2 });
    expect(await counts(own.apiKey)).toMatchObject({ counts: asBen.counts, mine: null, unread: null });
    expect((await own.call("/counts?minSeq=soon")).status).toBe(400);
  });
});
