import { domainOf } from "../../channels/email/address.ts";
import { reservedCode } from "../../channels/email/reserved.ts";
import { addMailDomain } from "../../db/mail-domains.ts";
import type { Env } from "../../env.ts";
import { type DomainStanding, proveDomain } from "../../mail-domains/prove.ts";
import { domainRecord } from "../../mail-domains/record.ts";
import { limits } from "../../protocol/limits.ts";
import { problem } from "../problem.ts";

/** Seconds after which a resolver that was silent may be asked again. */
const resolverPause = 30;

/** Why an org may not connect a mail address; null when its domain is proved for the org (Do1, Do3). */
export async function addressProblem(env: Env, orgId: string, address: string): Promise<Response | null> {
  const reserved = reservedCode(address, env.MAIL_FROM);
  if (reserved !== null) {
    const said =
      reserved === "address_tagged"
        ? {
            message:
              "An address with a plus cannot be connected: what follows the plus names the mail that is answered.",
          }
        : { message: "This address is reserved for whoever runs the domain or this deployment." };
    return problem({
      code: "channel_unavailable",
      ...said,
      details: { field: "address", checkCode: reserved, ...said, advice: null, values: { address } },
    });
  }
  const domain = domainOf(address);
  const standing = await standingOf(env, orgId, domain);
  return standing === "proved" ? null : domainProblem(env, orgId, domain, standing);
}

/** Looks whether the domain is the org's, and keeps that the org has asked for it. */
export async function standingOf(env: Env, orgId: string, domain: string): Promise<DomainStanding> {
  await addMailDomain(env.DB, orgId, domain, new Date().toISOString(), limits.mailDomains);
  return proveDomain(env, orgId, domain);
}

/** That a domain is not the org's, or not known to be, with the record that would prove it. */
export async function domainProblem(
  env: Env,
  orgId: string,
  domain: string,
  standing: Exclude<DomainStanding, "proved">,
): Promise<Response> {
  const { code, checkCode, message, advice } = said(domain)[standing];
  const record = await domainRecord(env.SECRETS_KEYS, orgId, domain);
  return problem(
    {
      code,
      message: advice === null ? message : `${message} ${advice}`,
      details: { field: "address", checkCode, message, advice, values: { domain }, domain, record },
    },
    code === "unavailable" ? resolverPause : undefined,
  );
}

function said(domain: string) {
  return {
    unproved: {
      code: "channel_unavailable",
      checkCode: "domain_unproved",
      message: `It is not proved that ${domain} is yours.`,
      advice: "Set the TXT record at the domain's DNS host, then check again. DNS may take an hour to tell it.",
    },
    untold: {
      code: "unavailable",
      checkCode: "domain_untold",
      message: `DNS could not be asked about ${domain}: nothing is known.`,
      advice: "Try again in a moment.",
    },
    taken: {
      code: "conflict",
      checkCode: "domain_taken",
      message: `${domain} belongs to another organisation here, whose record is in DNS, too.`,
      advice: "Remove the other record, then check again.",
    },
  } as const;
}
