import { and, desc, eq, lt, lte, or, sql } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { Mention } from "../protocol/mention.ts";
import type { MentionItem } from "../protocol/resources.ts";
import { inSight, type Sight } from "./conversation-filter.ts";
import { type Rows, rowsOf, watermark } from "./history.ts";
import { contactOf, knownAddressColumn } from "./contact-summary.ts";
import { contacts, conversations, mentions } from "./schema.ts";

/** Where a page of mentions ended: the last row's place in the order (position desc, id desc). */
export interface MentionPlace {
  readonly position: number;
  readonly id: string;
}

export interface MentionQuery {
  readonly orgId: string;
  /** Whose they are, and who alone sees them. */
  readonly agentId: string;
  readonly sight: Sight;
  readonly isUnreadOnly: boolean;
  readonly after: MentionPlace | null;
  readonly limit: number;
}

/** An agent's mentions, newest first. */
export async function listMentions(d1: D1Database, query: MentionQuery): Promise<Rows<MentionItem>> {
  const db = drizzle(d1);
  const [rows, marks] = await db.batch([mentionPage(db, query), watermark(db, query.orgId)]);
  const items = rows.map(({ json, contactId, ...contact }) => ({
    ...(JSON.parse(json) as Mention),
    contact: contactOf(contactId ?? "", contact),
  }));
  return rowsOf(items, query.limit, marks);
}

/** The statement of a page of mentions. */
export function mentionPage(db: DrizzleD1Database, query: MentionQuery) {
  const conversationId = sql`json_extract(${mentions.json}, '$.conversationId')`;
  return db
    .select({
      json: mentions.json,
      contactId: conversations.contactId,
      name: contacts.name,
      phoneNumber: contacts.phoneNumber,
      address: knownAddressColumn,
    })
    .from(mentions)
    .leftJoin(conversations, and(eq(conversations.orgId, mentions.orgId), eq(conversations.id, conversationId)))
    .leftJoin(contacts, and(eq(contacts.orgId, mentions.orgId), eq(contacts.id, conversations.contactId)))
    .where(
      and(
        eq(mentions.orgId, query.orgId),
        eq(mentions.agentId, query.agentId),
        query.after === null ? undefined : afterPlace(query.after),
        query.isUnreadOnly ? sql`json_extract(${mentions.json}, '$.readAt') is null` : undefined,
        inSight(query.sight),
        eq(mentions.deleted, 0),
      ),
    )
    .orderBy(desc(mentions.position), desc(mentions.id))
    .limit(query.limit + 1);
}

/** The first comparison alone bounds the index; the second settles equal positions. */
function afterPlace(place: MentionPlace) {
  return and(
    lte(mentions.position, place.position),
    or(lt(mentions.position, place.position), lt(mentions.id, place.id)),
  );
}
