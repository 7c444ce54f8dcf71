import { and, asc, eq, gt, isNull, or, sql, type SQL } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { RecordOf, SmallKind } from "../protocol/records.ts";
import { type Rows, rowsOf, watermark } from "./history.ts";
import { records } from "./schema.ts";

export interface SmallQuery<K extends SmallKind> {
  readonly orgId: string;
  readonly kind: K;
  /** The caller, who alone sees the views that are theirs; null for an API key, which sees the shared ones. */
  readonly agentId: string | null;
  /** The id with which the page before ended. */
  readonly after: string | null;
  readonly limit: number;
}

/** Agents, channels, labels and what is like them, by id. */
export async function listSmall<K extends SmallKind>(d1: D1Database, query: SmallQuery<K>): Promise<Rows<RecordOf<K>>> {
  const db = drizzle(d1);
  const [rows, marks] = await db.batch([smallPage(db, query), watermark(db, query.orgId)]);
  return rowsOf(
    rows.map((row) => JSON.parse(row.json) as RecordOf<K>),
    query.limit,
    marks,
  );
}

/** One of them, or null: also when it is another org's, or another agent's own. */
export async function getSmall<K extends SmallKind>(
  d1: D1Database,
  { orgId, kind, id, agentId }: Pick<SmallQuery<K>, "orgId" | "kind" | "agentId"> & { readonly id: string },
): Promise<RecordOf<K> | null> {
  const [row] = await drizzle(d1)
    .select({ json: records.json })
    .from(records)
    .where(
      and(
        eq(records.orgId, orgId),
        eq(records.kind, kind),
        eq(records.id, id),
        eq(records.deleted, 0),
        ownerCondition(kind, agentId),
      ),
    );
  return row ? (JSON.parse(row.json) as RecordOf<K>) : null;
}

/** The statement of a page of one kind. */
export function smallPage(db: DrizzleD1Database, { orgId, kind, agentId, after, limit }: SmallQuery<SmallKind>) {
  return db
    .select({ json: records.json })
    .from(records)
    .where(
      and(
        eq(records.orgId, orgId),
        eq(records.kind, kind),
        after === null ? undefined : gt(records.id, after),
        eq(records.deleted, 0),
        ownerCondition(kind, agentId),
      ),
    )
    .orderBy(asc(records.id))
    .limit(limit + 1);
}

/** Saved views that are somebody's are nobody else's to see (I10). */
function ownerCondition(kind: SmallKind, agentId: string | null): SQL | undefined {
  if (kind !== "view") return undefined;
  const owner = sql`json_extract(${records.json}, '$.agentId')`;
  return or(isNull(owner), eq(owner, agentId ?? ""));
}
