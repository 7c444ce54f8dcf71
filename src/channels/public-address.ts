/**
 * Whether an address that somebody else chose (a file's, a webhook's) may be asked by the server: https at its own
 * port, without credentials, to a name or number of the public internet. A Worker cannot look up a name before it connects;
 * Cloudflare's network does not route to private addresses, so that a public name that leads to one gets no further.
 *
 * `trusted` are origins of a local run's own settings: its provider is on the same machine. A deployment has none.
 */
export function isPublicAddress(url: URL, trusted: readonly string[]): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (trusted.includes(url.origin)) return true;
  return url.protocol === "https:" && url.port === "" && isPublicHost(url.hostname);
}

/** `hostname` as URL writes it: numbers of every spelling (0x7f.1, 2130706433) are dotted decimals there. */
function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/\.$/, "");
  if (host.startsWith("[")) return isPublicV6(host.slice(1, -1));
  if (/^\d+(\.\d+){3}$/.test(host)) return isPublicV4(host.split(".").map(Number));
  // A name without a dot is one of the own network; the others are set apart for such (RFC 6761, 6762, 8375, 9476).
  return (
    host.includes(".") &&
    !/\.(localhost|local|internal|intranet|lan|home|corp|private|alt|onion|arpa|test)$/i.test(host)
  );
}

/** Not one of the special-purpose blocks (IANA, "IPv4 Special-Purpose Address Registry"). */
function isPublicV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  if (a === 192 && b === 168) return false;
  if (a === 192 && b === 0 && (c === 0 || c === 2)) return false;
  if (a === 192 && b === 88 && c === 99) return false;
  if (a === 198 && (b === 18 || b === 19)) return false;
  if (a === 198 && b === 51 && c === 100) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/**
 * Global unicast, 2000::/3, without what wraps another address or is for examples. URL writes a mapped IPv4 address
 * as ::ffff:7f00:1, which is not of it.
 */
function isPublicV6(host: string): boolean {
  const [first = "", second = ""] = host.split(":");
  const block = Number.parseInt(first, 16);
  if (!(block >= 0x2000 && block <= 0x3fff)) return false;
  const next = Number.parseInt(second === "" ? "0" : second, 16);
  // 2001::/23 is Teredo and its kind, 2001:db8::/32 documentation, 2002::/16 6to4, 3fff::/20 documentation.
  if (block === 0x2001 && (next < 0x200 || next === 0xdb8)) return false;
  return block !== 0x2002 && !(block === 0x3fff && next < 0x1000);
}
