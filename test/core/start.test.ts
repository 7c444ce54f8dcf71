import { describe, expect, test } from "vitest";
import { aliasOfAddress } from "../../src/core/customer-address.ts";
import { outgoingContent } from "../../src/core/outgoing-content.ts";
import { reach, start } from "../../src/core/start.ts";
import type { Directory, Reached } from "../../src/core/start.ts";
import { emptyState } from "../../src/core/state.ts";
import type { Asker, ConversationState } from "../../src/core/state.ts";
import type { CommandPayload } from "../../src/protocol/commands.ts";
import type { Alias, Channel, Contact } from "../../src/protocol/records.ts";
import { applyAll } from "../../src/core/apply.ts";
import { contact, conversation } from "../support/records.ts";
import { ana, now, tell } from "./given.ts";
import { template } from "./templates.ts";

type Start = CommandPayload<"conversation:start">;

function channel(id: string, given: Pick<Channel, "channel" | "address">): Channel {
  return {
    kind: "channel",
    id,
    seq: 1,
    name: id,
    externalId: id,
    accountId: null,
    ownApp: false,
    state: "connected",
    stateReason: null,
    createdAt: now,
    ...given,
  };
}

const sms = channel("sms", { channel: "sms", address: "+46700000001" });
const whatsapp = channel("wa", { channel: "whatsapp", address: "+46700000002" });
const mail = channel("mail", { channel: "email", address: "support@acme.test" });
const instagram = channel("ig", { channel: "instagram", address: "acme" });

const phone: Alias = { kind: "phone", value: "46701234567" };
const maria = contact("maria", { name: "Maria", aliases: [phone], phoneNumber: "+46701234567" });
const noor = contact("noor", { aliases: [{ kind: "email", value: "noor@example.com" }] });

const directory: Directory = {
  contact: (id) => [maria, noor].find((one) => one.id === id) ?? null,
  owner: ({ kind, value }) =>
    [maria, noor].find(({ aliases }) => aliases.some((one) => one.kind === kind && one.value === value)) ?? null,
  person: (identity) => identity,
  members: () => [],
  position: () => null,
};

function begin(over: Channel, given: Partial<Start>, state: Partial<ConversationState> = {}, asker: Asker = ana) {
  const payload: Start = { channelId: over.id, body: "Hello", ...given };
  const reached = reach(payload, over, directory, asker);
  if ("ok" in reached) return { decision: reached, reached: null, after: null, told: [] };
  const before: ConversationState = {
    ...emptyState,
    contact: reached.contact,
    said: outgoingContent({ files: [], template: template() }, over, { ...payload, conversationId: "" }),
    ...state,
  };
  const ids = { id: "command", contactId: reached.contact?.id ?? "fresh", conversationId: `${over.id}.x` };
  const decision = start(before, reached, ids, payload, asker, { now, seq: 100 });
  if (!decision.ok) return { decision, reached, after: null, told: [] };
  return { decision, reached, after: applyAll(before, decision.events), told: tell(before, decision.events) };
}

describe("Q1: whom an address names", () => {
  test.each([
    [sms, "070-123 45 67", phone],
    [sms, "+46 70 123 45 67", phone],
    [whatsapp, "+1 (555) 010-0123", { kind: "phone", value: "15550100123" }],
    [sms, "noor@example.com", null],
    [sms, "12", null],
    [sms, "\u202A+46 70 123 45 67\u202C", phone],
    [sms, "tel:+46-70-123-45-67", phone],
    [whatsapp, "https://wa.me/46701234567", phone],
    [sms, "46701234567", phone],
    [mail, "mailto:noor@example.com\u200B", { kind: "email", value: "noor@example.com" }],
    [mail, " Noor@Example.com ", { kind: "email", value: "noor@example.com" }],
    [mail, "+46701234567", null],
    [instagram, "+46701234567", null],
  ] as const)("%s: %s", (over, typed, alias) => expect(aliasOfAddress(over, typed)).toEqual(alias));

  test("Nu3: digits that may be several numbers are nobody's: they are offered", () => {
    const berlin = channel("berlin", { channel: "sms", address: "+493012345678" });
    const { decision } = begin(berlin, { address: "15123456789" });
    expect(decision).toMatchObject({
      ok: false,
      code: "ambiguous_number",
      details: { field: "address", candidates: ["+4915123456789", "+15123456789"] },
    });
  });

  test("one that somebody has is theirs, whatever the channel it came by; another is a new contact's", () => {
    expect(begin(sms, { address: "0701234567", name: "Else" }).reached).toMatchObject({ contact: maria, adds: [] });
    const { after, told } = begin(sms, { address: "+15550100123", name: "Noor" });
    expect(told).toEqual(["contact:created", "conversation:created", "message:queued"]);
    expect(after?.contact).toMatchObject({ id: "fresh", name: "Noor", nameBy: "ana", phoneNumber: "+15550100123" });
  });

  test("with a contact it becomes that contact's, unless it is another's or the contact has one already", () => {
    const { after, told } = begin(mail, { contactId: "maria", address: "maria@example.com" });
    expect(told).toEqual(["contact:updated", "conversation:created", "message:queued"]);
    expect(after?.contact?.aliases).toEqual([phone, { kind: "email", value: "maria@example.com" }]);
    const refused = (given: Partial<Start>) => begin(mail, given).decision;
    expect(refused({ contactId: "maria", address: "noor@example.com" })).toMatchObject({
      code: "conflict",
      details: { contactId: "noor" },
    });
    expect(refused({ contactId: "noor", address: "noor@home.test" })).toMatchObject({ code: "conflict" });
  });

  test("nobody, or somebody who is not reached there, is refused", () => {
    expect(begin(sms, {}).decision).toMatchObject({ code: "invalid", details: { field: "contactId" } });
    expect(begin(sms, { contactId: "none" }).decision).toMatchObject({ code: "not_found" });
    expect(begin(sms, { contactId: "noor" }).decision).toMatchObject({
      code: "invalid",
      details: { field: "address" },
    });
    expect(begin(sms, { address: "12" }).decision).toMatchObject({ code: "invalid", details: { field: "address" } });
    const gone = begin({ ...sms, state: "disconnected" }, { contactId: "maria" });
    expect(gone.decision).toMatchObject({ code: "channel_unavailable" });
    expect(reach({ contactId: "maria" }, null, directory, ana)).toMatchObject({ code: "not_found" });
  });
});

describe("Q2: what makes the conversation, and what takes it up", () => {
  test("a new one is the agent's own, a program's is nobody's; it has a place before its first message leaves", () => {
    const { after } = begin(sms, { contactId: "maria" });
    expect(after?.conversation).toMatchObject({
      id: "sms.x",
      contactId: "maria",
      assigneeId: "ana",
      lastPosition: 100,
    });
    expect(after?.message).toMatchObject({ id: "command", conversationId: "sms.x", status: "queued" });
    const key = begin(sms, { contactId: "maria" }, {}, { id: "apiKey:k", name: "API", role: null, session: null });
    expect(key.after?.conversation?.assigneeId).toBeNull();
    const ofTeam = begin({ ...sms, teamId: "support" }, { contactId: "maria" });
    expect(ofTeam.after?.conversation).toMatchObject({ assigneeId: "ana", teamId: "support" });
    const later = begin(sms, { contactId: "maria", sendAt: new Date(Date.parse(now) + 60_000).toISOString() });
    expect(later.told).toEqual(["conversation:created", "message:scheduled"]);
    expect(later.after?.conversation).toMatchObject({ lastPosition: 100, lastMessageAt: null });
  });

  test("one that is closed or archived is reopened, and keeps its agent; a snoozed one stays so", () => {
    const there = conversation("sms.x", { contactId: "maria", channel: "sms", assigneeId: "ben" });
    for (const status of ["closed", "archived"] as const) {
      const { told, after } = begin(sms, { contactId: "maria" }, { conversation: { ...there, status } });
      expect(told).toEqual(["conversation:reopened", "message:queued"]);
      expect(after?.conversation).toMatchObject({ status: "active", assigneeId: "ben" });
    }
    const snoozed = begin(sms, { contactId: "maria" }, { conversation: { ...there, status: "snoozed" } });
    expect(snoozed.told).toEqual(["message:queued"]);
  });
});

describe("Q3: what the first message may be", () => {
  const use = { name: "order_update", language: "en", variables: { 1: "Maria", 2: "A-1", "button.0": "A-1" } };

  test("WhatsApp demands a template; Instagram takes none that is first", () => {
    expect(begin(whatsapp, { contactId: "maria" }).decision).toMatchObject({ code: "window_closed" });
    expect(begin(whatsapp, { contactId: "maria", body: "", template: use }).decision.ok).toBe(true);
    expect(begin(instagram, { address: "maria" }).decision).toMatchObject({ code: "window_closed" });
  });

  test("who has opted out gets none, what says nothing is none, and who may only read starts nothing", () => {
    const consents: Contact["consents"] = [
      { channel: "sms", category: "service", state: "opted_out", at: now, source: "customer" },
    ];
    const out: Reached = { channel: sms, contact: maria, person: { ...maria, consents }, adds: [] };
    const payload: Start = { channelId: "sms", contactId: "maria", body: "Hello" };
    const ids = { id: "command", contactId: "maria", conversationId: "sms.x" };
    const said = outgoingContent({ files: [], template: null }, sms, { ...payload, conversationId: "" });
    const state = { ...emptyState, contact: out.contact, said };
    expect(start(state, out, ids, payload, ana, { now, seq: 100 })).toMatchObject({ code: "opted_out" });
    expect(begin(sms, { contactId: "maria", body: " " }).decision).toMatchObject({ code: "invalid" });
    const viewer = begin(sms, { contactId: "maria" }, {}, { ...ana, role: "viewer" });
    expect(viewer.decision).toMatchObject({ code: "forbidden" });
  });
});
