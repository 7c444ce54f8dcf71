/**
 * A domain as the directory holds it: lower case, Punycode, without a final dot. Null where mail could not be sent to it: a
 * number, a name without a dot, one that DNS cannot hold.
 */
export function domainName(text: string): string | null {
  const url = `https://${text.trim().replace(/\.$/, "")}/`;
  if (/[/?#@:\\\s]/.test(text.trim()) || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  return hostname.length <= domainLength && pattern.test(hostname) ? hostname : null;
}

/** RFC 1035 has 253; the record that proves a domain takes some of it. */
const domainLength = 240;
const pattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
