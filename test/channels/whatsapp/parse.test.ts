import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseWhatsApp } from "../../../src/channels/whatsapp/parse.ts";
import { partOf } from "../../../src/channels/whatsapp/part.ts";
import {
  customer,
  factOf,
  factsOf,
  groupsOf,
  inbound,
  message,
  receivedAt,
  sentAt,
  sentSeconds,
  value,
  webhook,
} from "./payloads.ts";

const text = (id: string, body = id) => message({ id, type: "text", text: { body } });

describe("A5: the whole batch", () => {
  it("A5: every entry, change, message, status and echo becomes a fact, in payload order", () => {
    const payload = {
      object: "whatsapp_business_account",
      entry: [
        {
          id: "900",
          changes: [
            { field: "messages", value: value({ contacts: [customer], messages: [text("wamid.1"), text("wamid.2")] }) },
            {
              field: "messages",
              value: value({ statuses: [{ id: "wamid.3", status: "sent", timestamp: sentSeconds }] }),
            },
          ],
        },
        { id: "901", changes: [{ field: "messages", value: value({ messages: [text("wamid.4")] }, "700200") }] },
        { id: "900", changes: [{ field: "messages", value: value({ messages: [text("wamid.5")] }) }] },
      ],
    };
    const groups = groupsOf(payload);
    expect(
      groups.map(({ externalId, accountId, facts }) => [externalId, accountId, facts.map((fact) => fact.providerId)]),
    ).toEqual([
      ["700100", "900", ["wamid.1", "wamid.2", "wamid.3", "wamid.5"]],
      ["700200", "901", ["wamid.4"]],
    ]);
  });

  it("A5: a thousand messages of one change are a thousand facts", () => {
    const messages = Array.from({ length: 1_000 }, (_, index) => text(`wamid.${index}`));
    expect(factsOf(inbound(...messages))).toHaveLength(1_000);
  });

  it("A5 I13: a bad item hurts no neighbour", () => {
    let deep: unknown = "end";
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const bad = [
      null,
      7,
      "x",
      [],
      {},
      { id: "" },
      { id: "x".repeat(300) },
      message({ id: "wamid.deep", type: "text", text: { body: "t" }, deep }),
    ];
    const facts = factsOf(inbound(text("wamid.a"), ...bad, text("wamid.z")));
    expect(facts).toHaveLength(bad.length + 2);
    expect(facts.at(0)).toMatchObject({ fact: "message", providerId: "wamid.a" });
    expect(facts.at(-1)).toMatchObject({ fact: "message", providerId: "wamid.z" });
    for (const fact of facts.slice(1, -1))
      expect(fact).toMatchObject({ fact: "ignored", reason: expect.stringMatching(/./) });
  });

  it("I13: structures too deep to be passed on are left out; the message stays", () => {
    let deep: unknown = {};
    for (let level = 0; level < 200; level++) deep = { deep };
    expect(factOf(inbound(message({ type: "location", location: { name: "Here", deep } })))).toMatchObject({
      type: "location",
      body: "Here",
      content: null,
    });
  });

  it("I13: lists that are none, entries and changes that are none, are ignored with a reason", () => {
    const payload = {
      object: "whatsapp_business_account",
      entry: [
        5,
        { id: "900" },
        {
          id: "900",
          changes: [null, { field: "messages", value: value({ messages: {}, statuses: 3 }) }, { field: "messages" }],
        },
      ],
    };
    for (const fact of factsOf(payload)) expect(fact.fact).toBe("ignored");
    expect(factsOf(payload)).toHaveLength(6);
  });

  it("I13: a body without entries is refused in words", () => {
    for (const body of [null, 3, "x", [], {}, { entry: {} }])
      expect(parseWhatsApp(body, receivedAt)).toMatchObject({ ok: false, message: expect.any(String) });
  });

  it.each([
    "account_alerts",
    "account_review_update",
    "account_update",
    "business_capability_update",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "partner_solutions",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "template_category_update",
    "a_field_of_the_future",
  ])("A5: news of %s is ignored by name, for the account", (field) => {
    expect(groupsOf(webhook({ field, value: { event: "X" } }))).toEqual([
      {
        channel: "whatsapp",
        externalId: null,
        accountId: "900",
        facts: [{ fact: "ignored", reason: `field ${field}`, providerId: null }],
      },
    ]);
  });

  it("A5: calls and errors are ignored with a reason, also beside messages", () => {
    const errors = [{ code: 131000, error_data: { details: "Something broke" } }];
    const facts = factsOf(
      webhook({ field: "messages", value: value({ messages: [text("wamid.1")], calls: [{ id: "call.1" }], errors }) }),
    );
    expect(facts.slice(1)).toEqual([
      { fact: "ignored", reason: "call: unknown", providerId: "call.1" },
      { fact: "ignored", reason: "error 131000: Something broke", providerId: null },
    ]);
  });

  it("A9: messages without a number are ignored, since nobody can tell whose they are", () => {
    const payload = webhook({
      field: "smb_message_echoes",
      value: { message_echoes: [{ id: "wamid.e", type: "text", text: { body: "x" } }] },
    });
    expect(groupsOf(payload)).toMatchObject([
      { externalId: null, facts: [{ fact: "ignored", providerId: "wamid.e" }] },
    ]);
  });
});

describe("times and texts", () => {
  it.each([
    ["seconds as text", sentSeconds, sentAt],
    ["seconds as a number", Number(sentSeconds), sentAt],
    ["nothing", undefined, receivedAt],
    ["words", "soon", receivedAt],
    ["zero", "0", receivedAt],
    ["milliseconds", `${sentSeconds}000`, receivedAt],
    ["the far future", "9999999999", receivedAt],
    ["infinity", "1e999", receivedAt],
  ])("I13: a time given as %s", (_, timestamp, at) => {
    expect(factOf(inbound({ ...text("wamid.1"), timestamp }))).toMatchObject({ at });
  });

  it("I13: NULs and halves of emoji never reach the storage", () => {
    const fact = factOf(inbound(text("wamid.1", "a\0b \ud83d c")));
    expect(fact).toMatchObject({ body: "ab \ufffd c" });
    expect(JSON.stringify(fact).isWellFormed()).toBe(true);
  });
});

describe("D1: statuses", () => {
  const status = (parts: Record<string, unknown>) =>
    webhook({ field: "messages", value: value({ statuses: [{ id: "wamid.o", timestamp: sentSeconds, ...parts }] }) });

  it.each(["sent", "delivered", "read", "played", "failed"] as const)("D1: %s", (name) => {
    expect(factOf(status({ status: name }))).toEqual({
      fact: "status",
      providerId: "wamid.o",
      messageId: null,
      status: name,
      at: sentAt,
      error: null,
    });
  });

  it("I9: our own id comes back with it", () => {
    expect(factOf(status({ status: "sent", biz_opaque_callback_data: "m-1" }))).toMatchObject({ messageId: "m-1" });
  });

  it("D1: a failure says why and what to do", () => {
    const errors = [
      { code: 131047, title: "Re-engagement message", error_data: { details: "More than 24 hours have passed" } },
    ];
    expect(factOf(status({ status: "failed", errors }))).toMatchObject({
      error: { code: "131047", message: "More than 24 hours have passed", advice: expect.stringContaining("template") },
    });
  });

  it("A11: statuses of groups, and those of the future, are ignored with a reason", () => {
    expect(factOf(status({ status: "read", recipient_type: "group" }))).toMatchObject({
      fact: "ignored",
      reason: "status of a group message",
    });
    expect(factOf(status({ status: "pinned" }))).toMatchObject({ fact: "ignored", reason: "status: pinned" });
  });
});

describe("I13: anything at all", () => {
  const keys = [
    "entry",
    "changes",
    "value",
    "metadata",
    "messages",
    "statuses",
    "message_echoes",
    "history",
    "threads",
    "contacts",
    "id",
    "from",
    "type",
  ];
  const anything = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 8, withCrossShrink: true },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom("messages", "history", "text", "image", "system", "edit", "reaction", "contacts"),
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(...keys, "field", "text", "image", "system", "edit", "reaction", "context", "errors"),
        tie("node"),
        { maxKeys: 5 },
      ),
    ),
  })).node;

  it("I13: arbitrary JSON is never thrown at", () => {
    fc.assert(
      fc.property(anything, (payload) => void parseWhatsApp(payload, receivedAt)),
      { numRuns: 2_000 },
    );
  });

  it("I13: arbitrary items give one fact each and leave their neighbours alone", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 5 }), anything, (items, contacts) => {
        const facts = factsOf(
          webhook({
            field: "messages",
            value: value({ contacts, messages: [text("wamid.a"), ...items, text("wamid.z")] }),
          }),
        );
        expect(facts).toHaveLength(items.length + 2);
        expect(facts[0]).toMatchObject({ fact: "message", providerId: "wamid.a" });
        expect(facts.at(-1)).toMatchObject({ fact: "message", providerId: "wamid.z" });
      }),
      { numRuns: 1_000 },
    );
  });

  it("A4: parsing the same bytes twice gives the same facts", () => {
    const twice = (payload: unknown) => {
      expect(parseWhatsApp(payload, receivedAt)).toEqual(parseWhatsApp(payload, receivedAt));
    };
    fc.assert(fc.property(anything, twice));
  });
});

describe("I10: one org's part of a shared payload", () => {
  it("I10: holds the org's numbers and its accounts' news, and nothing else", () => {
    const mine = { field: "messages", value: value({ messages: [text("wamid.mine")] }) };
    const other = { field: "messages", value: value({ messages: [text("wamid.other")] }, "700200") };
    const news = { field: "account_update", value: { event: "X" } };
    const payload = {
      object: "whatsapp_business_account",
      entry: [{ id: "900", changes: [mine, other, news] }, { id: "901", changes: [other, news] }, 7],
    };
    expect(JSON.parse(partOf(payload, { numbers: new Set(["700100"]), accounts: new Set(["900"]) }))).toEqual({
      object: "whatsapp_business_account",
      entry: [{ id: "900", changes: [mine, news] }],
    });
  });

  it("I13: a change too deep to be written again is left out, the others are kept", () => {
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    const fine = { field: "messages", value: value({ messages: [text("wamid.fine")] }) };
    const bad = { field: "messages", value: value({ messages: [deep] }) };
    const part = partOf(webhook(bad, fine), { numbers: new Set(["700100"]), accounts: new Set() });
    expect(JSON.parse(part)).toEqual(webhook(fine));
  });
});
