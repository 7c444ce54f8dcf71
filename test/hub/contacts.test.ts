import { expect } from "vitest";
import type { Actor, Answer } from "../../src/hub/rpc.ts";
import type { ContactChange } from "../../src/protocol/contact-change.ts";
import type { Contact } from "../../src/protocol/records.ts";
import { hubCases, text } from "./harness.ts";
import type { TestOrg } from "./harness.ts";

const ana: Actor = { type: "agent", agentId: "ana" };

async function contactOf(org: TestOrg): Promise<Contact> {
  const [row] = await org.rows<{ json: string }>("SELECT json FROM contact");
  return JSON.parse(row?.json ?? "null") as Contact;
}

async function update(
  org: TestOrg,
  contactId: string,
  change: ContactChange,
  actor = ana,
  id: string = crypto.randomUUID(),
): Promise<Answer<Contact>> {
  const answer = await org.hub.updateContact(actor, id, contactId, change);
  await org.step();
  return answer;
}

hubCases("contacts", (hubCase) => {
  hubCase("H1: a change is one commit that everybody is told of; asked again, it answers the same", async (org) => {
    await org.conversation();
    const { id } = await contactOf(org);
    const socket = await org.connect("ben");
    await socket.hello(0);
    const change: ContactChange = { stage: "converted", value: 400, attributes: { plan: "pro" } };
    const first = await update(org, id, change, ana, "once");
    expect(first).toMatchObject({ ok: true, value: { id, stage: "converted", value: 400 } });
    await socket.until(() => socket.changes().length === 1);
    expect(socket.changes()).toMatchObject([
      {
        cause: "once",
        events: [
          { event: "contact:updated", payload: { contactId: id, stage: "converted", value: 400 } },
          { event: "lead:converted", payload: { contactId: id, value: 400, agentId: "ana" } },
        ],
        records: [{ kind: "contact", id, stage: "converted", attributes: { plan: "pro" } }],
      },
    ]);
    const { seq } = await org.hub.health();
    expect(await update(org, id, change, ana, "once")).toEqual(first);
    expect(await update(org, id, change)).toMatchObject({ ok: true, value: { id } });
    expect((await org.hub.health()).seq).toBe(seq);
    expect(await contactOf(org)).toMatchObject({ stage: "converted", value: 400, attributes: { plan: "pro" } });
  });

  hubCase("J1: who is no member, may only read, or asks for another's contact is refused", async (org) => {
    await org.conversation();
    const { id } = await contactOf(org);
    await org.hub.putAgent({ id: "vic", name: "Vic", email: "vic@example.com", role: "viewer" });
    const as = (agentId: string): Actor => ({ type: "agent", agentId });
    for (const agentId of ["vic", "stranger"])
      expect(await update(org, id, { stage: "lost" }, as(agentId))).toMatchObject({ ok: false, code: "forbidden" });
    expect(await update(org, "none", { stage: "lost" })).toMatchObject({ ok: false, code: "not_found" });
    expect(await update(org, id, { labels: ["none"] })).toMatchObject({ ok: false, code: "not_found" });
    expect(await update(org, id, { stage: "lost" }, { type: "apiKey", keyId: "k" })).toMatchObject({ ok: true });
  });

  hubCase("F6: the name that an agent gave stays when the customer writes under another one", async (org) => {
    await org.conversation();
    const { id } = await contactOf(org);
    await update(org, id, { name: "Maria of Acme" });
    const from = { aliases: [{ kind: "phone", value: "15550101" } as const], name: "mari@" };
    await org.ingest(text("second", { from, at: new Date(Date.now() + 5_000).toISOString() }));
    expect(await contactOf(org)).toMatchObject({ name: "Maria of Acme", nameBy: "ana" });
    await update(org, id, { name: null });
    await org.ingest(text("third", { from, at: new Date(Date.now() + 6_000).toISOString() }));
    expect(await contactOf(org)).toMatchObject({ name: "mari@" });
  });

  hubCase("C8: a deleted label is taken off the contacts that have it", async (org) => {
    await org.conversation();
    const { id } = await contactOf(org);
    for (const name of ["VIP", "Bug"])
      await org.hub.editCatalog(ana, `make ${name}`, { edit: "create", kind: "label", body: { name } });
    await update(org, id, { labels: ["VIP", "Bug"] });
    const socket = await org.connect("ben");
    await socket.hello(0);
    await org.hub.editCatalog(ana, "delete", { edit: "delete", kind: "label", id: "vip" });
    await socket.until(() => socket.events().some(({ event }) => event === "contact:updated"));
    expect(await contactOf(org)).toMatchObject({ labels: ["bug"] });
  });
});
