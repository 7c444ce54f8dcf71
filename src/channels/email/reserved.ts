import { domainOf, mailAddress } from "./address.ts";

/**
 * Addresses that no org may connect, since whoever reads or writes them speaks for the domain or for this deployment:
 * mail servers report to them (RFC 2142, RFC 5321), and certificates are issued to whoever answers at some of them
 * (CA/Browser Forum, "Baseline Requirements" 3.2.2.4.4).
 */
const reservedNames: ReadonlySet<string> = new Set([
  "postmaster",
  "hostmaster",
  "webmaster",
  "abuse",
  "admin",
  "administrator",
  "mailer-daemon",
  "root",
]);
/** Of the domain that this deployment's own mail comes from. */
const ownNames: ReadonlySet<string> = new Set([
  "noreply",
  "no-reply",
  "donotreply",
  "do-not-reply",
  "bounce",
  "bounces",
]);

export type ReservedCode = "address_reserved" | "address_tagged";

/** Why an address cannot be connected; null when it can. `mailFrom` is the sender of invitations and resets. */
export function reservedCode(address: string, mailFrom: string): ReservedCode | null {
  const name = address.slice(0, address.lastIndexOf("@")).normalize("NFKC").toLowerCase();
  // What follows a plus is ours: it names the message that is answered.
  if (name.includes("+")) return "address_tagged";
  const own = mailAddress(/<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom);
  const isOwnDomain = own !== null && domainOf(own) === domainOf(address);
  if (reservedNames.has(name) || address === own || (isOwnDomain && ownNames.has(name))) return "address_reserved";
  return null;
}
