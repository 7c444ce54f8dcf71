import { and, count, desc, eq, sql } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import { limits } from "../protocol/limits.ts";
import type { Counts } from "../protocol/resources.ts";
import { inSight, type Sight } from "./conversation-filter.ts";
import { watermark } from "./history.ts";
import { conversations, readMarks, records } from "./schema.ts";

/** What an API key is told, which has nothing of its own. */
const nothingOwn = { mine: null, unread: null, unreadIsLeast: false } as const;

/**
 * How many active conversations there are, as the hub keeps count, and how many of the newest an agent has not read.
 * For an agent of limited sight all are counted anew, among those that they see.
 */
export async function readCounts(d1: D1Database, orgId: string, agentId: string | null, sight: Sight): Promise<Counts> {
  const db = drizzle(d1);
  const common = [sight === null ? keptCounts(db, orgId) : seenCounts(db, orgId, sight), watermark(db, orgId)] as const;
  if (agentId === null) {
    const [kept, marks] = await db.batch(common);
    return { seq: marks[0]?.seq ?? 0, counts: byId(kept), ...nothingOwn };
  }
  const [kept, marks, [looked]] = await db.batch([...common, unreadCount(db, orgId, agentId, sight)]);
  const counts = byId(kept);
  return {
    seq: marks[0]?.seq ?? 0,
    counts,
    mine: counts[`assignee:${agentId}`] ?? 0,
    unread: looked?.unread ?? 0,
    unreadIsLeast: (looked?.of ?? 0) > limits.countedConversations,
  };
}

function byId(kept: readonly { id: string; n: number }[]): Record<string, number> {
  return Object.fromEntries(kept.map(({ id, n }) => [id, n]));
}

/** The statement that reads what the hub has counted. */
export function keptCounts(db: DrizzleD1Database, orgId: string) {
  return db
    .select({ id: records.id, n: sql<number>`json_extract(${records.json}, '$.n')` })
    .from(records)
    .where(and(eq(records.orgId, orgId), eq(records.kind, "count"), eq(records.deleted, 0)));
}

/** The statement that counts the active conversations in sight, under the names that the hub gives its counts. */
export function seenCounts(db: DrizzleD1Database, orgId: string, sight: Sight) {
  const { json, assigneeId, status, deleted } = conversations;
  const active = and(eq(conversations.orgId, orgId), eq(status, "active"), eq(deleted, 0), inSight(sight));
  const counted = sql`(
    with seen as materialized (
      select ${assigneeId} as assignee, json_extract(${json}, '$.teamId') as team, json_extract(${json}, '$.labels') as labels
      from ${conversations} where ${active}
    )
    select 'all' as id, count(*) as n from seen
    union all select coalesce('assignee:' || assignee, 'unassigned'), count(*) from seen group by 1
    union all select 'team:' || team, count(*) from seen where team is not null group by 1
    union all select 'label:' || label.value, count(*) from seen, json_each(seen.labels) label group by 1
  ) counted`;
  return db.select({ id: sql<string>`counted.id`, n: sql<number>`counted.n` }).from(counted);
}

/**
 * The statement that counts what an agent has not read, among the newest active conversations: `of` is how many it
 * has looked at, one more than are counted when there are more. What is out of sight is looked at too: else it would
 * look on until it has seen enough.
 */
export function unreadCount(db: DrizzleD1Database, orgId: string, agentId: string, sight: Sight) {
  const newest = db
    .select({
      id: conversations.id,
      inboundCount: conversations.inboundCount,
      isSeen: sql<number>`${inSight(sight) ?? sql`1`}`.as("is_seen"),
    })
    .from(conversations)
    .where(and(eq(conversations.orgId, orgId), eq(conversations.status, "active"), eq(conversations.deleted, 0)))
    .orderBy(desc(conversations.lastPosition))
    .limit(limits.countedConversations + 1)
    .as("newest");
  const isUnread = sql`${newest.inboundCount} > coalesce(${readMarks.number}, 0)`;
  return db
    .select({ of: count(), unread: sql<number>`coalesce(sum(${newest.isSeen} and ${isUnread}), 0)` })
    .from(newest)
    .leftJoin(
      readMarks,
      and(eq(readMarks.orgId, orgId), eq(readMarks.agentId, agentId), eq(readMarks.conversationId, newest.id)),
    );
}
