import { perLocale } from "./messages/per-locale.ts";

const whole = perLocale((tag) => new Intl.NumberFormat(tag));

/** A number that stands alone, in the digits and groups of the reader's language. Within a message: `{n, number}`. */
export function numberText(value: number): string {
  return whole().format(value);
}
