import type { VirtualizerHandle } from "virtua";
import type { ThreadRow } from "./thread-rows.ts";
import { unreadKey } from "./unread-line.ts";

/** A row, and by how many pixels the top of what is seen lies below its own. */
export interface ReadingPlace {
  readonly key: string;
  readonly offset: number;
}

/** Where each thread was left in this tab. Those that were left at their end are not here: they open there. */
const places = new Map<string, ReadingPlace>();

/** Remembers where the reader is under the first of the keys; `atEnd` forgets it. */
export function rememberPlace(
  keys: readonly string[],
  rows: readonly ThreadRow[],
  handle: Pick<VirtualizerHandle, "findItemIndex" | "getItemOffset" | "scrollOffset">,
  atEnd: boolean,
): void {
  const index = handle.findItemIndex(handle.scrollOffset);
  const row = rows[index];
  for (const key of keys) places.delete(key);
  const [key] = keys;
  if (atEnd || row === undefined || key === undefined) return;
  places.set(key, { key: row.key, offset: handle.scrollOffset - handle.getItemOffset(index) });
}

/** What a thread's last line of read messages leaves to be seen above the unread ones. */
const aboveUnreadPx = -40;

/**
 * Where a thread opens: where it, or the one that it was before others came in, was left, else at what is unread; null
 * for its end.
 */
export function openingPlace(keys: readonly string[], rows: readonly ThreadRow[]): ReadingPlace | null {
  for (const one of keys) {
    const left = places.get(one);
    if (left !== undefined && rows.some(({ key }) => key === left.key)) return left;
  }
  return rows.some(({ key }) => key === unreadKey) ? { key: unreadKey, offset: aboveUnreadPx } : null;
}
