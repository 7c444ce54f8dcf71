import { openDB } from "idb";
import type { KeyValueStorage } from "../../client/storage.ts";

const rows = "commands";

/** Commands without an answer, in IndexedDB: a reload, or a browser that was closed, loses none. */
export function createCommandStorage(): KeyValueStorage {
  const opened = openDB("parley", 1, {
    upgrade(database) {
      database.createObjectStore(rows);
    },
  });
  return {
    async entries(prefix) {
      const database = await opened;
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      // One transaction: keys and values are then of the same moment, and in the same order.
      const { store } = database.transaction(rows);
      const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return keys.map((key, index) => [String(key), values[index] as unknown] as const);
    },
    async put(key, value) {
      await (await opened).put(rows, value, key);
    },
    async delete(key) {
      await (await opened).delete(rows, key);
    },
  };
}
