import type { Contact } from "../protocol/records.ts";

/**
 * Of two names the one the provider told later holds; at the same second the order of the letters decides. What an
 * agent calls a customer stays: people expect their own edit to last, and a profile's name may be anything.
 */
export function isNewerName(name: string, at: string, contact: Contact): boolean {
  if (contact.nameBy !== undefined) return false;
  if (contact.name === null || contact.nameAt === null) return contact.name === null;
  return at > contact.nameAt || (at === contact.nameAt && name > contact.name);
}
