import { perLocale } from "./messages/per-locale.ts";

const whole = perLocale((tag) => new Intl.NumberFormat(tag));

/** A number that stands alone, in the digits and groups of the reader's language. Within a message: `{n, number}`. */
export function numberText(value: number): string {
  return whole().format(value);
}

const short = perLocale((tag) => new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 1 }));

/** The same where there is little room: "1.2K" from a thousand on. */
export function shortNumberText(value: number): string {
  return short().format(value);
}
