/** Messages of WhatsApp that are more than a text, as Meta's documentation shapes them, and what they say. */
export interface Sample {
  readonly kind: string;
  readonly parts: Readonly<Record<string, unknown>>;
  /** `files`: it has none of its own, and needs none. */
  readonly says: string | RegExp | "files";
}

const form = (answers: unknown, more: object = { name: "flow", body: "Sent" }) => ({
  type: "interactive",
  interactive: { type: "nfm_reply", nfm_reply: { ...more, response_json: JSON.stringify(answers) } },
});
const cards = (...contacts: unknown[]) => ({ type: "contacts", contacts });
const order = (items: unknown[], text?: string) => ({
  type: "order",
  order: { catalog_id: "77", ...(text === undefined ? {} : { text }), product_items: items },
});
const espresso = { product_retailer_id: "espresso", quantity: 2, item_price: 3.5, currency: "EUR" };

export const forms: readonly Sample[] = [
  {
    kind: "a form",
    parts: form({ flow_token: "t-1", screen_0_Rating_0: "Very good", delivery_date: "2026-12-24" }),
    says: "screen_0_Rating_0: Very good\ndelivery_date: 2026-12-24",
  },
  {
    kind: "a form with choices, numbers and a yes",
    parts: form({ toppings: ["0_Cheese", "1_Olives"], guests: 4, terms: true, note: null, empty: "" }),
    says: "toppings: 0_Cheese, 1_Olives\nguests: 4\nterms: true",
  },
  {
    kind: "a form with an address within",
    parts: form({ address: { street: "Main 1", geo: { zip: "8001" } }, stops: [{ at: "9" }, { at: "10" }] }),
    says: "address.street: Main 1\naddress.geo.zip: 8001\nstops.1.at: 9\nstops.2.at: 10",
  },
  {
    kind: "a form with photos",
    parts: form({ photos: [{ id: 790, mime_type: "image/jpeg", sha256: "x", file_name: "IMG_1.jpg" }] }),
    says: "photos.1: IMG_1.jpg",
  },
  { kind: "a form without an answer", parts: form({ flow_token: "t" }), says: "Sent" },
  {
    kind: "a form whose answers are no JSON",
    parts: {
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json: "{broken" } },
    },
    says: "{broken",
  },
  {
    kind: "a form whose answers are structured already",
    parts: {
      type: "interactive",
      interactive: { type: "nfm_reply", nfm_reply: { name: "flow", response_json: { size: "L" } } },
    },
    says: "size: L",
  },
  {
    kind: "an address form",
    parts: form({ values: { name: "A. Rao", city: "Pune" } }, { name: "address_message", body: "A. Rao\nPune 411001" }),
    says: "A. Rao\nPune 411001\nvalues.name: A. Rao\nvalues.city: Pune",
  },
  {
    kind: "leave to call",
    parts: {
      type: "interactive",
      interactive: {
        type: "call_permission_reply",
        call_permission_reply: { response: "accept", response_source: "user_action" },
      },
    },
    says: "response: accept\nresponse_source: user_action",
  },
  {
    kind: "buttons that somebody offered",
    parts: {
      type: "interactive",
      interactive: {
        type: "button",
        body: { text: "Which day?" },
        action: { buttons: [{ type: "reply", reply: { id: "1", title: "Monday" } }] },
      },
    },
    says: "Which day?\nMonday",
  },
  {
    kind: "a list row without a title",
    parts: { type: "interactive", interactive: { type: "list_reply", list_reply: { id: "row-7" } } },
    says: "row-7",
  },
  {
    kind: "a template's button without a text",
    parts: { type: "button", button: { payload: "yes-please" } },
    says: "yes-please",
  },
];

export const things: readonly Sample[] = [
  {
    kind: "a card with parts of a name and a WhatsApp number",
    parts: cards({
      name: { first_name: "Tom", last_name: "Test" },
      phones: [{ wa_id: "447700900123", type: "CELL" }],
    }),
    says: "Tom Test, +447700900123",
  },
  {
    kind: "a company's card",
    parts: cards({ org: { company: "Acme Parts" }, emails: [{ email: "parts@example.com", type: "WORK" }] }),
    says: "Acme Parts, parts@example.com",
  },
  {
    kind: "a card with everything",
    parts: cards({
      name: { formatted_name: "Ibai Soto", first_name: "Ibai" },
      phones: [{ phone: "+34 600 333 444", wa_id: "34600333444" }, { phone: "600 555 666" }],
      org: { company: "Acme", title: "Buyer" },
      addresses: [{ street: "Main 1", city: "Bilbao", zip: "48001", country: "Spain" }],
      urls: [{ url: "https://example.com" }],
      birthday: "1990-01-02",
    }),
    says: "Ibai Soto, +34 600 333 444, 600 555 666, Buyer, Acme, Main 1, 48001 Bilbao, Spain, https://example.com, 1990-01-02",
  },
  {
    kind: "two cards",
    parts: cards({ name: { formatted_name: "Ana" } }, { name: { formatted_name: "Ben" }, phones: [{ phone: "1" }] }),
    says: "Ana\nBen, 1",
  },
  { kind: "a card with a number alone", parts: cards({ phones: [{ wa_id: "491700" }] }), says: "+491700" },
  { kind: "a card that is nothing", parts: cards(null, "x", {}), says: "[contacts]" },
  { kind: "an order", parts: order([espresso], "Ring twice"), says: "Ring twice\n2 × espresso, 3.50 EUR\n= 7.00 EUR" },
  {
    kind: "an order in a currency without cents",
    parts: order([{ product_retailer_id: "tea", quantity: "1", item_price: "700", currency: "JPY" }]),
    says: "1 × tea, 700 JPY",
  },
  {
    kind: "an order in two currencies",
    parts: order([espresso, { product_retailer_id: "mug", quantity: 1, item_price: 9, currency: "USD" }]),
    says: "2 × espresso, 3.50 EUR\n1 × mug, 9.00 USD",
  },
  { kind: "an order without prices", parts: order([{ product_retailer_id: "a" }]), says: "1 × a" },
  {
    kind: "a place without a name",
    parts: { type: "location", location: { latitude: 41.40338, longitude: 2.17403 } },
    says: "41.40338, 2.17403",
  },
  {
    kind: "a place with an address",
    parts: { type: "location", location: { latitude: 1, longitude: 2, address: "Carrer Nou 5" } },
    says: "Carrer Nou 5",
  },
  { kind: "a sticker", parts: { type: "sticker", sticker: { id: "m-1" } }, says: "files" },
  { kind: "a voice message", parts: { type: "audio", audio: { id: "m-2", voice: true } }, says: "files" },
  {
    kind: "a question about a product",
    parts: {
      type: "text",
      text: { body: "" },
      context: { referred_product: { catalog_id: "77", product_retailer_id: "p1" } },
    },
    says: "p1",
  },
  {
    kind: "an advertisement without a text",
    parts: { type: "text", text: { body: "" }, referral: { headline: "Autumn", source_url: "https://fb.me/1" } },
    says: "Autumn, https://fb.me/1",
  },
];

export const unknowns: readonly Sample[] = [
  {
    kind: "a poll that is not passed on",
    parts: { type: "unsupported", unsupported: { type: "poll_creation" }, errors: [{ code: 131051 }] },
    says: "[poll creation]",
  },
  { kind: "nothing that is told", parts: { type: "unsupported", errors: [{ code: 131051 }] }, says: "[unsupported]" },
  { kind: "errors alone", parts: { errors: [{ code: 131060, title: "Unavailable" }] }, says: "[unsupported]" },
  { kind: "a disappearing message", parts: { type: "ephemeral" }, says: "[ephemeral]" },
  {
    kind: "a poll of the future",
    parts: { type: "poll", poll: { question: "Lunch?", options: [{ name: "Pizza" }, { name: "Pasta" }] } },
    says: "[poll] Lunch? Pizza Pasta",
  },
  {
    kind: "an event of the future",
    parts: { type: "event", event: { name: "Opening", description: "At six", start_time: 1 } },
    says: "[event] Opening At six",
  },
  { kind: "a file that history leaves out", parts: { type: "media_placeholder" }, says: "[media placeholder]" },
  { kind: "a picture without an id", parts: { type: "image", image: { caption: "Hi" } }, says: "[image] Hi" },
  { kind: "a kind that nests deeply", parts: { type: "deep", deep: nested(100) }, says: /^\[deep\]$/ },
];

function nested(levels: number): unknown {
  let value: unknown = "x";
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}
