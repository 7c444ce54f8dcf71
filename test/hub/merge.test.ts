import { afterEach, beforeEach, expect, vi } from "vitest";
import type { Command } from "../../src/protocol/commands.ts";
import type { ConsentFact } from "../../src/protocol/facts.ts";
import type { Contact, Conversation } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

let asked: { to: string }[] = [];
beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    asked.push(JSON.parse(String(init.body)));
    return Response.json({ messages: [{ id: `wamid.${crypto.randomUUID()}` }] });
  });
});
afterEach(() => vi.unstubAllGlobals());

const of = (phone: string, name: string) => ({ aliases: [{ kind: "phone", value: phone } as const], name });
const maria = of("15550100101", "Maria");
const second = of("15550100102", "Maria's work");

const merge = (contactId: string, other: string): Command => ({
  command: "contact:merge",
  payload: { contactId, with: other },
});
const unmerge = (contactId: string): Command => ({ command: "contact:unmerge", payload: { contactId } });
const send = (conversationId: string, body = "Hi"): Command => ({
  command: "message:send",
  payload: { conversationId, body },
});

async function contacts(org: TestOrg): Promise<Map<string | null, Contact>> {
  const rows = await org.rows<{ json: string }>("SELECT json FROM contact");
  return new Map(rows.map(({ json }) => JSON.parse(json) as Contact).map((one) => [one.phoneNumber, one]));
}

async function contact(org: TestOrg, { aliases: [alias] }: typeof maria): Promise<Contact> {
  const found = (await contacts(org)).get(`+${alias?.value}`);
  if (found === undefined) throw new Error("no such contact");
  return found;
}

/** Two customers who are one, each with a conversation of their own. */
async function two(org: TestOrg): Promise<{ first: Contact; other: Contact; talks: Conversation[] }> {
  await org.ingest(text("a", { from: maria }), text("b", { from: second }));
  const [first, other] = [await contact(org, maria), await contact(org, second)];
  return { first, other, talks: await org.conversations() };
}

const talkOf = (talks: readonly Conversation[], { id }: Contact) =>
  talks.find(({ id: conversationId }) => conversationId.endsWith(`.${id}`)) as Conversation;

hubCases("merging contacts", (hubCase) => {
  hubCase("K1, K4: told as one frame, once under one id; separated, all is as it was", async (org) => {
    const { first, other, talks } = await two(org);
    const socket = await org.connect("ben");
    await socket.hello(0, "ben");
    const answer = await org.execute("ana", merge(first.id, other.id), "once");
    expect(answer).toMatchObject({ ok: true, value: { id: first.id, mergedIds: [other.id] } });
    await socket.until(() => socket.changes().length === 1);
    const [told] = socket.changes();
    expect(told).toMatchObject({ cause: "once" });
    expect(told?.events.map(({ event }) => event)).toEqual(["contact:merged", "contact:updated"]);
    expect(told?.records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "contact", id: other.id, mergedInto: first.id }),
        expect.objectContaining({ kind: "conversation", contactId: first.id, identityId: other.id }),
      ]),
    );
    const { seq } = await org.hub.health();
    expect(await org.execute("ana", merge(first.id, other.id), "once")).toEqual(answer);
    expect(await org.execute("ben", merge(first.id, other.id))).toMatchObject({ ok: true });
    expect((await org.hub.health()).seq).toBe(seq);

    await org.execute("ana", unmerge(other.id));
    const plain = <T extends { seq: number }>(records: readonly T[]) => records.map((one) => ({ ...one, seq: 0 }));
    expect(plain(await org.conversations())).toEqual(plain(talks));
    expect(plain([await contact(org, first.aliases[0] ? maria : second), await contact(org, second)])).toEqual(
      plain([first, other]),
    );
  });

  hubCase(
    "K1: a customer goes on where they were, is answered there, and is called what the team calls them",
    async (org) => {
      const { first, other, talks } = await two(org);
      await org.execute("ana", merge(first.id, other.id));
      const socket = await org.connect("ana");
      await socket.hello(0, "ana");
      await org.ingest(text("c", { from: second }));
      await socket.until(() => socket.events().some(({ event }) => event === "message:received"));
      const heard = socket.events().find(({ event }) => event === "message:received");
      expect(heard?.payload).toMatchObject({ contactId: first.id, contactName: "Maria", phoneNumber: "+15550100101" });
      const talk = talkOf(talks, other);
      expect(heard?.payload["conversationId"]).toBe(talk.id);
      expect(await org.conversations()).toHaveLength(2);
      await org.execute("ana", send(talk.id));
      await org.execute("ana", send(talkOf(talks, first).id));
      await vi.waitFor(() => expect(asked.map(({ to }) => to)).toEqual(["15550100102", "15550100101"]));
    },
  );

  hubCase("K3: STOP by one name bars the other, START by that one lets it be written to again", async (org) => {
    const { first, other, talks } = await two(org);
    await org.execute("ana", merge(first.id, other.id));
    const said = (state: ConsentFact["state"], at: string): ConsentFact => ({
      fact: "consent",
      providerId: null,
      at,
      from: second,
      categories: ["service"],
      state,
    });
    await org.ingest(said("opted_out", "2026-01-01T00:00:00.000Z"));
    expect(await contact(org, maria)).toMatchObject({ mergedConsents: [{ state: "opted_out" }] });
    const talk = talkOf(talks, first);
    expect(await org.execute("ana", send(talk.id))).toMatchObject({ ok: false, code: "opted_out" });
    await org.ingest(said("opted_in", "2026-01-02T00:00:00.000Z"));
    expect(await org.execute("ana", send(talk.id))).toMatchObject({ ok: true });
    await org.ingest(said("opted_out", "2026-01-03T00:00:00.000Z"));
    await org.execute("ana", unmerge(other.id));
    expect(await org.execute("ana", send(talk.id))).toMatchObject({ ok: true });
    expect(await org.execute("ana", send(talkOf(talks, other).id))).toMatchObject({ ok: false, code: "opted_out" });
  });

  hubCase("K5: of two who merge crosswise at once one is refused, and no contact is lost", async (org) => {
    const { first, other } = await two(org);
    const answers = await Promise.all([
      org.hub.execute({ type: "agent", agentId: "ana" }, "one", merge(first.id, other.id)),
      org.hub.execute({ type: "agent", agentId: "ben" }, "two", merge(other.id, first.id)),
    ]);
    expect(answers.map((answer) => (answer.ok ? "ok" : answer.code))).toEqual(["ok", "conflict"]);
    const merged = [...(await contacts(org)).values()].filter(({ mergedInto }) => mergedInto !== undefined);
    expect(merged.map(({ id }) => id)).toEqual([other.id]);
    const change = await org.hub.updateContact({ type: "agent", agentId: "ana" }, "x", other.id, { stage: "lost" });
    expect(change).toMatchObject({ ok: false, code: "conflict", details: { contactId: first.id } });
  });

  hubCase("T8: who may not see what was talked about merges and separates nothing", async (org) => {
    const { first, other, talks } = await two(org);
    const ana = { type: "agent", agentId: "ana" } as const;
    const made = await org.hub.editCatalog(ana, "team", { edit: "create", kind: "team", body: { name: "Billing" } });
    const teamId = made.ok ? made.value.id : "";
    await org.hub.updateSettings(ana, { limitedRoles: ["agent"] });
    const conversationId = talkOf(talks, other).id;
    await org.execute("ana", { command: "conversation:assign", payload: { conversationId, teamId } });
    expect(await org.execute("ben", merge(first.id, other.id))).toMatchObject({ ok: false, code: "forbidden" });
    const socket = await org.connect("ben");
    await socket.hello(0, "ben");
    await org.execute("ana", merge(first.id, other.id));
    await socket.until(() => socket.changes().length > 0);
    const shown = socket.changes().flatMap(({ records }) => records.filter(({ kind }) => kind === "conversation"));
    expect(shown).toEqual([]);
    expect(await org.execute("ben", unmerge(other.id))).toMatchObject({ ok: false, code: "forbidden" });
  });

  hubCase("Q1, K1: who is written to by the survivor is reached where they are talked to", async (org) => {
    const { first, other, talks } = await two(org);
    await org.execute("ana", merge(first.id, other.id));
    const start = (given: object): Command => ({
      command: "conversation:start",
      payload: { channelId: org.channel.id, body: "Hi", ...given },
    });
    await org.ingest(text("later", { from: second }));
    const latest = await org.execute("ana", start({ contactId: first.id }));
    expect(latest).toMatchObject({ ok: true, value: { id: talkOf(talks, other).id, contactId: first.id } });
    const named = await org.execute("ana", start({ address: "+15550100101" }));
    expect(named).toMatchObject({ ok: true, value: { id: talkOf(talks, first).id } });
    expect(await org.conversations()).toHaveLength(2);
  });
});
