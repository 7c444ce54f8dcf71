import { beforeAll, describe, expect, it } from "vitest";
import type { Agent, Channel, Contact, ParleyRecord } from "../../src/protocol/records.ts";
import type { Page } from "../../src/protocol/resources.ts";
import { json } from "./doors.ts";
import { digits, head, inbound, type Inbox, newChannel, openInbox, postWebhook, providerAccepts } from "./inbox.ts";

let inbox: Inbox;
beforeAll(async () => {
  providerAccepts();
  inbox = await openInbox();
});

describe("/contacts and /agents", () => {
  it("A2: a contact is listed, found by name and number, and read by its id", async () => {
    const { contactId } = await inbox.write({ from: "34600111222", name: "Lucía" });
    const minSeq = await head(inbox.call);
    for (const q of ["luc", "600 111 222"]) {
      const page = await json<Page<Contact>>(await inbox.call(`/contacts?minSeq=${minSeq}&q=${encodeURIComponent(q)}`));
      expect(page.items).toMatchObject([{ id: contactId, name: "Lucía", phoneNumber: "+34600111222" }]);
    }
    expect(await json(await inbox.call(`/contacts/${contactId}`))).toMatchObject({ kind: "contact", id: contactId });
    expect((await inbox.call("/contacts/nobody")).status).toBe(404);
  });

  it("J1: the roster has everyone with their role", async () => {
    const page = await json<Page<Agent>>(await inbox.call(`/agents?minSeq=${await head(inbox.call)}`));
    const roles = Object.fromEntries(page.items.map(({ id, role }) => [id, role]));
    expect(roles).toEqual({ [inbox.ana.id]: "owner", [inbox.ben.id]: "agent", [inbox.vera.id]: "viewer" });
    const two = await json<Page<Agent>>(await inbox.call("/agents?limit=2"));
    const last = await json<Page<Agent>>(await inbox.call(`/agents?limit=2&cursor=${two.nextCursor}`));
    expect([...two.items, ...last.items].map((agent) => agent.id).toSorted()).toEqual(Object.keys(roles).toSorted());
  });
});

describe("/channels", () => {
  it("J2: owners and admins connect a number; its secrets are in no answer", async () => {
    const given = newChannel({ appSecret: "app secret of a test", verifyToken: "verify token of a test" });
    const response = await inbox.call("/channels", { body: given });
    expect(response.status).toBe(201);
    const channel = await json<Channel>(response);
    expect(channel).toMatchObject({
      kind: "channel",
      channel: "whatsapp",
      state: "connected",
      ownApp: true,
      externalId: given["phoneNumberId"],
    });
    const one = await (await inbox.call(`/channels/${channel.id}`)).text();
    const all = await (await inbox.call("/channels")).text();
    const changes = await (await inbox.call("/changes")).text();
    expect(JSON.parse(one)).toEqual(channel);
    expect(all).toContain(channel.id);
    for (const text of [one, all, changes, JSON.stringify(channel)]) expect(text).not.toContain("of a test");
    for (const token of [inbox.ben.token, inbox.apiKey]) {
      expect((await inbox.call("/channels", { body: newChannel(), token })).status).toBe(403);
      expect(
        (await inbox.call(`/channels/${channel.id}`, { method: "PATCH", body: { name: "No" }, token })).status,
      ).toBe(403);
    }
    expect((await inbox.call("/channels/none")).status).toBe(404);
  });

  it("I10: a number that another org has cannot be connected", async () => {
    const answer = await (
      await openInbox()
    ).call("/channels", { body: newChannel({ phoneNumberId: inbox.channel.externalId }) });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: "conflict" }]);
    const { unread } = await inbox.write();
    expect(unread).toBe(1);
  });

  it("I13: a channel that misses something is refused with the field", async () => {
    for (const [given, path] of [
      [{ phoneNumberId: "abc" }, "phoneNumberId"],
      [{ address: "0151 234" }, "address"],
      [{ accessToken: "" }, "accessToken"],
      [{ channel: "fax" }, "channel"],
    ] as const) {
      const answer = await inbox.call("/channels", { body: newChannel(given) });
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { code: "invalid", details: { issues: [{ path }] } },
      ]);
    }
  });

  it("A9: what came for a number before it was connected is there once it is", async () => {
    const given = newChannel();
    const number = { externalId: String(given["phoneNumberId"]), accountId: String(given["wabaId"]) };
    const early = inbound(number, { from: "46700111222", name: "Early", text: "Anyone?" });
    expect((await postWebhook(early)).status).toBe(200);
    await json(await inbox.call("/channels", { body: given }));
    const page = await json<Page<Contact>>(
      await inbox.call(`/conversations?q=Anyone&minSeq=${await head(inbox.call)}`),
    );
    expect(page.items).toMatchObject([{ contact: { name: "Early" }, unread: 1 }]);
  });

  it("J2: one secret is replaced and the others stay; a channel of the deployment's app takes none", async () => {
    const own = await json<Channel>(
      await inbox.call("/channels", { body: newChannel({ appSecret: "first", verifyToken: "v" }) }),
    );
    const patch = (id: string, body: unknown) => inbox.call(`/channels/${id}`, { method: "PATCH", body });
    expect(await json(await patch(own.id, { name: "Renamed", accessToken: "second" }))).toMatchObject({
      name: "Renamed",
    });
    const message = inbound(own, { from: "46700333444", name: "Own", text: "Signed by its own app" });
    expect((await postWebhook(message, `/webhooks/meta/${own.id}`, "first")).status).toBe(200);
    const answer = await patch(inbox.channel.id, { appSecret: "mine" });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "invalid" }]);
    expect((await patch("none", { name: "No" })).status).toBe(404);
    expect(
      (await (await openInbox()).call(`/channels/${own.id}`, { method: "PATCH", body: { name: "No" } })).status,
    ).toBe(404);
  });
});

describe("/changes", () => {
  it("B3: gives what changed since a cursor, and nothing twice to who is up to date", async () => {
    const since = await head(inbox.call);
    const { id } = await inbox.write();
    type Changes = { seq: number; reset: boolean; records: ParleyRecord[] };
    const changes = await json<Changes>(await inbox.call(`/changes?since=${since}`));
    expect(changes.reset).toBe(false);
    expect(changes.records.map((record) => record.kind).toSorted()).toEqual([
      "contact",
      "conversation",
      "count",
      "count",
      "message",
    ]);
    expect(changes.records.map((record) => record.id)).toContain(id);
    for (const record of changes.records) expect(record.seq).toBeGreaterThan(since);
    expect(await json(await inbox.call(`/changes?since=${changes.seq}`))).toMatchObject({
      seq: changes.seq,
      records: [],
    });
    expect((await inbox.call("/changes?since=now")).status).toBe(400);
    expect((await json<Changes>(await inbox.call("/changes", { token: inbox.apiKey }))).records).not.toHaveLength(0);
  });
});

describe("/ingest", () => {
  interface Report {
    hours: { stored: number; ignored: number }[];
    items: { id: string; outcomes: unknown[] }[];
  }
  const report = async (call = inbox.call) => json<Report>(await call("/ingest"));

  it("A13: counts outcomes, shows what was not stored, and takes it in again without doubling", async () => {
    const payload = inbound(inbox.channel, { from: "46700555666", name: "Mixed", text: "Stored" }) as {
      entry: { changes: { value: { messages: object[] } }[] }[];
    };
    payload.entry[0]?.changes[0]?.value.messages.push({ from: "46700555666", type: "text" });
    const before = (await report()).hours[0]?.stored ?? 0;
    expect((await postWebhook(payload)).status).toBe(200);
    const after = await report();
    expect(after.hours[0]?.stored).toBe(before + 1);
    const kept = after.items[0];
    expect(kept?.outcomes).toMatchObject([{ outcome: "stored" }, { outcome: "ignored" }]);
    expect(JSON.stringify(after)).not.toContain("Mixed");
    const one = await json<{ raw: string }>(await inbox.call(`/ingest/${kept?.id}`));
    expect(JSON.parse(one.raw)).toEqual(payload);

    const replayed = await json<{ outcomes: unknown[] }>(
      await inbox.call(`/ingest/${kept?.id}/replay`, { method: "POST" }),
    );
    expect(replayed.outcomes).toMatchObject([{ outcome: "duplicate" }, { outcome: "ignored" }]);
    const other = await openInbox();
    expect((await other.call(`/ingest/${kept?.id}`)).status).toBe(404);
    expect((await other.call(`/ingest/${kept?.id}/replay`, { method: "POST" })).status).toBe(404);
    const asViewer = await inbox.call(`/ingest/${kept?.id}/replay`, { method: "POST", token: inbox.vera.token });
    expect(asViewer.status).toBe(403);
    expect((await report(other.call)).items).toEqual([]);
  });

  it("I13: a replay does not let in what the signer could not vouch for", async () => {
    const own = await json<Channel>(
      await inbox.call("/channels", { body: newChannel({ appSecret: "own secret", verifyToken: "v" }) }),
    );
    const text = `Forged ${digits()}`;
    const forged = inbound(inbox.channel, { from: "46700777888", name: "Forger", text });
    expect((await postWebhook(forged, `/webhooks/meta/${own.id}`, "own secret")).status).toBe(200);
    const kept = (await report()).items[0];
    expect(kept?.outcomes).toMatchObject([{ outcome: "ignored", reason: "foreign" }]);
    const replayed = await json(await inbox.call(`/ingest/${kept?.id}/replay`, { method: "POST" }));
    expect(replayed).toMatchObject({ outcomes: [{ outcome: "ignored", reason: "foreign" }] });
    const found = await json<Page<unknown>>(
      await inbox.call(`/conversations?q=${encodeURIComponent(text)}&minSeq=${await head(inbox.call)}`),
    );
    expect(found.items).toEqual([]);
  });
});
