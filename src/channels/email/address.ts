/** Addresses as the directory, aliases and envelopes hold them: lower case, without name or brackets. */

/** RFC 5321 "Path": 254 with its dots and at sign. */
const addressLength = 254;
const localPartLength = 64;

/** Null where a text is no address that mail could be sent to. */
export function mailAddress(text: string | undefined): string | null {
  const address = unquoted((text ?? "").trim().replace(/^<|>$/g, "").normalize("NFC").toLowerCase());
  const isAddress = isPlain.test(address) || isQuoted.test(address);
  return isAddress && address.length <= addressLength && address.isWellFormed() ? address : null;
}

const isPlain = /^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u;
/** RFC 5321 "Quoted-string". */
const isQuoted = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"@[^\s@<>()[\],;:"\\\p{Cc}]+$/u;

/** `"rosa.iyer"@customer.test` is `rosa.iyer@customer.test`: the quotes are needed for what cannot stand without them. */
function unquoted(address: string): string {
  const [, local, domain] = /^"([^"\\\s@]+)"(@[^@]+)$/.exec(address) ?? [];
  return local !== undefined && isPlain.test(local + domain) ? local + domain : address;
}

/** `support+token@acme.test` as the channel's address and what was put behind its plus. */
export function withoutTag(address: string): { readonly address: string; readonly tag: string | null } {
  const at = address.lastIndexOf("@");
  const plus = address.indexOf("+");
  if (plus < 1 || plus > at) return { address, tag: null };
  return { address: address.slice(0, plus) + address.slice(at), tag: address.slice(plus + 1, at) };
}

/** Null where the local part would be longer than mail servers take. */
export function withTag(address: string, tag: string): string | null {
  const at = address.lastIndexOf("@");
  const tagged = `${address.slice(0, at)}+${tag}`;
  return tagged.length <= localPartLength ? tagged + address.slice(at) : null;
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
