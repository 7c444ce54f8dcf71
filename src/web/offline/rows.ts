import { type IDBPDatabase, openDB } from "idb";
import type { RowChange } from "../../client/record-cache.ts";
import type { Rows } from "../../client/record-rows.ts";

/** Rows in IndexedDB, under their agent and org. A database of its own, so that clearing it is all that signing out needs. */

const table = "rows";
/** After so many the page may draw: one transaction can hold thousands. */
const putsAtOnce = 100;

export type Scope = readonly [agentId: string, orgId: string];

let opened: Promise<IDBPDatabase> | null = null;

function database(): Promise<IDBPDatabase> {
  opened ??= openDB("parley-records", 1, {
    upgrade(fresh) {
      fresh.createObjectStore(table);
    },
    // Closed by the browser: the next one opens it again.
    terminated() {
      opened = null;
    },
  });
  return opened;
}

export async function loadRows(scope: Scope): Promise<Rows> {
  // One transaction: keys and values are then of the same moment, and in the same order.
  const { store } = (await database()).transaction(table);
  const [keys, values] = await Promise.all([store.getAllKeys(within(scope)), store.getAll(within(scope))]);
  return keys.map((key, index) => [(key as string[])[2] ?? "", values[index] as unknown] as const);
}

/** `mayWrite` is asked when the transaction begins. All of it is written, or nothing. */
export async function saveRows(scope: Scope, change: RowChange, mayWrite: () => boolean): Promise<void> {
  const connection = await database();
  if (!mayWrite()) throw new Error("These rows are not this tab's to write.");
  // A crash of the whole machine may cost the last seconds, which the hub has.
  const transaction = connection.transaction(table, "readwrite", { durability: "relaxed" });
  const { store } = transaction;
  // What fails fails the transaction, and that is heard below.
  const heardBelow = () => undefined;
  if (change.clear) store.delete(within(scope)).catch(heardBelow);
  for (const key of change.delete) store.delete([...scope, key]).catch(heardBelow);
  for (const [index, [key, value]] of change.put.entries()) {
    const put = store.put(value, [...scope, key]).catch(heardBelow);
    if (index % putsAtOnce === putsAtOnce - 1) await put;
  }
  await transaction.done;
}

/** Of one scope, or of everybody, or of everybody but one agent. Never rejects: without a database there is nothing. */
export async function clearRows(which: { of?: Scope; butOf?: string } = {}): Promise<void> {
  try {
    const { store, done } = (await database()).transaction(table, "readwrite");
    if (which.of !== undefined) void store.delete(within(which.of));
    else if (which.butOf === undefined) void store.clear();
    else {
      void store.delete(IDBKeyRange.upperBound([which.butOf], true));
      void store.delete(IDBKeyRange.lowerBound([which.butOf, []], true));
    }
    await done;
  } catch {
    // What was never kept needs no clearing.
  }
}

/** An array sorts behind every string. */
function within(scope: Scope): IDBKeyRange {
  return IDBKeyRange.bound([...scope], [...scope, []]);
}
