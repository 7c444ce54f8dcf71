import { env } from "cloudflare:workers";
import { takeDomain } from "../../src/db/mail-domains.ts";

/** Makes a mail domain an org's, as if its record had been found in DNS. */
export async function proved(orgId: string, domain: string): Promise<void> {
  const { DB } = env as unknown as { DB: D1Database };
  const given = { orgId, domain, proof: "dns", record: "parley=of a test" } as const;
  if (!(await takeDomain(DB, given, null, new Date().toISOString()))) throw new Error(`${domain} is another org's.`);
}
