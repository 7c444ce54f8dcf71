import { beforeAll, describe, expect, it } from "vitest";
import { json } from "./doors.ts";
import { inbound, type Inbox, newChannel, openInbox, postWebhook, providerAccepts } from "./inbox.ts";
import type { Channel } from "../../src/protocol/records.ts";

interface Report {
  hours: { ignored: number }[];
  items: { id: string; channelId: string | null; outcomes: { outcome: string }[] }[];
  nextCursor: string | null;
}

describe("/ingest", () => {
  let inbox: Inbox;
  let second: Channel;
  const report = async (query = "") => json<Report>(await inbox.call(`/ingest${query}`));

  /** A delivery with an item that nobody can read. */
  async function unreadable(channel: Channel): Promise<void> {
    const payload = inbound(channel, { from: "46700555666", name: "Mo", text: "Stored" }) as {
      entry: { changes: { value: { messages: object[] } }[] }[];
    };
    payload.entry[0]?.changes[0]?.value.messages.splice(0, 1, { type: "text" });
    expect((await postWebhook(payload)).status).toBe(200);
  }

  /** A status of a message that is not here yet. */
  async function early(channel: Channel): Promise<void> {
    const payload = inbound(channel, { from: "46700555666", name: "Mo", text: "" }) as {
      entry: { changes: { value: Record<string, unknown> }[] }[];
    };
    const value = payload.entry[0]?.changes[0]?.value as Record<string, unknown>;
    delete value["messages"];
    value["statuses"] = [{ id: "wamid.unknown", status: "sent", timestamp: "1760000000", recipient_id: "46700555666" }];
    expect((await postWebhook(payload)).status).toBe(200);
  }

  beforeAll(async () => {
    providerAccepts();
    inbox = await openInbox();
    second = await json<Channel>(await inbox.call("/channels", { body: newChannel({ name: "Second" }) }));
    for (let n = 0; n < 3; n++) await unreadable(inbox.channel);
    await early(inbox.channel);
    await unreadable(second);
  });

  it("A13: lists what was not stored newest first, page by page, without skipping or repeating", async () => {
    const whole = await report();
    expect(whole.items).toHaveLength(5);
    expect(whole.nextCursor).toBeNull();
    expect(whole.items[0]?.channelId).toBe(second.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Report = await report(`?limit=2${cursor === null ? "" : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      expect(page.hours[0]?.ignored).toBe(4);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(whole.items.map(({ id }) => id));
    expect((await inbox.call("/ingest?cursor=WzFd")).status).toBe(400);
  });

  it("A13: is narrowed to an outcome and to a channel", async () => {
    const outcomes = async (query: string) =>
      (await report(query)).items.map((item) => item.outcomes.map(({ outcome }) => outcome));
    expect(await outcomes("?outcome=parked")).toEqual([["parked"]]);
    expect(await outcomes("?outcome=failed")).toEqual([]);
    expect(await outcomes(`?channel=${second.id}`)).toEqual([["ignored"]]);
    expect(await outcomes(`?channel=${second.id}&outcome=parked`)).toEqual([]);
    expect((await inbox.call("/ingest?outcome=lost")).status).toBe(400);
  });

  it("A13, C7: is for owners, admins and programs: it holds what every customer wrote", async () => {
    const [{ id } = { id: "" }] = (await report()).items;
    for (const { token } of [inbox.ben, inbox.vera]) {
      expect((await inbox.call("/ingest", { token })).status).toBe(403);
      expect((await inbox.call(`/ingest/${id}`, { token })).status).toBe(403);
      expect((await inbox.call(`/ingest/${id}/replay`, { method: "POST", token })).status).toBe(403);
    }
    expect((await inbox.call("/ingest", { token: inbox.apiKey })).status).toBe(200);
  });

  it("A13: the org's alerts say what each is about", async () => {
    expect(await json(await inbox.call("/health"))).toMatchObject({ alerts: [], alertDetails: [] });
  });
});
