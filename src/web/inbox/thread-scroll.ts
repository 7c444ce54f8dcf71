import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ThreadRow } from "./thread-rows.ts";

/** Nearer to the end than this, in pixels, a thread follows what comes. */
const nearEndPx = 48;

/** Follows the end while one is there; keeps the place, and counts what came, while one reads the past. */
export function useThreadScroll(
  rows: readonly ThreadRow[],
  list: RefObject<VirtualizerHandle | null>,
  onAtEnd: (atEnd: boolean) => void,
) {
  const following = useRef(true);
  const [missed, setMissed] = useState(0);
  const [day, setDay] = useState<string | null>(null);
  const [shown, setShown] = useState<readonly ThreadRow[]>(rows);

  // Set during the rendering that brings older messages, since virtua must know in that same one.
  const prepended =
    shown !== rows && shown.length > 0 && rows.length > shown.length && lastKey(rows) === lastKey(shown);
  // What the list returns is its own affair: an effect would take it for a clean-up.
  function toEnd(): void {
    list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }
  const follow = useEffectEvent(toEnd);

  useLayoutEffect(() => {
    if (shown === rows) return;
    const before = new Set(shown.map(({ key }) => key));
    const fresh = prepended ? [] : rows.filter((row) => row.row === "message" && !before.has(row.key));
    const own = fresh.some((row) => row.row === "message" && row.view.pending);
    if (own) following.current = true;
    if (following.current) follow();
    else
      setMissed(
        (count) =>
          count + fresh.filter((row) => row.row === "message" && row.view.record.direction === "inbound").length,
      );
    setShown(rows);
  }, [rows, shown, prepended]);

  useEffect(() => follow(), []);

  function onScroll(offset: number): void {
    const handle = list.current;
    if (handle === null) return;
    following.current = handle.scrollSize - offset - handle.viewportSize < nearEndPx;
    onAtEnd(following.current);
    if (following.current) setMissed(0);
    setDay(dayAt(rows, handle.findItemIndex(offset), offset));
  }

  return {
    missed,
    day,
    prepended,
    onScroll,
    onResize: () => {
      if (following.current) toEnd();
    },
    toEnd: () => {
      following.current = true;
      setMissed(0);
      toEnd();
    },
    showMessage: (id: string) => {
      const index = rows.findIndex((row) => row.key === id);
      if (index !== -1) list.current?.scrollToIndex(index, { align: "center" });
    },
  };
}

/** The day of the topmost line; null at the very top and where the day's own line is the topmost. */
function dayAt(rows: readonly ThreadRow[], index: number, offset: number): string | null {
  if (offset <= 0) return null;
  const row = rows[index];
  return row?.row === "message" || row?.row === "activity" ? row.view.record.timestamp : null;
}

function lastKey(rows: readonly ThreadRow[]): string | undefined {
  return rows[rows.length - 1]?.key;
}
