import { domainsToCheck, type MailDomainRow, noteDomain } from "../db/mail-domains.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { lookUp, type ProofSettings, stillHolds } from "./prove.ts";

/**
 * Looks at proofs again: a record that is gone for `timing.domainLapseMs` proves nothing any more, and an entry that was
 * taken out of the setting nothing at once. A resolver that is silent changes nothing.
 */
export async function recheckDomains(env: ProofSettings, nowMs: number): Promise<void> {
  const before = new Date(nowMs - timing.domainCheckEveryMs).toISOString();
  for (const row of await domainsToCheck(env.DB, before, limits.domainChecksAtOnce)) await recheck(env, row, nowMs);
}

async function recheck(env: ProofSettings, row: MailDomainRow, nowMs: number): Promise<void> {
  const now = new Date(nowMs).toISOString();
  const found = row.proof === "dns" ? await lookUp(env, row.domain) : { answered: true as const, texts: [] };
  // The next run asks again, after those that were looked at longer ago.
  if (!found.answered) return noteDomain(env.DB, row, { checkedAt: retryAt(nowMs) });
  if (stillHolds(env, row, found.texts)) return noteDomain(env.DB, row, { checkedAt: now, missingSince: null });
  const since = row.missingSince ?? now;
  const isLost = row.proof === "setting" || nowMs - Date.parse(since) >= timing.domainLapseMs;
  await noteDomain(env.DB, row, { checkedAt: now, missingSince: since, ...(isLost ? { provedAt: null } : {}) });
  const { orgId, domain } = row;
  console.warn(
    JSON.stringify({ level: "warn", event: isLost ? "domain.lost" : "domain.missing", orgId, domain, since }),
  );
}

/** Looked at again in an hour, not in a day. */
function retryAt(nowMs: number): string {
  return new Date(nowMs - timing.domainCheckEveryMs + timing.domainRetryMs).toISOString();
}
