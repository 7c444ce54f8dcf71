import fc from "fast-check";
import { expect, test } from "vitest";
import { applyAll } from "../../src/core/apply.ts";
import { optOutsOf } from "../../src/core/consent.ts";
import { receiveConsent } from "../../src/core/receive.ts";
import type { ConsentFact } from "../../src/protocol/facts.ts";
import type { Contact } from "../../src/protocol/records.ts";
import { afterInbound, nobody, now } from "./given.ts";

const rosa = afterInbound(1).contact as Contact;
const context = { now, seq: 9 };

function said(at: string, state: ConsentFact["state"], change: Partial<ConsentFact> = {}): ConsentFact {
  const from = { aliases: rosa.aliases, name: null };
  return { fact: "consent", providerId: null, at, from, categories: ["marketing"], state, ...change };
}

function after(facts: readonly ConsentFact[], contact: Contact | null = rosa): Contact | null {
  return facts.reduce((known, fact) => {
    const reception = receiveConsent(known, fact, "sms", "new", context);
    return reception.outcome === "stored" ? applyAll({ ...nobody, contact: known }, reception.events).contact : known;
  }, contact);
}

test("D9: STOP bars everything, and who was not known is known by it", () => {
  const contact = after([said(now, "opted_out", { categories: ["marketing", "service"] })], null);
  expect(contact).toMatchObject({
    id: "new",
    consents: [
      { channel: "sms", category: "marketing", state: "opted_out", source: "customer" },
      { channel: "sms", category: "service", state: "opted_out" },
    ],
  });
});

test("Nu6: YES lifts what the customer or the provider barred, and nothing else", () => {
  const yes = said("2026-11-01T13:00:00.000Z", "opted_in", { lifts: true });
  const out = said("2026-11-01T12:30:00.000Z", "opted_out");
  expect(after([yes])?.consents).toBeUndefined();
  expect(after([out, yes])?.consents).toMatchObject([{ state: "opted_in", source: "customer" }]);
  expect(after([out, yes, said("2026-11-01T14:00:00.000Z", "opted_out")])?.consents).toMatchObject([
    { state: "opted_out" },
  ]);
  // An answer to a question is no consent, and what a customer told an agent stands until they say otherwise.
  const noted = (source: string): Contact => ({
    ...rosa,
    consents: [{ channel: "sms", category: "marketing", state: "opted_out", at: now, source }],
  });
  expect(after([yes], noted("ana"))).toEqual(noted("ana"));
  expect(after([yes], noted("provider"))?.consents).toMatchObject([{ state: "opted_in" }]);
});

test("A2 I1: of the names that come with such words the later holds, in whatever order they come", () => {
  const named = (at: string, name: string) => said(at, "opted_in", { from: { aliases: rosa.aliases, name } });
  const facts = [named("2026-11-01T10:00:00.000Z", "Rosa B"), named("2026-11-01T10:00:00.000Z", "Rosa A")];
  for (const order of [facts, facts.toReversed()]) {
    expect(after([...order, ...order], null)?.name).toBe("Rosa B");
    expect(after([...order, named("2026-11-02T10:00:00.000Z", "Rosa")], null)?.name).toBe("Rosa");
  }
});

test("D9: the later word holds, in whatever order and however often they come", () => {
  const times = fc.integer({ min: 0, max: 9 });
  const fact = fc.record({ n: times, out: fc.boolean() });
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (given, order) => {
      const facts = given.map(({ n, out }) => said(`2026-11-01T10:0${n}:00.000Z`, out ? "opted_out" : "opted_in"));
      const shuffled = [...facts, ...facts]
        .map((one) => [order.next().value as number, one] as const)
        .sort(([a], [b]) => a - b);
      expect(after(shuffled.map(([, one]) => one))?.consents).toEqual(after(facts)?.consents);
    }),
  );
});

test("D9: what a provider's refusal tells, once", () => {
  const opted = optOutsOf(rosa, "whatsapp", "131050", now);
  expect(opted).toMatchObject([{ category: "marketing", state: "opted_out", source: "provider" }]);
  expect(optOutsOf({ ...rosa, consents: opted }, "whatsapp", "131050", now)).toEqual([]);
  expect(optOutsOf(rosa, "whatsapp", "131026", now)).toEqual([]);
  expect(optOutsOf(rosa, "sms", "21610", now)).toHaveLength(2);
});
