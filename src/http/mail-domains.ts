import { Hono } from "hono";
import * as v from "valibot";
import { domainName } from "../channels/email/domain-name.ts";
import { addMailDomain, mailDomain, type MailDomainRow, mailDomainsOf, namedOrg } from "../db/mail-domains.ts";
import type { Env } from "../env.ts";
import { proveDomain } from "../mail-domains/prove.ts";
import { domainRecord } from "../mail-domains/record.ts";
import { givenDomains } from "../mail-domains/setting.ts";
import { limits } from "../protocol/limits.ts";
import { domainProblem } from "./connect/mail-address.ts";
import { type AppEnv, requireRole } from "./context.ts";
import { describe } from "./describe.ts";
import { goOnWithDomain } from "./domain-channels.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** `/mail-domains`: whose addresses an org may connect (Do1). */

const tag = "Channels";

const time = (what: string) => v.pipe(v.nullable(v.string()), v.description(what));
export const MailDomainSchema = v.object({
  domain: v.string(),
  proof: v.pipe(
    v.nullable(v.picklist(["dns", "setting"])),
    v.description("By what it is the organisation's; `setting`: the deployment says so. null: it is not proved."),
  ),
  record: v.pipe(
    v.object({ type: v.literal("TXT"), name: v.string(), value: v.string() }),
    v.description("The DNS record that proves it. It has to stay there."),
  ),
  provedAt: time("Since when; null: not proved."),
  missingSince: time("Since when the record is gone: a week later the domain is the organisation's no more."),
  receivesUntil: time("Addresses from before domains were proved still receive until then."),
});
type MailDomain = v.InferOutput<typeof MailDomainSchema>;

const body = v.object({
  domain: v.pipe(
    v.string(),
    v.transform((text) => domainName(text) ?? ""),
    v.minLength(1, "must be a domain"),
    v.description("Such as `company.com`."),
  ),
});

export const mailDomainRoutes = new Hono<AppEnv>()
  .get(
    "/mail-domains",
    describe({
      id: "listMailDomains",
      tag,
      summary: "The mail domains of the organisation",
      description:
        "For owners and admins. Those that it has asked for, proved or not, and those that the deployment gives it.",
      answer: { status: 200, description: "All of them", schema: v.object({ items: v.array(MailDomainSchema) }) },
    }),
    requireRole("owner", "admin"),
    async (c) => {
      const { orgId } = c.var;
      const rows = await mailDomainsOf(c.env.DB, orgId);
      const org = await namedOrg(c.env.DB, orgId);
      const given = org === null ? [] : givenDomains(c.env.MAIL_DOMAINS, org);
      const others = given.filter(({ domain }) => rows.every((row) => row.domain !== domain));
      const items = await Promise.all([
        ...rows.map((row) => shown(c.env, orgId, row.domain, row)),
        ...others.map(async ({ domain }) => ({
          ...(await shown(c.env, orgId, domain, null)),
          proof: "setting" as const,
        })),
      ]);
      return c.json({ items: items.sort((a, b) => (a.domain < b.domain ? -1 : 1)) });
    },
  )
  .post(
    "/mail-domains",
    describe({
      id: "addMailDomain",
      tag,
      summary: "Name a domain, and get the DNS record that proves it",
      description: `For owners and admins. Named before, it is the same one. An organisation names ${limits.mailDomains} at most.`,
      answer: { status: 201, description: "The domain", schema: MailDomainSchema },
      refusals: ["invalid", "conflict", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    jsonBody(body),
    async (c) => {
      const { domain } = c.req.valid("json");
      const { orgId } = c.var;
      const now = new Date().toISOString();
      if (!(await addMailDomain(c.env.DB, orgId, domain, now, limits.mailDomains)))
        return problem({ code: "conflict", message: `An organisation names ${limits.mailDomains} domains at most.` });
      return c.json(await shown(c.env, orgId, domain, await mailDomain(c.env.DB, orgId, domain)), 201);
    },
  )
  .post(
    "/mail-domains/:domain/check",
    describe({
      id: "checkMailDomain",
      tag,
      summary: "Look whether the record is in DNS",
      description:
        "For owners and admins. 422: it is not there. 409: it is, and so is another organisation's, which has the domain. 503: DNS did not answer, so nothing is known. Once proved, the organisation's stopped channels of the domain go on, and mail that waited for them comes in.",
      answer: { status: 200, description: "The domain, proved", schema: MailDomainSchema },
      refusals: ["channel_unavailable", "conflict"],
    }),
    requireRole("owner", "admin"),
    async (c) => {
      const { orgId, hub, actor } = c.var;
      const domain = domainName(c.req.param("domain"));
      if (domain === null || !(await isNamed(c.env, orgId, domain))) return notFoundProblem();
      const standing = await proveDomain(c.env, orgId, domain);
      if (standing !== "proved") return domainProblem(c.env, orgId, domain, standing);
      await goOnWithDomain(c.env, { hub, actor }, domain);
      return c.json(await shown(c.env, orgId, domain, await mailDomain(c.env.DB, orgId, domain)));
    },
  );

/** Asked for before, or the deployment's to give. */
async function isNamed(env: Env, orgId: string, domain: string): Promise<boolean> {
  if ((await mailDomain(env.DB, orgId, domain)) !== null) return true;
  const org = await namedOrg(env.DB, orgId);
  return org !== null && givenDomains(env.MAIL_DOMAINS, org).some((one) => one.domain === domain);
}

async function shown(env: Env, orgId: string, domain: string, row: MailDomainRow | null): Promise<MailDomain> {
  const { provedAt = null, missingSince = null, receivesUntil = null } = row ?? {};
  const proof = provedAt === null ? null : row?.proof === "setting" ? "setting" : "dns";
  return {
    domain,
    proof,
    record: await domainRecord(env.SECRETS_KEYS, orgId, domain),
    provedAt,
    missingSince,
    receivesUntil,
  };
}
