import type { LucideIcon } from "lucide-react";
import { matchSorter } from "match-sorter";
import type { HeaderMenu } from "../inbox/open-menu.ts";
import type { ShortcutName } from "../shell/shortcut-table.ts";

/** One thing that the command bar does. */
export interface BarEntry {
  readonly key: string;
  /** Under which it stands. */
  readonly group: string;
  readonly name: string;
  /** Other words by which it is found. */
  readonly words?: string;
  /** Said beside it: a time, a number, that it is so already. */
  readonly hint?: string;
  readonly icon: LucideIcon;
  /** Whose keys do the same. */
  readonly shortcut?: ShortcutName;
  /** One of many: it appears when something is typed, or within its own menu. */
  readonly within?: HeaderMenu | "elsewhere";
  readonly act: BarAct;
}

export type BarAct =
  | { readonly do: "run"; readonly run: () => void }
  /** What it runs takes the focus, which therefore does not go back to where it was. */
  | { readonly do: "runAndStay"; readonly run: () => void }
  /** Shows the choices of a menu in the bar itself. */
  | { readonly do: "choose"; readonly from: HeaderMenu };

export interface BarGroup {
  readonly value: string;
  readonly items: readonly BarEntry[];
}

/** More than a person reads. */
const most = 60;

/** The entries that answer to what is typed, best first, under the headings of the best of each. */
export function groupsFor(entries: readonly BarEntry[], text: string, menu: HeaderMenu | null): BarGroup[] {
  const typed = text.trim();
  const eligible = entries.filter(({ within }) =>
    menu === null ? typed !== "" || within === undefined : within === menu,
  );
  const found = typed === "" ? eligible : matching(eligible, typed);
  const groups = Map.groupBy(found.slice(0, most), ({ group }) => group);
  return [...groups].map(([value, items]) => ({ value, items }));
}

function matching(entries: readonly BarEntry[], typed: string): BarEntry[] {
  const places = new Map(entries.map(({ key }, place) => [key, place]));
  return matchSorter(entries, typed, {
    // A name counts for more than another word for it.
    keys: ["name", { key: "words", maxRanking: matchSorter.rankings.CONTAINS }],
    // Of equals, the order in which they were given: by the alphabet, "Archive" would precede "Close".
    baseSort: (a, b) => (places.get(a.item.key) ?? 0) - (places.get(b.item.key) ?? 0),
  });
}
