import { describe, expect, it } from "vitest";
import { customer, factOf, factsOf, inbound, message, sentAt, value, webhook } from "./payloads.ts";

const text = { type: "text", text: { body: "Hi" } };

function from(contacts: readonly unknown[], parts: Record<string, unknown>) {
  const fact = factOf(
    webhook({
      field: "messages",
      value: value({ contacts, messages: [{ id: "wamid.1", timestamp: "1", ...text, ...parts }] }),
    }),
  );
  return fact.fact === "message" ? fact.from : fact;
}

describe("A10: who wrote", () => {
  it("A2 A10: number and profile name", () => {
    expect(from([customer], { from: "34600111222" })).toEqual({
      aliases: [{ kind: "phone", value: "34600111222" }],
      name: "Lucía Ferrer",
    });
  });

  it("A2: no profile, or an empty name, is no name", () => {
    expect(from([], { from: "34600111222" })).toMatchObject({ name: null });
    expect(from([{ wa_id: "34600111222", profile: { name: " " } }], { from: "34600111222" })).toMatchObject({
      name: null,
    });
  });

  it("A10: business-scoped ids and user name join the number", () => {
    const contact = {
      ...customer,
      user_id: "ES.1",
      parent_user_id: "ES.ENT.2",
      profile: { name: "Lucía", username: "Lucia.F" },
    };
    expect(from([contact], { from: "34600111222", from_user_id: "ES.1" })).toEqual({
      aliases: [
        { kind: "phone", value: "34600111222" },
        { kind: "wa_user_id", value: "ES.1" },
        { kind: "wa_parent_user_id", value: "ES.ENT.2" },
        { kind: "username", value: "lucia.f" },
      ],
      name: "Lucía",
    });
  });

  it("A10: a message without a phone number has the business-scoped id", () => {
    expect(
      from([{ user_id: "ES.1", profile: { name: "Lucía" } }], {
        from_user_id: "ES.1",
        from_parent_user_id: "ES.ENT.2",
      }),
    ).toEqual({
      aliases: [
        { kind: "wa_user_id", value: "ES.1" },
        { kind: "wa_parent_user_id", value: "ES.ENT.2" },
      ],
      name: "Lucía",
    });
  });

  it("A10: where the message names nobody, its lone contact wrote it", () => {
    expect(from([{ user_id: "ES.1", profile: { name: "Lucía" } }], {})).toEqual({
      aliases: [{ kind: "wa_user_id", value: "ES.1" }],
      name: "Lucía",
    });
  });

  it("A10: several contacts are told apart by number and by id, and lend each other nothing", () => {
    const contacts = [
      { wa_id: "34600111222", user_id: "ES.1", profile: { name: "One" } },
      { wa_id: "34600333444", user_id: "ES.2", profile: { name: "Two" } },
    ];
    expect(from(contacts, { from: "34600333444" })).toMatchObject({
      name: "Two",
      aliases: [{ value: "34600333444" }, { value: "ES.2" }],
    });
    expect(from(contacts, { from_user_id: "ES.1" })).toMatchObject({
      name: "One",
      aliases: [{ value: "34600111222" }, { value: "ES.1" }],
    });
    expect(from(contacts, { from: "34600999999" })).toEqual({
      name: null,
      aliases: [{ kind: "phone", value: "34600999999" }],
    });
    expect(from(contacts, {})).toMatchObject({ fact: "ignored", reason: "message without a sender" });
  });

  it("A10: a lone contact in another form of the number lends its name, not its ids", () => {
    const contact = { wa_id: "551187654321", user_id: "BR.1", profile: { name: "Bia" } };
    expect(from([contact], { from: "5511987654321" })).toEqual({
      name: "Bia",
      aliases: [{ kind: "phone", value: "5511987654321" }],
    });
  });

  it("A10: numbers lose their punctuation; what is no number is an opaque id", () => {
    expect(from([], { from: "+34 600-111-222" })).toMatchObject({ aliases: [{ kind: "phone", value: "34600111222" }] });
    expect(from([], { from: "ES.opaque" })).toMatchObject({ aliases: [{ kind: "wa_user_id", value: "ES.opaque" }] });
  });

  it.each([
    ["wa_id", { type: "user_changed_number", wa_id: "34600777888" }],
    ["new_wa_id", { type: "user_changed_number", new_wa_id: "34600777888" }],
  ])("A10: a changed number adds the new one (%s) to the old", (_, system) => {
    expect(factOf(inbound(message({ type: "system", system })))).toMatchObject({
      fact: "identity",
      providerId: "wamid.1",
      at: sentAt,
      from: { aliases: [{ kind: "phone", value: "34600111222" }] },
      adds: [{ kind: "phone", value: "34600777888" }],
    });
  });

  it("A10: a changed business-scoped id adds the new ones to the old", () => {
    const system = {
      type: "user_changed_user_id",
      previous_user_id: "ES.1",
      user_id: "ES.9",
      parent_user_id: "ES.ENT.9",
    };
    expect(factOf(inbound(message({ type: "system", system })))).toMatchObject({
      fact: "identity",
      from: {
        aliases: [
          { kind: "phone", value: "34600111222" },
          { kind: "wa_user_id", value: "ES.1" },
        ],
      },
      adds: [
        { kind: "wa_user_id", value: "ES.9" },
        { kind: "wa_parent_user_id", value: "ES.ENT.9" },
      ],
    });
  });
});

describe("A12: coexistence", () => {
  const echo = {
    from: "34910000000",
    to: "34600111222",
    id: "wamid.e",
    timestamp: "1788264000",
    type: "text",
    text: { body: "From the phone" },
  };

  it("A12: a message of the phone app is an outbound echo to its customer", () => {
    const facts = factsOf(webhook({ field: "smb_message_echoes", value: value({ message_echoes: [echo] }) }));
    expect(facts).toMatchObject([
      {
        fact: "echo",
        direction: "outbound",
        history: false,
        providerId: "wamid.e",
        body: "From the phone",
        from: { aliases: [{ kind: "phone", value: "34600111222" }] },
      },
    ]);
  });

  it("A12: an echo to a customer without a number has the business-scoped id", () => {
    const { to: _, ...rest } = echo;
    const facts = factsOf(
      webhook({ field: "smb_message_echoes", value: value({ message_echoes: [{ ...rest, to_user_id: "ES.1" }] }) }),
    );
    expect(facts).toMatchObject([{ fact: "echo", from: { aliases: [{ kind: "wa_user_id", value: "ES.1" }] } }]);
  });

  it("A12: what the phone app edits and withdraws, changes here", () => {
    const edit = {
      ...echo,
      type: "edit",
      edit: { original_message_id: "wamid.0", message: { type: "text", text: { body: "Better" } } },
    };
    const revoke = { ...echo, id: "wamid.r", type: "revoke", revoke: { original_message_id: "wamid.0" } };
    expect(
      factsOf(webhook({ field: "smb_message_echoes", value: value({ message_echoes: [edit, revoke] }) })),
    ).toMatchObject([
      { fact: "edit", target: "wamid.0", body: "Better" },
      { fact: "revoke", target: "wamid.0" },
    ]);
  });

  it("A12: imported history is told apart by who wrote", () => {
    const threads = [
      {
        id: "34600111222",
        messages: [
          { ...echo, id: "wamid.h1", from: "34600111222" },
          { ...echo, id: "wamid.h2", history_context: { status: "READ" } },
          { ...echo, id: "wamid.h3", from: "34600111222", history_context: { from_me: true } },
          { ...echo, id: "wamid.h4", type: "media_placeholder" },
        ],
      },
    ];
    const from = { aliases: [{ kind: "phone", value: "34600111222" }] };
    expect(
      factsOf(webhook({ field: "history", value: value({ history: [{ metadata: { phase: 0 }, threads }] }) })),
    ).toMatchObject([
      { fact: "echo", history: true, direction: "inbound", providerId: "wamid.h1", from },
      { fact: "echo", history: true, direction: "outbound", providerId: "wamid.h2", from },
      { fact: "echo", history: true, direction: "outbound", providerId: "wamid.h3", from },
      { fact: "echo", history: true, direction: "outbound", providerId: "wamid.h4", from, type: "unsupported" },
    ]);
  });

  it("A12: refused history, and contacts of the phone's address book, are ignored with a reason", () => {
    const refused = { errors: [{ code: 2593109, title: "History sharing is off" }] };
    expect(factsOf(webhook({ field: "history", value: value({ history: [refused] }) }))).toEqual([
      { fact: "ignored", reason: "error 2593109: History sharing is off", providerId: null },
    ]);
    expect(factsOf(webhook({ field: "smb_app_state_sync", value: value({ state_sync: [{}] }) }))).toEqual([
      { fact: "ignored", reason: "field smb_app_state_sync", providerId: null },
    ]);
  });
});
