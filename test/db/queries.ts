import type { ConversationPageQuery } from "../../src/db/conversation-filter.ts";
import type { ThreadQuery } from "../../src/db/history.ts";

/** Queries of the first page, as Ana asks for them. */

export function query(orgId: string, given: Partial<ConversationPageQuery> = {}): ConversationPageQuery {
  return { orgId, agentId: "ana", sight: null, filter: "all", after: null, limit: 50, ...given };
}

export function thread(orgId: string, given: Partial<ThreadQuery> = {}): ThreadQuery {
  return { orgId, conversationId: "c", sight: null, before: null, after: null, limit: 50, ...given };
}
