import type { ConversationFilter, ConversationQuery } from "../protocol/catalog-records.ts";
import type { ConversationView } from "./inbox.ts";

/** What a list is of: a tab, what narrows it, or one customer: with the filter `all` then whatever their status. */
export type ListAsked = ConversationFilter | (ConversationQuery & { readonly contact?: string });

/** A query in the words of REST; null where nothing narrows it. Fields in one order, so that equal queries print alike. */
export type ListQuery = Readonly<
  Record<Exclude<keyof ConversationQuery, "filter"> | "contact", string | null> & Pick<ConversationQuery, "filter">
>;

/** What of a conversation a query looks at. */
type Row = Pick<ConversationView, "record" | "contact" | "unread">;

export function listQuery(given: ListAsked): ListQuery {
  const query: Exclude<ListAsked, string> = typeof given === "string" ? { filter: given } : given;
  const { filter, channel = null, label = null, campaign = null, assignee = null } = query;
  const { team = null, priority = null, q, contact = null } = query;
  return { filter, channel, label, campaign, assignee, team, priority, q: q?.trim() || null, contact };
}

/**
 * Whether D1 would list the conversation (src/db/conversation-filter.ts). `me` is the agent who asks. `isFound`: the
 * server listed it for the same search, so it holds what is searched for, if only in a former name.
 */
export function matches(query: ListQuery, row: Row, me: string | null, isFound = false): boolean {
  const { record, contact } = row;
  const { channel, label, campaign, assignee, team, priority, q, contact: of } = query;
  return (
    ((of !== null && query.filter === "all") || isIn(query.filter, row, me)) &&
    isOne(of, record.contactId) &&
    isOne(channel, record.channel, record.channelId) &&
    isOne(label, ...record.labels) &&
    isOne(campaign, record.campaignId) &&
    isOne(assignee, record.assigneeId) &&
    isOne(team, record.teamId) &&
    isOne(priority, record.priority) &&
    (q === null ||
      isFound ||
      holds(contact?.name, q) ||
      holds(contact?.address, q) ||
      holds(record.lastMessagePreview, q) ||
      holds(record.identityAddress, q) ||
      (isPartOfNumber(q) &&
        [contact?.phoneNumber, record.identityAddress].some((number) => holds(number, q.replace(/\D/g, "")))))
  );
}

function isIn(filter: ConversationFilter, { record, unread }: Row, me: string | null): boolean {
  const isActive = record.status === "active";
  switch (filter) {
    case "all":
      return isActive;
    case "unread":
      return isActive && unread > 0;
    case "mine":
      return isActive && me !== null && record.assigneeId === me;
    case "unassigned":
      return isActive && record.assigneeId === null;
    case "following":
      return me !== null && (record.followerIds?.includes(me) ?? false);
    case "closed":
    case "archived":
    case "snoozed":
      return record.status === filter;
  }
}

function isOne(wanted: string | null, ...values: readonly (string | null)[]): boolean {
  return wanted === null || values.includes(wanted);
}

function holds(text: string | null | undefined, part: string): boolean {
  return text != null && lower(text).includes(lower(part));
}

/** ASCII alone, as SQLite does: a list that is loaded and one that is held must not differ. */
function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isPartOfNumber(text: string): boolean {
  return /^[\d\s()+./-]*\d[\d\s()+./-]*$/.test(text);
}
