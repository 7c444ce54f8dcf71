import { describe, expect, test } from "vitest";
import { consentRefusal } from "../../src/core/consent.ts";
import { merge, unmerge } from "../../src/core/merge.ts";
import type { MergeDecision, MergeState } from "../../src/core/merge.ts";
import { limits } from "../../src/protocol/limits.ts";
import type { Consent, Contact, Conversation } from "../../src/protocol/records.ts";
import { contact, conversation } from "../support/records.ts";
import { ana, now, viewer } from "./given.ts";

/** Contacts and conversations, as the hub would have them. */
class Desk {
  readonly contacts: Map<string, Contact>;
  readonly conversations: Map<string, Conversation>;

  constructor(contacts: readonly Contact[], conversations: readonly Conversation[] = []) {
    this.contacts = new Map(contacts.map((one) => [one.id, one]));
    this.conversations = new Map(conversations.map((one) => [one.id, one]));
  }

  merge(survivorId: string, otherId: string, change: Partial<MergeState> = {}): MergeDecision {
    return this.#keep(merge({ ...this.#state(survivorId, otherId), ...change }, ana, now));
  }

  unmerge(otherId: string): MergeDecision {
    const survivorId = this.contacts.get(otherId)?.mergedInto ?? "";
    return this.#keep(unmerge(this.#state(survivorId, otherId), ana));
  }

  change(id: string, given: Partial<Contact>): void {
    this.contacts.set(id, { ...this.get(id), ...given });
  }

  get(id: string): Contact {
    const found = this.contacts.get(id);
    if (found === undefined) throw new Error(id);
    return found;
  }

  /** Everything, to be compared. */
  picture(): unknown {
    return [[...this.contacts.values()], [...this.conversations.values()]];
  }

  #state(survivorId: string, otherId: string): MergeState {
    const [survivor, other] = [survivorId, otherId].map((id) => this.contacts.get(id) ?? null);
    const ids = new Set([survivorId, otherId]);
    const members = [...this.contacts.values()].filter(({ mergedInto }) => ids.has(mergedInto ?? ""));
    const all = new Set([...ids, ...members.map(({ id }) => id)]);
    const conversations = [...this.conversations.values()].filter(({ contactId }) => all.has(contactId));
    return { survivor: survivor ?? null, other: other ?? null, members, conversations, isPartHidden: false };
  }

  #keep(decision: MergeDecision): MergeDecision {
    if (decision.ok) {
      for (const one of decision.contacts) this.contacts.set(one.id, one);
      for (const one of decision.conversations) this.conversations.set(one.id, one);
    }
    return decision;
  }
}

const consent = (channel: Consent["channel"], state: Consent["state"], at = now): Consent => ({
  channel,
  category: "service",
  state,
  at,
  source: "customer",
});

const maria = contact("maria", {
  name: "Maria",
  phoneNumber: "+46701234567",
  aliases: [{ kind: "phone", value: "46701234567" }],
  labels: ["vip"],
  attributes: { plan: "pro", city: "Umeå" },
  consents: [consent("sms", "opted_in")],
});
const mail = contact("mail", {
  name: "maria@example.com",
  stage: "converted",
  value: 400,
  aliases: [{ kind: "email", value: "maria@example.com" }],
  labels: ["vip", "newsletter"],
  attributes: { plan: "free", size: "M" },
  consents: [consent("sms", "opted_out"), consent("email", "opted_in")],
});
const insta = contact("insta", { name: "mari", labels: ["newsletter"], attributes: { size: "L", lang: "sv" } });
const talks = [
  conversation("wa.maria", { contactId: "maria" }),
  conversation("mail.mail", { contactId: "mail", channel: "email" }),
  conversation("ig.insta", { contactId: "insta", channel: "instagram" }),
];

describe("K1, K2: what becomes of two contacts that are merged", () => {
  const desk = new Desk([maria, mail, insta], talks);
  const before = desk.picture();
  const decision = desk.merge("maria", "mail");

  test("the survivor keeps what it has and takes what it had none of", () => {
    expect(decision.ok && decision.events.map(({ event }) => event)).toEqual(["contact:merged", "contact:updated"]);
    expect(desk.get("maria")).toMatchObject({
      name: "Maria",
      stage: "converted",
      value: 400,
      labels: ["vip", "newsletter"],
      attributes: { plan: "pro", city: "Umeå", size: "M" },
      aliases: maria.aliases,
      mergedIds: ["mail"],
    });
    expect(desk.get("mail")).toMatchObject({ ...mail, mergedInto: "maria", merge: { by: "ana", via: null } });
  });

  test("conversations are the survivor's, and know by whose names the customer is reached", () => {
    expect(desk.conversations.get("mail.mail")).toMatchObject({
      contactId: "maria",
      identityId: "mail",
      identityAddress: "maria@example.com",
    });
    expect(desk.conversations.get("wa.maria")).toEqual(talks[0]);
  });

  test("K3: whoever of them has opted out, all have", () => {
    expect(consentRefusal(maria, "sms", "service")).toBeNull();
    expect(consentRefusal(desk.get("maria"), "sms", "service")).toMatchObject({ code: "opted_out" });
    expect(desk.get("maria").mergedConsents).toEqual(mail.consents);
  });

  test("K4: separated, each is exactly what it was", () => {
    expect(desk.unmerge("mail")).toMatchObject({ ok: true, contacts: [{ id: "mail" }, { id: "maria" }] });
    expect(desk.picture()).toEqual(before);
    expect(desk.unmerge("mail")).toMatchObject({ ok: true, events: [] });
  });
});

describe("K4: taking back", () => {
  test("what was changed since stays changed, where it was changed", () => {
    const desk = new Desk([maria, mail]);
    desk.merge("maria", "mail");
    const labels = ["newsletter", "late"];
    desk.change("maria", { name: "Maria Lind", value: 500, labels, attributes: { plan: "pro", size: "XL" } });
    desk.unmerge("mail");
    expect(desk.get("maria")).toMatchObject({
      name: "Maria Lind",
      value: 500,
      stage: "lead",
      labels: ["late"],
      attributes: { plan: "pro", size: "XL" },
    });
    expect(desk.get("mail")).toEqual(mail);
  });

  test("what another who stays has too, stays, as that one's", () => {
    const desk = new Desk([maria, mail, insta], talks);
    desk.merge("maria", "mail");
    desk.merge("maria", "insta");
    desk.unmerge("mail");
    expect(desk.get("maria").labels).toEqual(["vip", "newsletter"]);
    expect(desk.get("maria").attributes).toEqual({ plan: "pro", city: "Umeå", size: "L", lang: "sv" });
    desk.unmerge("insta");
    expect(desk.picture()).toEqual(new Desk([maria, mail, insta], talks).picture());
  });

  test("K5: of a chain the last link is taken back first, and what came along goes along", () => {
    const desk = new Desk([maria, mail, insta], talks);
    desk.merge("mail", "insta");
    const between = desk.picture();
    desk.merge("maria", "mail");
    expect(desk.get("maria").mergedIds).toEqual(["mail", "insta"]);
    expect(desk.get("insta")).toMatchObject({ mergedInto: "maria", merge: { via: "mail" } });
    expect(desk.conversations.get("ig.insta")).toMatchObject({ contactId: "maria", identityId: "insta" });
    expect(desk.unmerge("insta")).toMatchObject({ code: "conflict", details: { contactId: "mail" } });
    desk.unmerge("mail");
    expect(desk.picture()).toEqual(between);
    desk.unmerge("insta");
    expect(desk.picture()).toEqual(new Desk([maria, mail, insta], talks).picture());
  });

  test("K4: in whatever order many are merged and separated, all are what they were", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      let state = seed;
      const roll = (n: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((state / 2_147_483_648) * n);
      };
      const some = <T>(of: readonly T[]) => of.filter(() => roll(2) === 0);
      const all = Array.from({ length: 6 }, (_, index) =>
        contact(`c${index}`, {
          name: roll(2) === 0 ? null : `n${roll(3)}`,
          value: roll(2) === 0 ? null : roll(3),
          stage: some(["qualified", "lost"] as const)[0] ?? "lead",
          labels: some(["a", "b", "c"]),
          attributes: Object.fromEntries(some(["x", "y"]).map((name) => [name, roll(2)])),
          ...(roll(2) === 0 ? {} : { consents: [consent("sms", roll(2) === 0 ? "opted_in" : "opted_out")] }),
        }),
      );
      const own = all.map(({ id }) => conversation(`wa.${id}`, { contactId: id }));
      const desk = new Desk(all, own);
      for (let step = 0; step < 20; step += 1) {
        if (roll(3) > 0) desk.merge(`c${roll(6)}`, `c${roll(6)}`);
        else desk.unmerge(`c${roll(6)}`);
      }
      for (let round = 0; round < 6; round += 1) for (const { id } of all) desk.unmerge(id);
      const sorted = (of: Desk) => [...of.contacts.values()].map((one) => ({ ...one, labels: one.labels.toSorted() }));
      expect(sorted(desk), `seed ${seed}`).toEqual(sorted(new Desk(all)));
      expect([...desk.conversations.values()]).toEqual(own);
    }
  });
});

describe("K5: what is refused", () => {
  const desk = new Desk([maria, mail, insta]);

  test("merged already is as it is; itself, the unknown, the merged, and whoever would be a cycle are not merged", () => {
    desk.merge("maria", "mail");
    expect(desk.merge("maria", "mail")).toMatchObject({ ok: true, contacts: [{ id: "maria" }], events: [] });
    expect(desk.merge("maria", "maria")).toMatchObject({ code: "invalid" });
    expect(desk.merge("maria", "none")).toMatchObject({ code: "not_found", details: { field: "with" } });
    expect(desk.merge("none", "maria")).toMatchObject({ code: "not_found" });
    expect(desk.merge("mail", "maria")).toMatchObject({ code: "conflict", details: { contactId: "maria" } });
    expect(desk.merge("insta", "mail")).toMatchObject({ code: "conflict", details: { contactId: "maria" } });
  });

  test("T8: whoever may not see all of it, or may only read, merges nothing", () => {
    expect(desk.merge("maria", "insta", { isPartHidden: true })).toMatchObject({ code: "forbidden" });
    const state = { survivor: maria, other: insta, members: [], conversations: [], isPartHidden: false };
    expect(merge(state, viewer, now)).toMatchObject({ code: "forbidden" });
    expect(unmerge(state, viewer)).toMatchObject({ code: "forbidden" });
  });

  test("together they stay within what one contact may have", () => {
    const labels = Array.from({ length: limits.labelsPerContact }, (_, index) => `l${index}`);
    const full = new Desk([maria, contact("full", { labels })]);
    expect(full.merge("maria", "full")).toMatchObject({ code: "conflict", details: { field: "labels" } });
    const many = Array.from({ length: limits.mergedPerContact + 1 }, (_, index) => contact(`m${index}`));
    const crowd = new Desk([maria, ...many]);
    const last = many.map(({ id }) => crowd.merge("maria", id)).at(-1);
    expect(last).toMatchObject({ code: "conflict", details: { field: "mergedIds", limit: limits.mergedPerContact } });
  });
});
