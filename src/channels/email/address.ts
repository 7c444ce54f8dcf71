/** Addresses as the directory, aliases and envelopes hold them: lower case, without name or brackets. */

/** RFC 5321 "Path": 254 with its dots and at sign. */
const addressLength = 254;
const localPartLength = 64;

/** Null where a text is no address that mail could be sent to. */
export function mailAddress(text: string | undefined): string | null {
  const address = (text ?? "").trim().replace(/^<|>$/g, "").toLowerCase();
  const isAddress = /^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u.test(address);
  return isAddress && address.length <= addressLength ? address : null;
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
