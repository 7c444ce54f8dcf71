/** Where nothing stands before the Worker (a local run), every client counts as this one. */
const localAddress = "local";

/**
 * The address that attempts are counted under. Cloudflare sets `CF-Connecting-IP` itself and overwrites a
 * client's. Of an IPv6 address only the /64 counts: a subscriber owns all the addresses below it and could
 * use a new one for each attempt.
 */
export function clientAddress(request: Request): string {
  const address = request.headers.get("cf-connecting-ip")?.trim();
  return address ? networkOf(address) : localAddress;
}

/** What an address counts as. */
export function networkOf(address: string): string {
  const lower = address.toLowerCase();
  return lower.includes(":") ? ipv6Network(lower) : lower;
}

/** The first four groups of an IPv6 address, written out. */
function ipv6Network(address: string): string {
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
