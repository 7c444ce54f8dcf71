import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import type { ThreadTarget } from "./thread-jumps.ts";
import { openingPlace, rememberPlace } from "./thread-place.ts";
import type { ThreadRow } from "./thread-rows.ts";

/** Nearer to the end than this, in pixels, a thread follows what comes. */
const nearEndPx = 48;
/** Further from it than this many screens, it offers the way there. */
const farScreens = 1.5;

interface ThreadScroll {
  /** Of what it is the thread, the most particular first: see `openingPlace`. */
  placeKeys: readonly string[];
  rows: readonly ThreadRow[];
  /** The rows end in the past: what follows them is history too. */
  hasNewer: boolean;
  target: ThreadTarget | null;
  list: RefObject<VirtualizerHandle | null>;
  onAtEnd: (atEnd: boolean) => void;
}

/** Follows the end while one is there; keeps the place, and counts what came, while one reads the past. */
export function useThreadScroll({ placeKeys, rows, hasNewer, target, list, onAtEnd }: ThreadScroll) {
  const [opening] = useState(() => (target === null ? openingPlace(placeKeys, rows) : null));
  const following = useRef(opening === null && target?.to !== "message");
  const [missed, setMissed] = useState(0);
  const [day, setDay] = useState<string | null>(null);
  const [isFar, setFar] = useState(false);
  const [shown, setShown] = useState({ rows, hasNewer });

  // Set during the rendering that brings older messages, since virtua must know in that same one.
  const prepended =
    shown.rows !== rows &&
    shown.rows.length > 0 &&
    rows.length > shown.rows.length &&
    lastKey(rows) === lastKey(shown.rows);
  // What the list returns is its own affair: an effect would take it for a clean-up.
  function toEnd(): void {
    list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  }
  const follow = useEffectEvent(toEnd);

  useLayoutEffect(() => {
    if (shown.rows === rows) return;
    setShown({ rows, hasNewer });
    const before = new Set(shown.rows.map(({ key }) => key));
    const fresh =
      prepended || shown.hasNewer ? [] : rows.filter((row) => row.row === "message" && !before.has(row.key));
    if (fresh.some((row) => row.row === "message" && row.view.pending)) following.current = true;
    if (following.current) follow();
    else setMissed((count) => count + fresh.filter(isInbound).length);
  }, [rows, hasNewer, shown, prepended]);

  const tellAtEnd = useEffectEvent((atEnd: boolean) => onAtEnd(atEnd && !hasNewer));
  const open = useEffectEvent(() => {
    tellAtEnd(following.current);
    if (following.current) return toEnd();
    const index = rows.findIndex(({ key }) => key === opening?.key);
    if (index !== -1) list.current?.scrollToIndex(index, { align: "start", offset: opening?.offset ?? 0 });
  });
  function toNewest(): void {
    following.current = true;
    setMissed(0);
    tellAtEnd(true);
    toEnd();
  }
  const show = useEffectEvent((wanted: ThreadTarget) => {
    if (wanted.to === "newest") return toNewest();
    const index = rows.findIndex(({ key }) => key === wanted.id);
    if (index === -1) return;
    following.current = false;
    list.current?.scrollToIndex(wanted.align === "start" ? withLinesAbove(rows, index) : index, {
      align: wanted.align,
    });
  });
  useEffect(() => {
    if (target === null) open();
    else show(target);
  }, [target]);

  function look(handle: VirtualizerHandle, offset: number): void {
    const below = handle.scrollSize - offset - handle.viewportSize;
    following.current = below < nearEndPx && !hasNewer;
    tellAtEnd(following.current);
    if (following.current) setMissed(0);
    setFar(below > farScreens * handle.viewportSize);
    setDay(dayAt(rows, handle.findItemIndex(offset), handle));
    rememberPlace(placeKeys, rows, handle, following.current);
  }

  return {
    missed,
    day,
    isFar,
    prepended,
    onScroll(offset: number) {
      if (list.current !== null) look(list.current, offset);
    },
    onResize() {
      const handle = list.current;
      if (following.current) toEnd();
      else if (handle === null) return;
      // What needs no scrolling is seen whole.
      else if (handle.scrollSize <= handle.viewportSize) look(handle, 0);
      // At the very start there is nothing to scroll to.
      else setDay(dayAt(rows, handle.findItemIndex(handle.scrollOffset), handle));
    },
  };
}

/** The lines over a day and over another channel belong to their first message. */
function withLinesAbove(rows: readonly ThreadRow[], index: number): number {
  const above = rows[index - 1]?.row;
  return above === "day" || above === "channel" ? withLinesAbove(rows, index - 1) : index;
}

/** The day of the topmost line; null where nothing has to be scrolled. */
function dayAt(rows: readonly ThreadRow[], index: number, handle: VirtualizerHandle): string | null {
  if (handle.scrollSize <= handle.viewportSize) return null;
  for (const row of rows.slice(index, index + 3)) {
    if (row.row === "day") return row.at;
    if (row.row === "message" || row.row === "activity") return row.view.record.timestamp;
  }
  return null;
}

function isInbound(row: ThreadRow): boolean {
  return row.row === "message" && row.view.record.direction === "inbound";
}

function lastKey(rows: readonly ThreadRow[]): string | undefined {
  return rows[rows.length - 1]?.key;
}
