import { mailAddress } from "./address.ts";

/**
 * Whose mail it was before servers on its way put their own name in: a forwarder's (SRS0, SRS1), or a tag against
 * forged bounces (BATV). What was not rewritten is left as it is; null for what is no address.
 */
export function envelopeAddress(envelopeFrom: string): string | null {
  const address = mailAddress(envelopeFrom);
  if (address === null) return null;
  const local = address.slice(0, address.lastIndexOf("@"));
  const [, domain, name] = /^srs[01][=+-].*?=([^=]+\.[^=]+)=([^=].*)$/.exec(local) ?? [];
  if (domain !== undefined) return mailAddress(`${name}@${domain}`) ?? address;
  const tagged = /^(?:(?:ms)?prvs\d*=[^=]+=|btv1==[^=]+==)(.+)$/.exec(local)?.[1];
  return tagged === undefined ? address : (mailAddress(`${tagged}${address.slice(local.length)}`) ?? address);
}
