import { describe, expect, it } from "vitest";
import type { MessageFact } from "../../../src/protocol/facts.ts";
import { factOf, inbound, message } from "./payloads.ts";

interface Case {
  readonly kind: string;
  readonly parts: Record<string, unknown>;
  readonly said: Partial<MessageFact>;
}

const place = { latitude: 41.4, longitude: 2.17, name: "Café Azul", address: "Carrer Nou 5" };
const card = { name: { formatted_name: "Ibai Soto", first_name: "Ibai" }, phones: [{ phone: "+34 600 333 444" }] };
const buttonReply = { type: "button_reply", button_reply: { id: "yes", title: "Yes, please" } };
const listReply = { type: "list_reply", list_reply: { id: "r2", title: "Tuesday", description: "09:00" } };
const flowReply = { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json: '{"rating":"5"}' } };
const order = {
  catalog_id: "77",
  text: "Ring twice",
  product_items: [{ product_retailer_id: "p1", quantity: 2, item_price: 3, currency: "EUR" }],
};
const ad = { source_type: "ad", source_id: "5", headline: "Autumn", ctwa_clid: "c" };

const cases: readonly Case[] = [
  {
    kind: "text",
    parts: { type: "text", text: { body: "Hola 👋" } },
    said: { type: "text", body: "Hola 👋", content: null, attachments: [] },
  },
  {
    kind: "location",
    parts: { type: "location", location: place },
    said: { type: "location", body: "Café Azul, Carrer Nou 5", content: { location: place } },
  },
  {
    kind: "location without a name",
    parts: { type: "location", location: { latitude: 1, longitude: 2 } },
    said: { type: "location", body: "" },
  },
  {
    kind: "contacts",
    parts: { type: "contacts", contacts: [card, { name: { formatted_name: "Nora" } }] },
    said: {
      type: "contacts",
      body: "",
      content: { contacts: [card, { name: { formatted_name: "Nora" } }] },
    },
  },
  {
    kind: "button reply",
    parts: { type: "interactive", interactive: buttonReply, context: { from: "34910000000", id: "wamid.0" } },
    said: { type: "interactive", body: "Yes, please", content: { interactive: buttonReply }, quotes: "wamid.0" },
  },
  {
    kind: "list reply",
    parts: { type: "interactive", interactive: listReply },
    said: { type: "interactive", body: "Tuesday", content: { interactive: listReply } },
  },
  {
    kind: "flow reply",
    parts: { type: "interactive", interactive: flowReply },
    said: { type: "interactive", body: "Sent", content: { interactive: flowReply } },
  },
  {
    kind: "template button",
    parts: { type: "button", button: { payload: "stop", text: "Stop" } },
    said: { type: "button", body: "Stop", content: { button: { payload: "stop", text: "Stop" } } },
  },
  { kind: "order", parts: { type: "order", order }, said: { type: "order", body: "Ring twice", content: { order } } },
  {
    kind: "text from an advertisement",
    parts: { type: "text", text: { body: "Price?" }, referral: ad },
    said: { type: "text", body: "Price?", fromAd: true, content: { referral: ad } },
  },
  {
    kind: "quoted reply",
    parts: { type: "text", text: { body: "This one" }, context: { from: "34910000000", id: "wamid.q" } },
    said: { type: "text", quotes: "wamid.q", content: null },
  },
  {
    kind: "forwarded text",
    parts: { type: "text", text: { body: "FYI" }, context: { forwarded: true } },
    said: { type: "text", quotes: null, content: { forwarded: true } },
  },
  {
    kind: "often forwarded text",
    parts: { type: "text", text: { body: "FYI" }, context: { frequently_forwarded: true } },
    said: { content: { frequently_forwarded: true } },
  },
  {
    kind: "question about a product",
    parts: {
      type: "text",
      text: { body: "In red?" },
      context: { id: "wamid.p", referred_product: { catalog_id: "77", product_retailer_id: "p1" } },
    },
    said: { quotes: "wamid.p", content: { referred_product: { catalog_id: "77", product_retailer_id: "p1" } } },
  },
  {
    kind: "unsupported",
    parts: { type: "unsupported", errors: [{ code: 131051 }], unsupported: { type: "poll" } },
    said: {
      type: "unsupported",
      body: "",
      content: { type: "unsupported", unsupported: { type: "poll" }, errors: [{ code: 131051 }] },
    },
  },
  { kind: "ephemeral", parts: { type: "ephemeral" }, said: { type: "unsupported" } },
  { kind: "type of the future", parts: { type: "hologram", hologram: { x: 1 } }, said: { type: "unsupported" } },
  { kind: "interactive without a payload", parts: { type: "interactive" }, said: { type: "unsupported" } },
  { kind: "text without a body", parts: { type: "text", text: {} }, said: { type: "unsupported" } },
  { kind: "image without an id", parts: { type: "image", image: {} }, said: { type: "unsupported" } },
  { kind: "location without a type", parts: { location: place }, said: { type: "location" } },
];

describe("A11: every kind of WhatsApp message", () => {
  it.each(cases)("A11: $kind", ({ parts, said }) => {
    const item = message(parts);
    expect(factOf(inbound(item))).toMatchObject({
      fact: "message",
      providerId: "wamid.1",
      subject: null,
      ...said,
      raw: JSON.stringify(item),
    });
  });

  it.each(["image", "video", "document", "sticker", "audio"] as const)(
    "A11: %s is an attachment that is loading",
    (type) => {
      const file = {
        id: "m-5",
        mime_type: "x/y",
        caption: "See",
        filename: "plan.pdf",
        url: "https://lookaside.example/5",
      };
      expect(factOf(inbound(message({ type, [type]: file })))).toMatchObject({
        type,
        body: "See",
        attachments: [
          {
            id: "wamid.1:0",
            type,
            state: "loading",
            mimeType: "x/y",
            filename: "plan.pdf",
            sizeBytes: null,
            providerMediaId: "m-5",
            url: null,
          },
        ],
      });
    },
  );

  it("A11: a voice recording is told apart from other audio", () => {
    const fact = factOf(inbound(message({ type: "audio", audio: { id: "m-6", voice: true } })));
    expect(fact).toMatchObject({
      type: "voice",
      attachments: [{ type: "voice", providerMediaId: "m-6", filename: null }],
    });
  });

  it.each([
    ["a reaction", { message_id: "wamid.0", emoji: "👍" }, "👍"],
    ["an emptied reaction", { message_id: "wamid.0", emoji: "" }, null],
    ["a reaction without emoji", { message_id: "wamid.0" }, null],
  ])("A11: %s", (_, reaction, emoji) => {
    expect(factOf(inbound(message({ type: "reaction", reaction })))).toMatchObject({
      fact: "reaction",
      providerId: "wamid.1",
      target: "wamid.0",
      emoji,
    });
  });

  it("A11: an edit names its message and carries the new text or caption", () => {
    const text = { original_message_id: "wamid.0", message: { type: "text", text: { body: "Corrected" } } };
    expect(factOf(inbound(message({ type: "edit", edit: text })))).toMatchObject({
      fact: "edit",
      providerId: "wamid.1",
      target: "wamid.0",
      body: "Corrected",
    });
    const caption = {
      original_message_id: "wamid.0",
      message: { type: "image", image: { id: "m", caption: "New caption" } },
    };
    expect(factOf(inbound(message({ type: "edit", edit: caption })))).toMatchObject({
      fact: "edit",
      body: "New caption",
    });
  });

  it("A11: a withdrawal names its message", () => {
    const fact = factOf(inbound(message({ type: "revoke", revoke: { original_message_id: "wamid.0" } })));
    expect(fact).toMatchObject({ fact: "revoke", providerId: "wamid.1", target: "wamid.0" });
  });

  it.each([
    ["a group message", { group_id: "g-1", type: "text", text: { body: "All" } }, "group message"],
    ["an opened chat", { type: "request_welcome" }, "the customer opened the chat"],
    [
      "a changed security code",
      { type: "system", system: { type: "customer_identity_changed" } },
      "system: customer_identity_changed",
    ],
    ["a reaction to nothing", { type: "reaction", reaction: {} }, "reaction without a message"],
    ["an edit of nothing", { type: "edit", edit: {} }, "edit without a message"],
  ])("A11: %s is ignored, with a reason", (_, parts, reason) => {
    expect(factOf(inbound(message(parts)))).toEqual({ fact: "ignored", reason, providerId: "wamid.1" });
  });
});
