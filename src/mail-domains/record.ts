import { hex, macOf } from "../channels/mac.ts";
import { sealingKeys } from "../channels/secrets.ts";

/**
 * The DNS record by which an org proves that a domain is its own. Below a name with an underscore, as RFC 8552 has it for
 * such records: there it is in nobody's way and no wildcard answers for a host. Its text holds for one org and one domain,
 * so that a record that somebody reads, or finds in another's DNS, proves nothing for them.
 */
export interface DomainRecord {
  readonly type: "TXT";
  readonly name: string;
  readonly value: string;
}

export async function domainRecord(keys: string, orgId: string, domain: string): Promise<DomainRecord> {
  const [value = ""] = await domainRecordValues(keys, orgId, domain);
  return { type: "TXT", name: recordName(domain), value };
}

/** What a record may say: made with the first of SECRETS_KEYS, or with one from before. */
export function domainRecordValues(keys: string, orgId: string, domain: string): Promise<string[]> {
  const text = JSON.stringify([orgId, domain]);
  return Promise.all(
    sealingKeys(keys).map(async (key) => `parley=${hex(await macOf(key, purpose, text)).slice(0, valueLength)}`),
  );
}

export function recordName(domain: string): string {
  return `_parley.${domain}`;
}

const purpose = "parley mail domains v1";
/** 128 bits. */
const valueLength = 32;
