import { countNames } from "../core/tally.ts";
import type { Count } from "../protocol/catalog-records.ts";
import type { Conversation } from "../protocol/records.ts";
import type { Store } from "./store.ts";

/** The records of the counts that a change moves. */
export function counted(store: Store, tally: ReadonlyMap<string, number> | undefined): Count[] {
  if (tally === undefined || tally.size === 0) return [];
  return [...tally].map(([name, by]) => countOf(name, store.count(name) + by));
}

/** All counts, by looking at every conversation: for a hub that was restored, or is older than its counts. */
export function recounted(store: Store): Count[] {
  const counts = new Map(store.all("count").map(({ id }) => [id, 0]));
  for (const { json } of store.cursor<{ json: string }>("SELECT json FROM conversation")) {
    for (const name of countNames(JSON.parse(json) as Conversation)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].flatMap(([name, n]) => (n === store.count(name) ? [] : [countOf(name, n)]));
}

function countOf(name: string, n: number): Count {
  return { kind: "count", id: name, seq: 0, n };
}
