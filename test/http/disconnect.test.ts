import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Channel } from "../../src/protocol/records.ts";
import type { ConversationItem, Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { digits, head, inbound, type Inbox, newChannel, openInbox, postWebhook, providerAccepts } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});

const given = (number: string) => newChannel({ phoneNumberId: number, wabaId: number });
const disconnect = (id: string, token?: string) =>
  inbox.call(`/channels/${id}`, { method: "DELETE", ...(token === undefined ? {} : { token }) });
const found = async (words: string, of: Inbox = inbox) => {
  const list = await of.call(`/conversations?q=${words}&minSeq=${await head(of.call)}`);
  return (await json<Page<ConversationItem>>(list)).items;
};

describe("DELETE /channels/{id}", () => {
  let number: string;
  let channel: Channel;
  beforeEach(async () => {
    providerAccepts();
    number = digits();
    channel = await json<Channel>(await inbox.call("/channels", { body: given(number) }));
  });

  it("disconnects it: it stays in the list, says so, and takes no change", async () => {
    expect(await json<Channel>(await disconnect(channel.id))).toMatchObject({ id: channel.id, state: "disconnected" });
    const listed = await inbox.call(`/channels?minSeq=${await head(inbox.call)}&limit=200`);
    const { items } = await json<Page<Channel>>(listed);
    expect(items.find(({ id }) => id === channel.id)).toMatchObject({ state: "disconnected" });
    expect(await json(await inbox.call(`/channels/${channel.id}/health`))).toMatchObject({
      ok: false,
      checks: [{ name: "state", code: "disconnected", ok: false, advice: expect.any(String) }],
    });
    const changed = await inbox.call(`/channels/${channel.id}`, { method: "PATCH", body: { name: "x" } });
    expect([changed.status, await changed.json()]).toMatchObject([422, { code: "channel_unavailable" }]);
  });

  it("J1 I10: for owners and admins of its own organisation alone", async () => {
    for (const token of [inbox.ben.token, inbox.vera.token, inbox.apiKey])
      expect((await disconnect(channel.id, token)).status).toBe(403);
    const other = await openInbox();
    expect((await other.call(`/channels/${channel.id}`, { method: "DELETE" })).status).toBe(404);
    expect(await json<Channel>(await inbox.call(`/channels/${channel.id}`))).toMatchObject({ state: "connected" });
  });

  it("A9: what is written to it meanwhile waits, and is there when it is connected again, as the same channel", async () => {
    const words = `First${number}`;
    await postWebhook(inbound(channel, { from: "34600111333", name: "Mo", text: words }));
    const [before] = await found(words);
    expect((await disconnect(channel.id)).status).toBe(200);
    // This isolate may know the number for a while yet: what it then brings is kept by the organisation.
    const again = await json<Channel>(await inbox.call("/channels", { body: given(number) }));
    expect(again.id).toBe(channel.id);
    const later = `Second${number}`;
    await postWebhook(inbound(channel, { from: "34600111333", name: "Mo", text: later }));
    expect(await found(later)).toMatchObject([{ id: before?.id }]);
  });

  it("I10: its number is free: another organisation connects it, and the first one cannot have it then", async () => {
    const other = await openInbox();
    const taken = await other.call("/channels", { body: given(number) });
    expect(taken.status).toBe(409);
    expect((await disconnect(channel.id)).status).toBe(200);
    const theirs = await json<Channel>(await other.call("/channels", { body: given(number) }));
    expect(theirs.id).not.toBe(channel.id);
    expect((await inbox.call("/channels", { body: given(number) })).status).toBe(409);
    const words = `Theirs${number}`;
    await postWebhook(inbound(theirs, { from: "34600111444", name: "Ida", text: words }));
    expect(await found(words, other)).toHaveLength(1);
    expect(await found(words)).toEqual([]);
  });
});
