import { beforeAll, describe, expect, it } from "vitest";
import type { Settings, Team } from "../../src/protocol/catalog-records.ts";
import type { ParleyRecord } from "../../src/protocol/records.ts";
import type { ConversationItem, Counts, Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { head, type Inbox, openInbox, providerAccepts } from "./inbox.ts";

describe("/settings", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
  });
  const patch = (body: unknown, token = inbox.ana.token) => inbox.call("/settings", { method: "PATCH", body, token });

  it("J1: everybody reads them, owners and admins change them", async () => {
    for (const token of [inbox.ana.token, inbox.vera.token, inbox.apiKey])
      expect(await json(await inbox.call("/settings", { token }))).toMatchObject({
        kind: "settings",
        limitedRoles: [],
      });
    for (const token of [inbox.ben.token, inbox.vera.token, inbox.apiKey])
      expect((await patch({ limitedRoles: [] }, token)).status).toBe(403);
    for (const limitedRoles of [["owner"], "agent", [7]]) expect((await patch({ limitedRoles })).status).toBe(400);
    const changed = await json<Settings>(await patch({ limitedRoles: ["viewer"] }));
    expect(changed.limitedRoles).toEqual(["viewer"]);
    expect(await json(await inbox.call("/settings"))).toEqual(changed);
    expect(await json<Settings>(await patch({}))).toMatchObject({ limitedRoles: ["viewer"] });
  });
});

describe("who is limited to teams", () => {
  let inbox: Inbox;
  let hidden: ConversationItem;
  let shown: ConversationItem;
  let free: ConversationItem;
  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
    const team = async (name: string, agentIds: string[]) =>
      json<Team>(await inbox.call("/teams", { body: { name, agentIds } }));
    const [sales, support] = [await team("Sales", [inbox.ben.id]), await team("Support", [])];
    [hidden, shown, free] = [await inbox.write(), await inbox.write(), await inbox.write()];
    await json(await inbox.call(`/conversations/${hidden.id}/assign`, { body: { teamId: support.id } }));
    await json(await inbox.call(`/conversations/${shown.id}/assign`, { body: { teamId: sales.id } }));
    await json(await inbox.call("/settings", { method: "PATCH", body: { limitedRoles: ["agent"] } }));
  });
  const list = async (token: string) =>
    (
      await json<Page<ConversationItem>>(await inbox.call(`/conversations?minSeq=${await head(inbox.call)}`, { token }))
    ).items.map(({ id }) => id);

  it("C7: an agent lists their teams' conversations and those of no team, others list all", async () => {
    expect(await list(inbox.ben.token)).toEqual([free.id, shown.id]);
    for (const token of [inbox.ana.token, inbox.vera.token, inbox.apiKey])
      expect(await list(token)).toEqual([free.id, shown.id, hidden.id]);
    const { unread } = await json<Counts>(await inbox.call("/counts", { token: inbox.ben.token }));
    expect(unread).toBe(2);
  });

  it("C7, I10: what is out of sight does not exist, whatever is asked of it", async () => {
    const { token } = inbox.ben;
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["GET", "/messages", undefined],
      ["POST", "/messages", { body: "Hi" }],
      ["POST", "/notes", { body: "Hi" }],
      ["POST", "/assign", { agentId: inbox.ben.id }],
      ["PUT", "/labels", { labels: [] }],
      ["POST", "/follow", undefined],
      ["POST", "/lock", undefined],
      ["PUT", "/draft", { content: "Hi" }],
      ["POST", "/close", undefined],
    ] as const) {
      const answer = await inbox.call(`/conversations/${hidden.id}${path}`, { method, body, token });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const { records } = await json<{ records: ParleyRecord[] }>(await inbox.call("/changes", { token }));
    const about = records.filter(
      (one) => one.id === hidden.id || ("conversationId" in one && one.conversationId === hidden.id),
    );
    expect(about.filter(({ deleted }) => deleted !== true)).toEqual([]);
  });

  it("C7: what is assigned to an agent is in sight, whosever team it is", async () => {
    const { token } = inbox.ben;
    await json(await inbox.call(`/conversations/${hidden.id}/assign`, { body: { agentId: inbox.ben.id } }));
    expect(await list(token)).toContain(hidden.id);
    expect((await inbox.call(`/conversations/${hidden.id}/messages`, { token })).status).toBe(200);
    await json(await inbox.call(`/conversations/${hidden.id}/assign`, { body: { agentId: null } }));
    expect(await list(token)).not.toContain(hidden.id);
  });
});
