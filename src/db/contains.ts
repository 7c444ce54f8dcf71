import { sql, type SQL, type SQLWrapper } from "drizzle-orm";

/**
 * Whether a text holds another, case-insensitive for ASCII as LIKE would be. Not LIKE itself: D1 refuses
 * patterns over 50 bytes (developers.cloudflare.com/d1/platform/limits), and `%` in a name would match all.
 */
export function contains(value: SQLWrapper, part: string): SQL {
  return sql`instr(lower(${value}), lower(${part})) > 0`;
}

/** Whether a phone number holds what looks like a part of one, however it is spaced; undefined when it does not. */
export function containsDigits(phoneNumber: SQLWrapper, part: string): SQL | undefined {
  return /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(part) ? contains(phoneNumber, part.replace(/\D/g, "")) : undefined;
}
