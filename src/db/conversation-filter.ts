import { and, eq, inArray, isNull, lt, lte, or, sql, type SQL } from "drizzle-orm";
import type { ConversationFilter, ConversationQuery } from "../protocol/catalog-records.ts";
import { type ChannelType, channelTypes } from "../protocol/records.ts";
import { contactMatches, mergedInto } from "./contact-search.ts";
import { contains, containsDigits } from "./contains.ts";
import { conversations, readMarks } from "./schema.ts";

/** What a page of conversations holds, as conditions on the joined rows of `history.ts`. */

/** Where a page of conversations ended: the last row's place in the order (lastPosition desc, id desc). */
export interface ConversationPlace {
  readonly position: number;
  readonly id: string;
}

/** What an agent of a limited role may see (core/visibility.ts), or a key of some channels; null for who sees everything. */
export type Sight =
  | { readonly agentId: string; readonly limitedTo: readonly string[] }
  | { readonly channelIds: readonly string[] }
  | null;

export interface ConversationPageQuery extends Readonly<ConversationQuery> {
  readonly orgId: string;
  /** One customer's alone; with the filter `all` whatever their status. */
  readonly contact?: string | undefined;
  /** The caller, for `unread`, `mine` and `following`; null for an API key. */
  readonly agentId: string | null;
  readonly sight: Sight;
  readonly after: ConversationPlace | null;
  readonly limit: number;
}

export function conversationConditions(query: ConversationPageQuery): (SQL | undefined)[] {
  const { channel, label, campaign, assignee, team, priority, q } = query;
  return [
    eq(conversations.orgId, query.orgId),
    ...(query.contact === undefined ? filterConditions(query.filter, query.agentId) : ofContact(query, query.contact)),
    query.after === null ? undefined : afterPlace(query.after),
    channel === undefined ? undefined : channelCondition(channel),
    label === undefined ? undefined : holds("labels", label),
    campaign === undefined ? undefined : eq(field("campaignId"), campaign),
    assignee === undefined ? undefined : eq(conversations.assigneeId, assignee),
    team === undefined ? undefined : eq(field("teamId"), team),
    priority === undefined ? undefined : eq(field("priority"), priority),
    q === undefined ? undefined : textCondition(query.orgId, q),
    inSight(query.sight),
    eq(conversations.deleted, 0),
  ];
}

export function inSight(sight: Sight): SQL | undefined {
  if (sight === null) return undefined;
  if ("channelIds" in sight)
    return sql`${conversations.channelId} in (select value from json_each(${JSON.stringify(sight.channelIds)}))`;
  const team = field("teamId");
  return or(
    isNull(team),
    eq(conversations.assigneeId, sight.agentId),
    sql`${team} in (select value from json_each(${JSON.stringify(sight.limitedTo)}))`,
  );
}

/**
 * Every filter names one status, so that the index on (org, status, lastPosition) gives the order too. What an agent
 * follows may have any status: it is found in the index of those that somebody follows.
 */
function filterConditions(filter: ConversationFilter, agentId: string | null): SQL[] {
  const active = eq(conversations.status, "active");
  switch (filter) {
    case "all":
      return [active];
    case "unread":
      return [active, sql`${conversations.inboundCount} > coalesce(${readMarks.number}, 0)`];
    case "mine":
      return [active, sql`${conversations.assigneeId} = ${agentId}`];
    case "unassigned":
      return [active, isNull(conversations.assigneeId)];
    case "following":
      return [sql`${field("followerIds")} is not null`, holds("followerIds", agentId)];
    case "closed":
    case "archived":
    case "snoozed":
      return [eq(conversations.status, filter)];
  }
}

/** A customer has few conversations. The `+` keeps SQLite from looking through an index of the org's instead. */
function ofContact({ filter, agentId }: ConversationPageQuery, contactId: string): SQL[] {
  const one = eq(conversations.contactId, contactId);
  return filter === "all" ? [one] : [one, sql`+(${and(...filterConditions(filter, agentId))})`];
}

/** The first comparison alone bounds the index; the second settles equal positions. */
function afterPlace(place: ConversationPlace): SQL | undefined {
  return and(
    lte(conversations.lastPosition, place.position),
    or(lt(conversations.lastPosition, place.position), lt(conversations.id, place.id)),
  );
}

function channelCondition(channel: string): SQL {
  return isChannelType(channel) ? eq(field("channel"), channel) : eq(conversations.channelId, channel);
}

function textCondition(orgId: string, q: string): SQL | undefined {
  return or(
    contactMatches(q),
    inArray(conversations.contactId, mergedInto(orgId, q)),
    contains(field("lastMessagePreview"), q),
    contains(field("identityAddress"), q),
    containsDigits(field("identityAddress"), q),
  );
}

type Field =
  | "campaignId"
  | "channel"
  | "followerIds"
  | "lastMessagePreview"
  | "identityAddress"
  | "priority"
  | "teamId";

/** A field of the record. Its path is part of the text: SQLite compares expressions with an index's by their text. */
function field(name: Field): SQL {
  return sql`json_extract(${conversations.json}, ${sql.raw(`'$.${name}'`)})`;
}

/** Whether a list of ids in the record holds one. */
function holds(list: "labels" | "followerIds", id: string | null): SQL {
  return sql`exists (select 1 from json_each(${conversations.json}, ${sql.raw(`'$.${list}'`)}) where value = ${id})`;
}

function isChannelType(value: string): value is ChannelType {
  return (channelTypes as readonly string[]).includes(value);
}
