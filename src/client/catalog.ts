import type { RecordOf, SmallKind } from "../protocol/records.ts";
import { sameItems } from "./identity.ts";
import type { RecordStore } from "./record-store.ts";

/** Kinds of which every welcome brings all: agents, channels, labels, teams and what is like them. */
export class Catalog {
  #store: RecordStore;
  #lists = new Map<SmallKind, { version: number; list: readonly RecordOf<SmallKind>[] }>();

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** By name. The list keeps its identity until one of its records changes. */
  of<K extends SmallKind>(kind: K): readonly RecordOf<K>[] {
    const { version } = this.#store;
    const known = this.#lists.get(kind);
    if (known?.version === version) return known.list as readonly RecordOf<K>[];
    const made = this.#store.all(kind).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
    const list = known !== undefined && sameItems(known.list, made) ? known.list : made;
    this.#lists.set(kind, { version, list });
    return list as readonly RecordOf<K>[];
  }
}

function nameOf(record: RecordOf<SmallKind>): string {
  return "name" in record ? record.name : "shortcut" in record ? record.shortcut : record.id;
}
