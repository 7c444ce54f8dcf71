import { isReached } from "../../core/reached-by.ts";
import { visibleLine, withPlainDigits } from "../../protocol/plain-text.ts";
import type { Alias, Channel, Contact } from "../../protocol/records.ts";

/** Who is written to: somebody known, or an address that finds or makes somebody. */
export type Customer = { readonly contact: Contact } | { readonly address: string; readonly kind: "phone" | "email" };

/** The connected channels over which a customer can be written to first. */
export function channelsFor(channels: readonly Channel[], customer: Customer): Channel[] {
  const aliases: readonly Alias[] =
    "contact" in customer ? customer.contact.aliases : [{ kind: customer.kind, value: customer.address }];
  // On Instagram nobody can be written to first.
  return channels.filter(
    ({ channel, state }) => state === "connected" && channel !== "instagram" && isReached(channel, aliases),
  );
}

const digitsOfNumber = 6;
/** Addresses and ids of messengers, and words that stand before a number or its extension. */
const link = /^(?:https?:\/\/|whatsapp:|viber:|\w+\.(?:me|com)\/|(?:tel|sms|smsto|callto|facetime):)/iu;
const messengerId = /^\d+(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/iu;
const number = /^(?:\p{L}{2,10}[.:]*\s*)?[+(]*[\d\s().\p{Pd}/~·•+]+(?:[;,#]?\s*\p{L}{0,10}[.:=]?\s*\d+)?$/u;

/** What is typed as an address to write to; null when it is none, but maybe a name. What a number is, the server says. */
export function addressOfText(text: string): Customer | null {
  const address = visibleLine(text);
  const typed = withPlainDigits(address);
  if (!messengerId.test(typed) && /^\S+@\S+\.\S+$/u.test(typed)) return { address, kind: "email" };
  const isNumber = link.test(typed) || messengerId.test(typed) || number.test(typed);
  return isNumber && typed.replace(/\D/gu, "").length >= digitsOfNumber ? { address, kind: "phone" } : null;
}
