import { domainName } from "../channels/email/domain-name.ts";

/** An org as entries of MAIL_DOMAINS name it. */
export interface NamedOrg {
  readonly id: string;
  readonly slug: string;
  /** Whether it is the first of the deployment. */
  readonly isFirst: boolean;
}

/** A domain that an org has by the setting, and the entry that says so. */
export interface GivenDomain {
  readonly domain: string;
  readonly entry: string;
}

/**
 * MAIL_DOMAINS: domains that need no DNS record, with commas between.
 *
 * `company.com=acme` is the org's with that slug or id. `company.com` is the first org's of the deployment: whoever signs up
 * later never has it. `{org}.mail.company.com` gives each org the subdomain of its slug.
 */
export function givenDomains(setting: string, org: NamedOrg): GivenDomain[] {
  return entriesOf(setting).flatMap((entry) => {
    const [name = "", owner] = entry.split("=", 2);
    const isTheirs = name.includes(slugPlace) || (owner === undefined ? org.isFirst : namesOrg(owner, org));
    const domain = isTheirs ? domainName(name.replace(slugPlace, org.slug)) : null;
    return domain === null ? [] : [{ domain, entry }];
  });
}

/** Whether an entry that gave an org its domain still stands there: then it holds, whatever the org's slug is by now. */
export function isStillGiven(setting: string, entry: string): boolean {
  return entriesOf(setting).includes(entry);
}

const slugPlace = "{org}";

function entriesOf(setting: string): string[] {
  return setting
    .toLowerCase()
    .split(",")
    .map((entry) => entry.replaceAll(/\s/g, ""))
    .filter((entry) => entry !== "");
}

function namesOrg(owner: string, { id, slug }: NamedOrg): boolean {
  return owner === slug || owner === id.toLowerCase();
}
