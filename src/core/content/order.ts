import { joined, type Structure, structure, structures, text, word } from "./read.ts";

/** What a customer wants to buy. */
export interface Order {
  /** What they wrote with it. */
  readonly note: string;
  readonly items: readonly OrderItem[];
  /** Of all items; null where a price is missing or there are two currencies. */
  readonly total: string | null;
}

export interface OrderItem {
  readonly name: string;
  readonly quantity: number;
  /** Of one of it; null where it is not told. */
  readonly price: string | null;
}

export function orderOf(content: Structure | null): Order | null {
  const order = structure(content?.["order"]);
  if (order === null) return null;
  const given = structures(order["product_items"] ?? order["items"]);
  const items = given.map((item) => ({ item, quantity: quantityOf(item), amount: amountOf(item) }));
  const currencies = new Set(given.map(currencyOf));
  const [currency = ""] = currencies;
  const isWhole = items.length > 0 && currencies.size === 1 && items.every(({ amount }) => amount !== null);
  const sum = items.reduce((total, { quantity, amount }) => total + quantity * (amount ?? 0), 0);
  return {
    note: text(order["text"]),
    items: items.map(({ item, quantity, amount }) => ({
      name: word(item["name"]) || word(item["title"]) || word(item["product_retailer_id"]) || word(item["product_id"]),
      quantity,
      price: amount === null ? null : money(amount, currencyOf(item)),
    })),
    total: isWhole ? money(sum, currency) : null,
  };
}

/** `2 × Espresso, 3.50 EUR`; a total only where it is more than the one price. */
export function orderLines({ note, items, total }: Order): string[] {
  const isOne = items.length === 1 && items[0]?.quantity === 1;
  return [
    note,
    ...items.map(({ name, quantity, price }) => joined([`${quantity} × ${name || "?"}`, price ?? ""], ", ")),
    total === null || isOne ? "" : `= ${total}`,
  ];
}

function quantityOf({ quantity }: Structure): number {
  const count = Number(quantity ?? 1);
  return Number.isFinite(count) ? count : 1;
}

function amountOf(item: Structure): number | null {
  const price = word(item["item_price"] ?? item["price"]);
  const amount = price === "" ? Number.NaN : Number(price);
  return Number.isFinite(amount) ? amount : null;
}

function currencyOf({ currency }: Structure): string {
  return word(currency).toUpperCase();
}

/** `7.00 EUR`, `700 JPY`: with as many places as the currency has. */
function money(amount: number, currency: string): string {
  let places = 2;
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    places = format.resolvedOptions().maximumFractionDigits ?? places;
  } catch {
    // No currency that is known.
  }
  return joined([amount.toFixed(places), currency], " ");
}
