/** Names that lead nowhere on the public internet (RFC 6761, 6762, 8375, and ICANN's `internal`). */
const privateNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)\.?$/iu;

/**
 * Whether an address that a caller gave may be asked in our name: https, no password, and a host that has a public name.
 * A bare IP address, in whichever spelling, is no service's; the URL parser writes all of them alike.
 */
export function isPublicHttps(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== "https:" || username !== "" || password !== "") return false;
  const isNumber = hostname.startsWith("[") || /^[\d.]+$/u.test(hostname);
  return !isNumber && hostname.includes(".") && !privateNames.test(hostname);
}
