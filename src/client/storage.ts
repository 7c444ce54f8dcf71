/**
 * Where commands wait that have no answer yet. Rows rather than one list: two tabs of one agent may share
 * a storage, and neither overwrites what the other keeps. Values are plain JSON data.
 */
export interface KeyValueStorage {
  /** All rows whose key starts with `prefix`, by key. */
  entries(prefix: string): Promise<readonly (readonly [string, unknown])[]>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

export function createMemoryStorage(): KeyValueStorage {
  const rows = new Map<string, unknown>();
  return {
    async entries(prefix) {
      return [...rows].filter(([key]) => key.startsWith(prefix)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    },
    async put(key, value) {
      rows.set(key, structuredClone(value));
    },
    async delete(key) {
      rows.delete(key);
    },
  };
}
