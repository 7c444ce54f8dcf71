import type { CountName } from "../../client/inbox.ts";
import type { ConversationFilter, ConversationQuery } from "../../protocol/catalog-records.ts";
import { priorities, type Priority } from "../../protocol/record-parts.ts";
import { inbox as words } from "../messages/en/inbox.ts";
import { t } from "../messages/t.ts";

/** Those that a team works from all day: beside one another, each with its count. */
export const tabs = ["all", "mine", "unassigned", "unread"] as const satisfies readonly ConversationFilter[];
/** Those that are looked into now and then. */
export const furtherViews = [
  "following",
  "snoozed",
  "closed",
  "archived",
] as const satisfies readonly ConversationFilter[];

export function viewName(view: ConversationFilter): string {
  return t(words[`view.${view}`]);
}

export function isView(text: string): text is ConversationFilter {
  return [...tabs, ...furtherViews].some((view) => view === text);
}

/** What narrows a list and is chosen among few. */
export const narrowings = ["label", "team", "assignee", "priority", "channel"] as const;
export type Narrowing = (typeof narrowings)[number];

function isPriority(text: string): text is Priority {
  return priorities.some((priority) => priority === text);
}

/** Where a list is: what it holds, and the address that says so. */
export interface ListPlace {
  readonly query: ConversationQuery;
  /** The saved view that it is; null for one that has no name. */
  readonly viewId: string | null;
  readonly path: string;
  /** `?label=…`, or "". */
  readonly search: string;
}

/** The address of the list, or of one of its conversations. */
export function addressOf({ path, search }: Pick<ListPlace, "path" | "search">, conversationId?: string): string {
  return conversationId === undefined ? path + search : `${path}/${conversationId}${search}`;
}

/** A list without a name: all that it holds stands in its address. */
export function placeOfQuery(slug: string, query: ConversationQuery): ListPlace {
  return { query, viewId: null, path: `/o/${slug}/inbox/${query.filter}`, search: searchOf(query) };
}

/** A saved view, maybe searched through. */
export function placeOfView(slug: string, view: { id: string; query: ConversationQuery }, q?: string): ListPlace {
  const query = q === undefined ? view.query : { ...view.query, q };
  const search = q === undefined ? "" : `?${new URLSearchParams({ q }).toString()}`;
  return { query, viewId: view.id, path: `/o/${slug}/inbox/view/${view.id}`, search };
}

/** What a list of that tab holds when its address ends in `search` (without `?`). */
export function readQuery(filter: ConversationFilter, search: string): ConversationQuery {
  const given = new URLSearchParams(search);
  const query: ConversationQuery = { filter };
  for (const name of ["channel", "label", "campaign", "assignee", "team", "q"] as const) {
    const value = given.get(name)?.trim() ?? "";
    if (value !== "") query[name] = value;
  }
  const priority = given.get("priority") ?? "";
  if (isPriority(priority)) query.priority = priority;
  return query;
}

function searchOf(query: ConversationQuery): string {
  const search = paramsOf(query).toString();
  return search === "" ? "" : `?${search}`;
}

/** All but the tab, which is a part of the path. */
function paramsOf({ filter: _, ...narrowed }: ConversationQuery): URLSearchParams {
  return new URLSearchParams(
    Object.entries(narrowed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The query with one thing more, or with another value, or (null) without it. */
export function narrowed(query: ConversationQuery, by: Narrowing | "q", value: string | null): ConversationQuery {
  const params = paramsOf(query);
  if (value === null) params.delete(by);
  else params.set(by, value);
  return readQuery(query.filter, params.toString());
}

/** A search over the open conversations finds those of every other status too. */
export function searchesEverywhere({ filter, q }: ConversationQuery): boolean {
  return filter === "all" && q !== undefined;
}

/** Whether something narrows the list that could be saved: what is searched for is of the moment. */
export function isNarrowed(query: ConversationQuery): boolean {
  return narrowings.some((one) => query[one] !== undefined);
}

/** What counts such a list; null where nothing does. */
export function countOf({ filter, ...narrowed }: ConversationQuery, me: string | null): CountName | null {
  const given = Object.keys(narrowed);
  const [only] = given;
  if (given.length > 1) return null;
  if (only === undefined) {
    if (filter === "mine") return me === null ? null : `assignee:${me}`;
    return filter === "all" || filter === "unassigned" || filter === "unread" ? filter : null;
  }
  if (filter !== "all") return null;
  const { assignee, team, label } = narrowed;
  if (assignee !== undefined) return `assignee:${assignee}`;
  if (team !== undefined) return `team:${team}`;
  return label === undefined ? null : `label:${label}`;
}

/** An address that ends in it shows the search field. */
export const findParameter = "find";
