import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { ConversationView, ThreadView } from "../../client/inbox.ts";
import type { ThreadRow } from "./thread-rows.ts";

/** More than this is not loaded only to show where the unread begin. */
const soughtMessages = 600;

export const unreadKey = "unread";

type Unread = Pick<ConversationView, "unread"> & { readonly record: Pick<ConversationView["record"], "inboundCount"> };

/** The number of the first inbound message that the agent has not read; null when all is read. */
export function firstUnread({ record, unread }: Unread): number | null {
  return unread === 0 ? null : record.inboundCount - unread + 1;
}

/** With a line above the first message from that number on. */
export function withUnreadLine(rows: readonly ThreadRow[], first: number | null): readonly ThreadRow[] {
  if (first === null) return rows;
  const index = rows.findIndex(
    (row) => row.row === "message" && row.view.record.direction === "inbound" && row.view.record.number >= first,
  );
  return index === -1 ? rows : rows.toSpliced(index, 0, { row: "unread", key: unreadKey });
}

/**
 * The rows with the line above what was unread when the thread was opened; it stays while the thread is shown.
 * `isSought`: older messages are being loaded, since the first unread one is among them.
 */
export function useUnreadLine(
  rows: readonly ThreadRow[],
  view: ThreadView,
  conversation: ConversationView,
  loadOlder: () => void,
): { rows: readonly ThreadRow[]; isSought: boolean } {
  const [first, setFirst] = useState<number | null | undefined>(undefined);
  if (first === undefined && view.messages.length > 0) setFirst(firstUnread(conversation));
  const line = first ?? null;
  const isSought =
    line !== null &&
    view.hasOlder &&
    !view.hasNewer &&
    view.error === null &&
    view.messages.length < soughtMessages &&
    !view.messages.some(({ record }) => record.direction === "inbound" && record.number <= line);
  const load = useEffectEvent(loadOlder);
  useEffect(() => {
    if (isSought && !view.loading) load();
  }, [isSought, view.loading]);
  return { rows: useMemo(() => withUnreadLine(rows, line), [rows, line]), isSought };
}
