import { describe, expect, it } from "vitest";
import { decideContact } from "../../src/core/contact.ts";
import type { ContactDecision } from "../../src/core/contact.ts";
import { applyAll } from "../../src/core/apply.ts";
import { type Profile, receiveProfile, usernameAlias } from "../../src/core/profile.ts";
import { receive } from "../../src/core/receive.ts";
import { emptyState } from "../../src/core/state.ts";
import type { ContactChange } from "../../src/protocol/contact-change.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Contact } from "../../src/protocol/records.ts";
import { afterInbound, ana, apiKey, now, reach, text, viewer } from "./given.ts";

const labels = [
  { id: "vip", name: "VIP" },
  { id: "bug", name: "Bug" },
];
const rosa = afterInbound(1).contact as Contact;

function when(change: ContactChange, contact: Contact | null = rosa, asker = ana): ContactDecision {
  return decideContact({ contact, members: [], labels }, change, asker, now);
}

function then(change: ContactChange, contact: Contact = rosa): Contact {
  const decision = when(change, contact);
  if (!decision.ok) throw new Error(decision.message);
  return decision.contact;
}

function told(change: ContactChange, contact: Contact = rosa): string[] {
  const decision = when(change, contact);
  return decision.ok ? decision.events.map(({ event }) => event) : [decision.code];
}

describe("what a team notes of a contact", () => {
  it("H1: what is named changes, all else stays", () => {
    const changed = then({ name: "Rosa Lind", stage: "qualified", value: 1200, labels: ["VIP"] });
    expect(changed).toEqual({
      ...rosa,
      name: "Rosa Lind",
      nameAt: null,
      nameBy: "ana",
      stage: "qualified",
      value: 1200,
      labels: ["vip"],
    });
    expect(then({ value: null }, changed)).toEqual({ ...changed, value: null });
  });

  it("H1: everybody is told what is true now; what is so already is no change", () => {
    const decision = when({ stage: "lost", value: 3, labels: ["bug"] });
    expect(decision).toMatchObject({
      events: [{ event: "contact:updated", payload: { contactId: rosa.id, stage: "lost", value: 3, labels: ["bug"] } }],
    });
    const same = { name: rosa.name, stage: rosa.stage, value: rosa.value, labels: [], attributes: { gone: null } };
    expect(when(same)).toEqual({ ok: true, contact: rosa, members: [], events: [] });
  });

  it("H4: a lead is converted once each time that its stage becomes so, with its value", () => {
    const decision = when({ stage: "converted", value: 50 });
    expect(decision).toMatchObject({
      events: [
        { event: "contact:updated" },
        {
          event: "lead:converted",
          payload: { contactId: rosa.id, contactName: "Maria", phoneNumber: "+15550101", value: 50, agentId: "ana" },
        },
      ],
    });
    const won = then({ stage: "converted" });
    expect(told({ stage: "converted" }, won)).toEqual([]);
    expect(told({ stage: "converted", value: 9 }, won)).toEqual(["contact:updated"]);
    expect(told({ stage: "converted" }, then({ stage: "lost" }, won))).toEqual(["contact:updated", "lead:converted"]);
  });

  it("C8: labels by id or name; two who add and remove do not undo each other; an unknown one is not found", () => {
    const labeled = then({ labels: { add: ["bug"] } }, then({ labels: ["VIP", "vip"] }));
    expect(labeled.labels).toEqual(["vip", "bug"]);
    expect(then({ labels: { remove: ["Vip"] } }, labeled).labels).toEqual(["bug"]);
    expect(when({ labels: ["none"] })).toMatchObject({
      ok: false,
      code: "not_found",
      details: { field: "labels", label: "none" },
    });
  });

  it("H1: an attribute is put or deleted by its name, the others stay; there are so many and no more", () => {
    const noted = then({ attributes: { plan: "pro", seats: 4 } });
    expect(then({ attributes: { seats: null, active: true } }, noted).attributes).toEqual({
      plan: "pro",
      active: true,
    });
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, n]));
    const full = then({ attributes: many(limits.attributesPerContact) });
    expect(when({ attributes: { more: 1 } }, full)).toMatchObject({
      ok: false,
      code: "invalid",
      details: { field: "attributes", limit: limits.attributesPerContact },
    });
    expect(then({ attributes: { more: 1, a0: null } }, full).attributes).toMatchObject({ more: 1 });
  });

  it("J1: who may only read changes nothing, a program may; one that is not there is not found", () => {
    expect(when({ stage: "lost" }, rosa, viewer)).toMatchObject({ ok: false, code: "forbidden" });
    expect(when({ name: "X" }, rosa, apiKey)).toMatchObject({ ok: true, contact: { nameBy: "apiKey:k" } });
    expect(when({ stage: "lost" }, null)).toMatchObject({ ok: false, code: "not_found" });
  });
});

describe("F6: whose name of a contact holds", () => {
  const writesAs = (name: string, contact: Contact) => {
    const state = { ...afterInbound(1), contact, message: null };
    const fact = text({ providerId: "later", at: now, from: { aliases: rosa.aliases, name } });
    const reception = receive(state, fact, { ...reach, messageId: "channel:later" }, { now, seq: 9 });
    return reception.outcome === "stored" ? applyAll(state, reception.events).contact : null;
  };

  it("F6: one that an agent gave stays, whatever the profile says later", () => {
    expect(writesAs("mari@ 🌸", rosa)).toMatchObject({ name: "mari@ 🌸" });
    const named = then({ name: "Maria of Acme" });
    expect(writesAs("mari@ 🌸", named)).toEqual(named);
  });

  it("F6: taken away, the provider's next one counts again", () => {
    const nameless = then({ name: null }, then({ name: "Maria of Acme" }));
    expect(nameless).toMatchObject({ name: null, nameAt: null });
    expect(nameless).not.toHaveProperty("nameBy");
    expect(writesAs("Mari", nameless)).toMatchObject({ name: "Mari", nameAt: now });
  });

  it("K3: what the customer has told the team holds for all that are this customer; a merged one is not changed", () => {
    const said = { channel: "sms", category: "service" } as const;
    const out = { ...said, state: "opted_out", at: now, source: "customer" } as const;
    const member: Contact = { ...rosa, id: "member", mergedInto: rosa.id, consents: [out] };
    const person: Contact = { ...rosa, mergedIds: ["member"], mergedConsents: [out] };
    const change: ContactChange = { consents: [{ ...said, state: "opted_in" }] };
    const decision = decideContact({ contact: person, members: [member], labels }, change, ana, now);
    expect(decision).toMatchObject({
      ok: true,
      contact: { consents: [{ state: "opted_in" }], mergedConsents: [{ state: "opted_in", source: "ana" }] },
      members: [{ id: "member", consents: [{ state: "opted_in" }] }],
    });
    expect(when({ stage: "lost" }, member)).toMatchObject({ code: "conflict", details: { contactId: rosa.id } });
  });
});

describe("what a provider tells of a customer when asked", () => {
  const profile = { name: "Rosa Iyer", username: "rosa.iyer" };
  const adds = [usernameAlias(profile.username)];
  const learned = (contact: Contact, given: Profile = profile) =>
    applyAll({ ...emptyState, contact }, receiveProfile(contact, given, adds, now)).contact;

  it("A2: gives a name to who has none; of two that were told the later holds; an agent's stays", () => {
    const nameless = { ...rosa, name: null, nameAt: null };
    expect(learned(nameless)).toMatchObject({ name: "Rosa Iyer", nameAt: now });
    expect(learned(nameless, { name: null, username: "rosa.iyer" })).toMatchObject({ name: "@rosa.iyer" });
    expect(learned({ ...rosa, nameAt: "2026-01-01T00:00:00.000Z" })).toMatchObject({ name: "Rosa Iyer" });
    const named = { ...rosa, name: "Rosa from the fair", nameAt: null, nameBy: "ana" };
    expect(learned(named)).toMatchObject({ name: "Rosa from the fair", aliases: [...rosa.aliases, ...adds] });
  });

  it("says nothing when there is no news", () => {
    expect(receiveProfile(rosa, { name: rosa.name, username: null }, [], now)).toEqual([]);
    expect(receiveProfile({ ...rosa, name: null }, { name: null, username: null }, [], now)).toEqual([]);
  });
});
