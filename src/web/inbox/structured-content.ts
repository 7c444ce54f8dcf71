import * as v from "valibot";
import type { Message } from "../../protocol/records.ts";
import { thread as words } from "../messages/en/thread.ts";
import { t } from "../messages/t.ts";

/**
 * Reads what a message has beyond text. `content` is as the provider structures it, so every shape is
 * checked: what is not as expected is left out of what is shown.
 */

const Place = v.object({ location: v.object({ latitude: v.number(), longitude: v.number() }) });
const Card = v.object({
  name: v.optional(v.object({ formatted_name: v.optional(v.string()) })),
  phones: v.optional(v.array(v.object({ phone: v.optional(v.string()) }))),
});
const Cards = v.object({ contacts: v.array(v.unknown()) });
const Order = v.object({
  order: v.object({ product_items: v.array(v.object({ quantity: v.optional(v.union([v.number(), v.string()])) })) }),
});
const Row = v.object({ title: v.string(), description: v.optional(v.string()) });
const Offered = v.object({
  interactive: v.variant("kind", [
    v.object({ kind: v.literal("buttons"), buttons: v.array(Row) }),
    v.object({ kind: v.literal("list"), sections: v.array(v.object({ rows: v.array(Row) })) }),
  ]),
});

export interface Choice {
  readonly title: string;
  readonly description: string | null;
}

/** Buttons or rows that were sent under a text; none where a customer has chosen one. */
export function choicesOf({ content }: Message): Choice[] {
  const parsed = v.safeParse(Offered, content);
  if (!parsed.success) return [];
  const { interactive } = parsed.output;
  const rows = interactive.kind === "buttons" ? interactive.buttons : interactive.sections.flatMap((one) => one.rows);
  return rows.map(({ title, description = null }) => ({ title, description }));
}

export function placeOf({ content }: Message): { latitude: number; longitude: number } | null {
  const parsed = v.safeParse(Place, content);
  return parsed.success ? parsed.output.location : null;
}

/** The cards of a message; one without a name when none can be read. */
export function contactCards({ content, body }: Message): { name: string | null; numbers: string[] }[] {
  const list = v.safeParse(Cards, content);
  const cards = (list.success ? list.output.contacts : []).flatMap((item) => {
    const card = v.safeParse(Card, item);
    if (!card.success) return [];
    const numbers = (card.output.phones ?? []).flatMap(({ phone }) => phone ?? []);
    return [{ name: card.output.name?.formatted_name ?? null, numbers }];
  });
  return cards.length > 0 ? cards : [{ name: body === "" ? null : body, numbers: [] }];
}

/** "3 items", or "" when the order does not say. */
export function orderedItems({ content }: Message): string {
  const parsed = v.safeParse(Order, content);
  if (!parsed.success) return "";
  const count = parsed.output.order.product_items.reduce((sum, { quantity }) => sum + Number(quantity ?? 1), 0);
  return t(words.items, { count });
}
