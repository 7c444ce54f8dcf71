import { limits } from "../protocol/limits.ts";
import type { Message } from "../protocol/records.ts";
import type { DeliveryStatus } from "../protocol/message-kinds.ts";
import type { Store } from "./store.ts";

/**
 * A conversation's outbound messages before a position that have one of these statuses, oldest first: no further back
 * than `limits.lookBackPositions`, since the table has no index of conversations.
 */
export function sentLately(
  store: Store,
  conversationId: string,
  before: number,
  statuses: readonly DeliveryStatus[],
): Message[] {
  return store
    .rows<{ json: string }>(
      `SELECT json FROM message WHERE position >= ? AND position < ? AND conversation = ?
       AND json ->> '$.direction' = 'outbound' AND json ->> '$.status' IN (SELECT value FROM json_each(?))
       ORDER BY position`,
      before - limits.lookBackPositions,
      before,
      conversationId,
      JSON.stringify(statuses),
    )
    .map(({ json }) => JSON.parse(json) as Message);
}
