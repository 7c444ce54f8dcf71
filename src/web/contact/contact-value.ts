import { perLocale } from "../messages/per-locale.ts";

const shown = perLocale((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));

/** What a customer is worth, as the language of the page writes numbers. */
export function valueText(value: number | null): string {
  return value === null ? "" : shown().format(value);
}

/** Keyboards of Arabic have digits of their own, from this code point on. */
const arabicZero = 0x0660;

/**
 * What was typed: null for nothing, undefined for what is no number. "1200", "1 200", "99.50" and "99,50" are; "1,200"
 * is not, since half of the world reads it as another number than the other half.
 */
export function readValue(text: string): number | null | undefined {
  const latin = text.replaceAll(/[٠-٩]/gu, (digit) => String((digit.codePointAt(0) ?? 0) - arabicZero));
  const plain = latin.replace("٫", ".").replaceAll(/[\s'’_]/gu, "");
  if (plain === "") return null;
  if (!/^-?\d{1,15}([.,]\d{1,2}|\.\d+)?$/u.test(plain)) return undefined;
  return Number(plain.replace(",", "."));
}
