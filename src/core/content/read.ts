/** Guards over what a provider structures: `content` is kept as it came, so every shape is checked. */

export type Structure = Readonly<Record<string, unknown>>;

export function structure(value: unknown): Structure | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Structure) : null;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The structures of a list. */
export function structures(value: unknown): Structure[] {
  return list(value)
    .map(structure)
    .filter((one) => one !== null);
}

/** A text or number in words, on one line; "" for anything else. */
export function word(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  return typeof value === "string" ? value.replace(/\s+/gu, " ").trim() : "";
}

/** A text with its lines. */
export function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : word(value);
}

/** What has words, each once, joined. */
export function joined(parts: readonly string[], by: string): string {
  return [...new Set(parts.filter((part) => part !== ""))].join(by);
}

/** Only what a browser can open as a page. */
export function webAddress(value: unknown): string {
  const address = word(value);
  return /^https?:\/\/\S+$/i.test(address) ? address : "";
}
