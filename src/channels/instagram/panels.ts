import { asObject, asText, type JsonObject } from "../json.ts";

/** What a program has sent as a template, panel by panel. */
export interface Panel {
  readonly title: string;
  readonly detail: string;
  readonly url: string;
  readonly buttons: readonly { readonly title: string; readonly url: string }[];
}

/** Ten panels and three buttons each are the most that Instagram takes (Meta, "Generic template"). */
const panelsMax = 20;
const buttonsMax = 20;

/**
 * Reads a template as it is echoed, or as it was sent: `generic.elements`, `product.elements`, `elements`, or a text with
 * buttons.
 */
export function panelsOf(payload: JsonObject): Panel[] {
  const holders = [payload, ...["generic", "product", "button", "media"].map((name) => asObject(payload[name]) ?? {})];
  return holders
    .flatMap((holder) => [holder, ...elementsOf(holder)])
    .map(panelOf)
    .filter(({ title, detail, buttons }) => title !== "" || detail !== "" || buttons.length > 0)
    .slice(0, panelsMax);
}

function elementsOf({ elements }: JsonObject): JsonObject[] {
  return Array.isArray(elements) ? elements.map((one: unknown) => asObject(one) ?? {}) : [];
}

function panelOf(given: JsonObject): Panel {
  const buttons = Array.isArray(given.buttons) ? given.buttons.slice(0, buttonsMax) : [];
  return {
    title: asText(given.title) || asText(given.text) || asText(given.name),
    detail: asText(given.subtitle) || asText(given.description) || asText(given.retailer_id),
    url: addressOf(asObject(given.default_action)?.url),
    buttons: buttons.flatMap((one: unknown) => {
      const button = asObject(one);
      const title = asText(button?.title);
      return title === "" ? [] : [{ title, url: addressOf(button?.url) }];
    }),
  };
}

function addressOf(value: unknown): string {
  const text = asText(value);
  return /^https?:\/\/\S+$/i.test(text) ? text : "";
}
