const shown = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** What a customer is worth, as the reader's locale writes numbers. */
export function valueText(value: number | null): string {
  return value === null ? "" : shown.format(value);
}

/**
 * What was typed: null for nothing, undefined for what is no number. "1200", "1 200", "99.50" and "99,50" are; "1,200"
 * is not, since half of the world reads it as another number than the other half.
 */
export function readValue(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s'’_]/gu, "");
  if (plain === "") return null;
  if (!/^-?\d{1,15}([.,]\d{1,2}|\.\d+)?$/u.test(plain)) return undefined;
  return Number(plain.replace(",", "."));
}
