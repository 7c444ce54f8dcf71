import { useState } from "react";
import type { HeaderMenu } from "./open-menu.ts";

/** Which of the shown conversations are chosen, to do something to all of them. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** True when some are, or when they are to be: the boxes are shown. */
  readonly active: boolean;
  /** One more, or one less; with `range`, all from the last one that was chosen. */
  toggle(id: string, range?: boolean): void;
  all(): void;
  /** Shows the boxes. */
  start(): void;
  clear(): void;
  /** Which menu of the bar is open: the keyboard opens them too. */
  readonly menu: HeaderMenu | null;
  setMenu(menu: HeaderMenu | null): void;
}

const none: ReadonlySet<string> = new Set();

export function useSelection(shown: readonly string[]): Selection {
  const [chosen, setChosen] = useState(none);
  const [last, setLast] = useState<string | null>(null);
  const [started, setStarted] = useState(false);
  const [menu, setMenu] = useState<HeaderMenu | null>(null);
  const [before, setBefore] = useState(shown);

  // What left the list cannot be seen any more, so nothing must be done to it.
  if (before !== shown) {
    setBefore(shown);
    const left = new Set(shown);
    if ([...chosen].some((id) => !left.has(id))) setChosen(new Set([...chosen].filter((id) => left.has(id))));
  }

  return {
    ids: chosen,
    active: started || chosen.size > 0,
    toggle(id, range = false) {
      const next = new Set(chosen);
      for (const one of range && last !== null ? between(shown, last, id) : [id]) {
        if (range || !chosen.has(one)) next.add(one);
        else next.delete(one);
      }
      setChosen(next);
      setLast(id);
    },
    all: () => setChosen(new Set(shown)),
    start: () => setStarted(true),
    clear() {
      setChosen(none);
      setStarted(false);
      setLast(null);
      setMenu(null);
    },
    menu,
    setMenu,
  };
}

function between(ids: readonly string[], one: string, other: string): readonly string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].toSorted((a, b) => a - b);
  return from === undefined || to === undefined || from === -1 ? [other] : ids.slice(from, to + 1);
}
