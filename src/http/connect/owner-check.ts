import { domainOf } from "../../channels/email/address.ts";
import { failed, type HealthCheck, passed } from "../../channels/health.ts";
import { mailDomain } from "../../db/mail-domains.ts";
import type { Env } from "../../env.ts";
import { isDomainOf } from "../../mail-domains/prove.ts";
import type { Channel } from "../../protocol/records.ts";

const advice = "Set its TXT record in DNS, then check it again.";

/** Whether a mail channel's domain is its org's, as far as was proved. Asks no resolver. */
export async function ownerCheck(env: Env, orgId: string, { address }: Pick<Channel, "address">): Promise<HealthCheck> {
  const domain = domainOf(address);
  const isOurs = await isDomainOf(env, orgId, domain);
  const { proof = null, missingSince = null, receivesUntil = null } = (await mailDomain(env.DB, orgId, domain)) ?? {};
  if (isOurs && missingSince !== null) {
    const values = { domain, since: missingSince };
    const message = `The record that proves ${domain} is gone from DNS since ${missingSince}.`;
    return failed("owner", "domain_missing", { message, advice }, values);
  }
  if (isOurs && proof === "setting")
    return passed("owner", "domain_given", `The deployment says that ${domain} is yours.`, { domain });
  if (isOurs) return passed("owner", "domain_proved", `${domain} is proved to be yours.`, { domain });
  if (receivesUntil !== null && Date.parse(receivesUntil) > Date.now()) {
    const message = `It is not proved that ${domain} is yours. Mail still comes in until ${receivesUntil}; none is sent.`;
    return failed("owner", "domain_awaited", { message, advice }, { domain, until: receivesUntil });
  }
  const message = `It is not proved that ${domain} is yours: mail waits outside, and none is sent.`;
  return failed("owner", "domain_unproved", { message, advice }, { domain });
}
