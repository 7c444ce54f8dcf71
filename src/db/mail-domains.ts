import { and, asc, count, eq, isNotNull, lt, ne, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { organization } from "./auth-schema.ts";
import { mailDomains } from "./schema.ts";

/** Which mail domains orgs have named, and whose each of them is. */

export type MailDomainRow = typeof mailDomains.$inferSelect;
export type Proof = "dns" | "setting";

export interface DomainProof {
  readonly orgId: string;
  readonly domain: string;
  readonly proof: Proof;
  readonly record: string;
}

const is = (orgId: string, domain: string) => and(eq(mailDomains.orgId, orgId), eq(mailDomains.domain, domain));

export async function mailDomain(db: D1Database, orgId: string, domain: string): Promise<MailDomainRow | null> {
  const [row] = await drizzle(db).select().from(mailDomains).where(is(orgId, domain));
  return row ?? null;
}

export function mailDomainsOf(db: D1Database, orgId: string): Promise<MailDomainRow[]> {
  return drizzle(db).select().from(mailDomains).where(eq(mailDomains.orgId, orgId)).orderBy(asc(mailDomains.domain));
}

/** The org that has proved a domain. */
export async function domainOwner(db: D1Database, domain: string): Promise<MailDomainRow | null> {
  const isProved = and(eq(mailDomains.domain, domain), isNotNull(mailDomains.provedAt));
  const [row] = await drizzle(db).select().from(mailDomains).where(isProved);
  return row ?? null;
}

/** False when the org has named as many as it may. */
export async function addMailDomain(
  db: D1Database,
  orgId: string,
  domain: string,
  now: string,
  most: number,
): Promise<boolean> {
  const [known] = await drizzle(db).select({ n: count() }).from(mailDomains).where(eq(mailDomains.orgId, orgId));
  if ((known?.n ?? 0) >= most) return (await mailDomain(db, orgId, domain)) !== null;
  await drizzle(db).insert(mailDomains).values({ orgId, domain, addedAt: now }).onConflictDoNothing();
  return true;
}

/**
 * Gives a domain to an org. One statement after another in one transaction: the index lets one owner be. `lost` is the
 * owner whose proof was found to be gone; an owner who came meanwhile is not touched, and then this answers false.
 */
export async function takeDomain(
  db: D1Database,
  { orgId, domain, proof, record }: DomainProof,
  lost: MailDomainRow | null,
  now: string,
): Promise<boolean> {
  const d = drizzle(db);
  const proved = { proof, record, provedAt: now, checkedAt: now, missingSince: null, receivesUntil: null };
  const release = (row: MailDomainRow) =>
    d
      .update(mailDomains)
      .set({ provedAt: null })
      .where(and(is(row.orgId, domain), eq(mailDomains.record, row.record ?? "")));
  const take = d
    .insert(mailDomains)
    .values({ orgId, domain, addedAt: now, ...proved })
    .onConflictDoUpdate({ target: [mailDomains.orgId, mailDomains.domain], set: proved });
  // Whoever was let go on with this domain is so no more.
  const others = d
    .update(mailDomains)
    .set({ receivesUntil: null })
    .where(and(eq(mailDomains.domain, domain), ne(mailDomains.orgId, orgId)));
  try {
    await (lost === null ? d.batch([take, others]) : d.batch([release(lost), take, others]));
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Proofs to look at again: those of the setting always, those of DNS when they were last looked at before `before`. */
export function domainsToCheck(db: D1Database, before: string, limit: number): Promise<MailDomainRow[]> {
  const isDue = or(eq(mailDomains.proof, "setting"), lt(mailDomains.checkedAt, before));
  return drizzle(db)
    .select()
    .from(mailDomains)
    .where(and(isNotNull(mailDomains.provedAt), isDue))
    .orderBy(asc(mailDomains.checkedAt))
    .limit(limit);
}

/** What looking again has found. Only while it is still the proof that was looked at. */
export async function noteDomain(
  db: D1Database,
  { orgId, domain, record }: MailDomainRow,
  found: Partial<Pick<MailDomainRow, "provedAt" | "checkedAt" | "missingSince">>,
): Promise<void> {
  await drizzle(db)
    .update(mailDomains)
    .set(found)
    .where(and(is(orgId, domain), eq(mailDomains.record, record ?? "")));
}

/** An org as MAIL_DOMAINS may name it; null when there is none. */
export async function namedOrg(db: D1Database, orgId: string) {
  const first = sql<string>`(select id from organization order by created_at, id limit 1)`;
  const [row] = await drizzle(db)
    .select({ id: organization.id, slug: organization.slug, first })
    .from(organization)
    .where(eq(organization.id, orgId));
  return row === undefined ? null : { id: row.id, slug: row.slug, isFirst: row.first === row.id };
}

function isTaken(error: unknown): boolean {
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    if (/UNIQUE constraint failed: mail_domain\.domain/i.test(one.message)) return true;
  return false;
}
