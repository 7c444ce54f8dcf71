import {
  domainOwner,
  type DomainProof,
  mailDomain,
  type MailDomainRow,
  namedOrg,
  takeDomain,
} from "../db/mail-domains.ts";
import { timing } from "../protocol/timing.ts";
import { domainRecordValues, recordName } from "./record.ts";
import { type TextRecords, textRecords } from "./resolver.ts";
import { givenDomains, isStillGiven } from "./setting.ts";

/** The settings by which domains are proved. */
export interface ProofSettings {
  readonly DB: D1Database;
  readonly SECRETS_KEYS: string;
  readonly MAIL_DOMAINS: string;
  readonly DNS_URL: string;
}

/**
 * `proved`: the domain is the org's. `unproved`: DNS has no record of it. `taken`: DNS has, and another org's too. `untold`:
 * the resolver was silent or its answer no good, so that nothing is known.
 */
export type DomainStanding = "proved" | "unproved" | "taken" | "untold";

/** Whether a domain is an org's, as far as it has been proved, or MAIL_DOMAINS says. Asks no resolver. */
export async function isDomainOf(env: ProofSettings, orgId: string, domain: string): Promise<boolean> {
  const owner = await domainOwner(env.DB, domain);
  if (owner !== null && (owner.orgId === orgId || owner.proof === "dns")) return owner.orgId === orgId;
  return provedBySetting(env, orgId, domain, owner);
}

/** Whether what comes to an address of this domain is the org's: that, or it was connected before domains were proved. */
export async function mayReceiveFor(env: ProofSettings, orgId: string, domain: string): Promise<boolean> {
  if (await isDomainOf(env, orgId, domain)) return true;
  const row = await mailDomain(env.DB, orgId, domain);
  return row?.receivesUntil != null && Date.parse(row.receivesUntil) > Date.now();
}

/** Proves a domain for an org, by the setting or by its record in DNS. */
export async function proveDomain(env: ProofSettings, orgId: string, domain: string): Promise<DomainStanding> {
  if (await isDomainOf(env, orgId, domain)) return "proved";
  const found = await lookUp(env, domain);
  if (!found.answered) return "untold";
  const ours = await domainRecordValues(env.SECRETS_KEYS, orgId, domain);
  const record = ours.find((value) => found.texts.includes(value));
  if (record === undefined) return "unproved";
  const owner = await domainOwner(env.DB, domain);
  if (owner !== null && owner.orgId !== orgId && stillHolds(env, owner, found.texts)) return "taken";
  return (await take(env, { orgId, domain, proof: "dns", record }, owner)) ? "proved" : "taken";
}

export function lookUp(env: Pick<ProofSettings, "DNS_URL">, domain: string): Promise<TextRecords> {
  return textRecords(env.DNS_URL, recordName(domain), fetch, timing.dnsTimeoutMs);
}

/** Whether what has proved a domain is still so; `texts` is what DNS says. */
export function stillHolds(
  { MAIL_DOMAINS }: Pick<ProofSettings, "MAIL_DOMAINS">,
  { proof, record }: MailDomainRow,
  texts: readonly string[],
): boolean {
  if (record === null) return false;
  return proof === "setting" ? isStillGiven(MAIL_DOMAINS, record) : texts.includes(record);
}

async function provedBySetting(
  env: ProofSettings,
  orgId: string,
  domain: string,
  owner: MailDomainRow | null,
): Promise<boolean> {
  if (env.MAIL_DOMAINS === "" || (owner !== null && stillHolds(env, owner, []))) return false;
  const org = await namedOrg(env.DB, orgId);
  const given = org === null ? undefined : givenDomains(env.MAIL_DOMAINS, org).find((one) => one.domain === domain);
  return given !== undefined && take(env, { orgId, domain, proof: "setting", record: given.entry }, owner);
}

function take(env: ProofSettings, proof: DomainProof, owner: MailDomainRow | null): Promise<boolean> {
  const lost = owner === null || owner.orgId === proof.orgId ? null : owner;
  return takeDomain(env.DB, proof, lost, new Date().toISOString());
}
