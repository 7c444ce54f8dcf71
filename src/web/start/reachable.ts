import type { Alias, Channel, ChannelType, Contact } from "../../protocol/records.ts";

/**
 * By which names of a customer a channel reaches them. The hub's own table (core/customer-address.ts) comes with a
 * phone library; where the two differ, the hub's refusal tells. On Instagram nobody can be written to first.
 */
const reachedBy: Readonly<Record<ChannelType, readonly Alias["kind"][]>> = {
  whatsapp: ["phone", "wa_user_id"],
  sms: ["phone"],
  email: ["email"],
  instagram: [],
};

/** Who is written to: somebody known, or an address that finds or makes somebody. */
export type Customer = { readonly contact: Contact } | { readonly address: string; readonly kind: "phone" | "email" };

/** The connected channels over which a customer can be written to first. */
export function channelsFor(channels: readonly Channel[], customer: Customer): Channel[] {
  const kinds: readonly Alias["kind"][] =
    "contact" in customer ? customer.contact.aliases.map(({ kind }) => kind) : [customer.kind];
  return channels.filter(
    ({ channel, state }) => state === "connected" && kinds.some((kind) => reachedBy[channel].includes(kind)),
  );
}

const digitsOfNumber = 6;

/** What is typed as an address to write to; null when it is none, but maybe a name. */
export function addressOfText(text: string): Customer | null {
  const typed = text.trim();
  if (/^\S+@\S+\.\S+$/u.test(typed)) return { address: typed, kind: "email" };
  const isNumber = /^\+?[\d\s().\-/]+$/u.test(typed) && typed.replace(/\D/gu, "").length >= digitsOfNumber;
  return isNumber ? { address: typed, kind: "phone" } : null;
}
