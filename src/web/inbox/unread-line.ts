import { useEffect, useEffectEvent, useMemo, useState } from "react";
import type { ConversationView, MessageView, ThreadView } from "../../client/inbox.ts";
import type { ThreadRow } from "./thread-rows.ts";
import type { WovenThread } from "./woven-thread.ts";

/** More than this is not loaded only to show where the unread begin. */
const soughtMessages = 600;

export const unreadKey = "unread";

/** By conversation: the number of the first inbound message that was not read; null where all was. */
type Firsts = ReadonlyMap<string, number | null>;

type Unread = Pick<ConversationView, "unread"> & { readonly record: Pick<ConversationView["record"], "inboundCount"> };

/** The number of the first inbound message that the agent has not read; null when all is read. */
export function firstUnread({ record, unread }: Unread): number | null {
  return unread === 0 ? null : record.inboundCount - unread + 1;
}

/** With a line above the first message that, in its conversation, has that number or a later one. */
export function withUnreadLine(rows: readonly ThreadRow[], firsts: Firsts): readonly ThreadRow[] {
  const index = rows.findIndex((row) => row.row === "message" && isUnread(row.view, firsts));
  if (index === -1) return rows;
  // Which channel it came by is told below the line.
  const at = rows[index - 1]?.row === "channel" ? index - 1 : index;
  return rows.toSpliced(at, 0, { row: "unread", key: unreadKey });
}

function isUnread({ record }: MessageView, firsts: Firsts): boolean {
  const first = firsts.get(record.conversationId) ?? null;
  return first !== null && record.direction === "inbound" && record.number >= first;
}

/**
 * The rows with the line above what was unread when the thread was opened; it stays while the thread is shown.
 * `isSought`: older messages are being loaded, since the first unread one is among them. Nothing older brings what is
 * unread in a conversation that cannot be loaded at all.
 */
export function useUnreadLine(
  rows: readonly ThreadRow[],
  view: ThreadView,
  conversations: readonly ConversationView[],
  woven: Pick<WovenThread, "leftOut" | "loadOlder">,
): { rows: readonly ThreadRow[]; isSought: boolean } {
  const [firsts, setFirsts] = useState<Firsts>(() => new Map());
  const isOther = conversations.length !== firsts.size || conversations.some(({ record }) => !firsts.has(record.id));
  if (isOther && view.messages.length > 0)
    setFirsts(new Map(conversations.map((one) => [one.record.id, firsts.get(one.record.id) ?? firstUnread(one)])));
  const leftOut = woven.leftOut();
  const isSought =
    view.hasOlder &&
    !view.hasNewer &&
    view.error === null &&
    view.messages.length < soughtMessages &&
    [...firsts].some(([id, first]) => first !== null && !leftOut.includes(id) && !reaches(view, id, first));
  const load = useEffectEvent(() => woven.loadOlder());
  useEffect(() => {
    if (isSought && !view.loading) load();
  }, [isSought, view.loading]);
  return { rows: useMemo(() => withUnreadLine(rows, firsts), [rows, firsts]), isSought };
}

/** What was read last, or the first unread one, is here. */
function reaches({ messages }: ThreadView, conversationId: string, first: number): boolean {
  return messages.some(
    ({ record }) =>
      record.conversationId === conversationId && record.direction === "inbound" && record.number <= first,
  );
}
