import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { ChannelType } from "../protocol/records.ts";
import { numberClaims } from "./schema.ts";

/**
 * Connecting a number takes three steps (the directory is asked, the hub told, the directory written), and two orgs may be
 * at it at once. The first step claims the number, in one statement: only who has the claim goes on.
 */
export interface NumberClaim {
  readonly channel: ChannelType;
  readonly externalId: string;
  readonly orgId: string;
}

/** Not while another org has the number, nor while its claim lasts. */
const claim = `INSERT INTO number_claim (channel, external_id, org_id, until)
  SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
    SELECT 1 FROM route WHERE channel = ?1 AND external_id = ?2 AND org_id <> ?3 AND sealed_secrets <> '')
  ON CONFLICT (channel, external_id) DO UPDATE SET org_id = excluded.org_id, until = excluded.until
    WHERE number_claim.org_id = excluded.org_id OR number_claim.until < ?5
  RETURNING org_id`;

/** False when another org has the number, or is about to. */
export async function claimNumber(
  db: D1Database,
  { channel, externalId, orgId }: NumberClaim,
  nowMs: number,
  lastsMs: number,
): Promise<boolean> {
  const [until, now] = [new Date(nowMs + lastsMs).toISOString(), new Date(nowMs).toISOString()];
  const { results } = await db.prepare(claim).bind(channel, externalId, orgId, until, now).all();
  return results.length > 0;
}

export async function releaseNumber(db: D1Database, { channel, externalId, orgId }: NumberClaim): Promise<void> {
  const isOurs = and(
    eq(numberClaims.channel, channel),
    eq(numberClaims.externalId, externalId),
    eq(numberClaims.orgId, orgId),
  );
  await drizzle(db).delete(numberClaims).where(isOurs);
}
