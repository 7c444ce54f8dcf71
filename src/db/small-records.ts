import { and, asc, eq, gt } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { RecordOf, SmallKind } from "../protocol/records.ts";
import { type Rows, rowsOf, watermark } from "./history.ts";
import { records } from "./schema.ts";

export interface SmallQuery<K extends SmallKind> {
  readonly orgId: string;
  readonly kind: K;
  /** The id with which the page before ended. */
  readonly after: string | null;
  readonly limit: number;
}

/** Agents, channels and what is like them, by id. */
export async function listSmall<K extends SmallKind>(d1: D1Database, query: SmallQuery<K>): Promise<Rows<RecordOf<K>>> {
  const db = drizzle(d1);
  const [rows, marks] = await db.batch([
    db
      .select({ json: records.json })
      .from(records)
      .where(
        and(
          eq(records.orgId, query.orgId),
          eq(records.kind, query.kind),
          query.after === null ? undefined : gt(records.id, query.after),
          eq(records.deleted, 0),
        ),
      )
      .orderBy(asc(records.id))
      .limit(query.limit + 1),
    watermark(db, query.orgId),
  ]);
  return rowsOf(
    rows.map((row) => JSON.parse(row.json) as RecordOf<K>),
    query.limit,
    marks,
  );
}

/** One of them, or null: also when it is another org's. */
export async function getSmall<K extends SmallKind>(
  d1: D1Database,
  orgId: string,
  kind: K,
  id: string,
): Promise<RecordOf<K> | null> {
  const [row] = await drizzle(d1)
    .select({ json: records.json })
    .from(records)
    .where(and(eq(records.orgId, orgId), eq(records.kind, kind), eq(records.id, id), eq(records.deleted, 0)));
  return row ? (JSON.parse(row.json) as RecordOf<K>) : null;
}
