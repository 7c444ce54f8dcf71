import { limits } from "../protocol/limits.ts";

/**
 * Guards over a provider's JSON. Written by hand: a schema library costs more per webhook than all of the
 * rest of the parsing, and a provider's next field must not make a message invalid.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/**
 * Text as storage takes it. SQLite's text functions stop at a NUL, and a lone surrogate (an emoji cut in
 * half) cannot be written as UTF-8.
 */
export function asText(value: unknown): string {
  if (typeof value !== "string") return "";
  return (value.includes("\0") ? value.replaceAll("\0", "") : value).toWellFormed();
}

/** A provider's id: text or a number, not empty, within `limits.idLength`; else null. */
export function asId(value: unknown): string | null {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : asText(value).trim();
  return text === "" || text.length > limits.idLength ? null : text;
}

/**
 * Whether the value nests at most so many levels. What is passed on as an object must be: a signed payload
 * may nest thousands of levels, which neither JSON.stringify nor the structured clone of an RPC survives.
 */
export function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const part of Object.values(value)) if (!isShallow(part, levels - 1)) return false;
  return true;
}
