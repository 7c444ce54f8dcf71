import { sameItems } from "./identity.ts";
import type { Parts } from "./parts.ts";
import { type Bounds, type HeldParts, type Rows, restoreRows, rowsOf, usualBounds } from "./record-rows.ts";

/** At most this often what changed is written, in milliseconds. */
const saveEveryMs = 2_000;

/** A place for the rows of one agent in one org. A full or forbidden one costs only that: the inbox opens without. */
export interface RowStorage {
  load(): Promise<Rows>;
  /** False while these rows are another tab's to write: two would undo each other's. */
  isWritable(): boolean;
  /** All of it or nothing: a crash between may not leave records of one moment under the cursor of another. */
  save(change: RowChange): Promise<void>;
  clear(): Promise<void>;
  /** The inbox is gone; another tab may write now. */
  close(): void;
}

export interface RowChange {
  /** Whatever is there goes first. */
  readonly clear: boolean;
  readonly put: Rows;
  readonly delete: readonly string[];
}

/** Reads what was kept, before the inbox is made: what it shows is then there from its first moment. */
export async function openRecordCache(storage: RowStorage, bounds = usualBounds): Promise<RecordCache> {
  // Asked before: whoever else may write would do it after.
  const isWritable = storage.isWritable();
  const rows = await storage.load().catch(() => []);
  return new RecordCache(storage, rows, isWritable, bounds);
}

type CachedParts = HeldParts & Pick<Parts, "connection" | "scheduler" | "subscribe">;

/**
 * What an inbox holds, and the cursor up to which it holds it, kept over reloads. Opened with it an inbox shows what
 * it showed, and asks the hub for what came since. Written some time after a change, never within it; only what is
 * another than before.
 */
export class RecordCache {
  #storage: RowStorage;
  /** What the storage holds; null when that is not known, or another tab's. */
  #saved: Map<string, unknown> | null;
  #state = "";
  #rows: Rows;
  #parts: CachedParts | null = null;
  #timer: unknown = null;
  #saving = false;
  #bounds: Bounds;

  constructor(storage: RowStorage, rows: Rows, isWritable: boolean, bounds: Bounds) {
    this.#bounds = bounds;
    this.#storage = storage;
    this.#rows = rows;
    this.#saved = isWritable ? new Map(rows) : null;
  }

  /** Gives an inbox what was kept, and keeps what it holds from then on. Returns how to stop. */
  attach(parts: CachedParts): () => void {
    this.#parts = parts;
    if (!restoreRows(parts, this.#rows)) this.#saved = null;
    this.#rows = [];
    const forget = parts.subscribe(() => {
      this.#timer ??= parts.scheduler.setTimeout(() => void this.flush(), saveEveryMs);
    });
    return () => {
      forget();
      parts.scheduler.clearTimeout(this.#timer);
      this.#parts = null;
      this.#storage.close();
    };
  }

  /** Writes what changed now: the page may be about to go. Never rejects. */
  async flush(): Promise<void> {
    const parts = this.#parts;
    if (parts === null || this.#saving) return;
    parts.scheduler.clearTimeout(this.#timer);
    this.#timer = null;
    this.#saving = true;
    try {
      await this.#save(parts);
    } catch {
      this.#saved = null;
    }
    this.#saving = false;
  }

  async #save(parts: CachedParts): Promise<void> {
    const { sync, connection, store, pages } = parts;
    const { state } = connection.state;
    // Whoever may not read it any more must not find it here either; nor may what a reset did away with stay.
    const isBarred = state === "removed" || state === "signedOut";
    if (!isBarred && !this.#storage.isWritable()) {
      this.#saved = null;
      return;
    }
    if (isBarred || sync.cursor === 0) {
      const isEmpty = this.#saved?.size === 0;
      this.#saved = new Map();
      this.#state = "";
      if (!isEmpty) await this.#storage.clear();
      return;
    }
    const now = `${store.version}/${sync.cursor}/${JSON.stringify(pages.spans)}`;
    if (this.#saved !== null && now === this.#state) return;
    const rows = rowsOf(parts, this.#bounds);
    const saved = this.#saved ?? new Map<string, unknown>();
    const put = rows.filter(([key, value]) => !isSame(saved.get(key), value));
    const kept = new Map(rows);
    const gone = [...saved.keys()].filter((key) => !kept.has(key));
    await this.#storage.save({ clear: this.#saved === null, put, delete: gone });
    this.#saved = kept;
    this.#state = now;
  }
}

/** Records are replaced, never changed, so that identity tells. */
function isSame(before: unknown, value: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(value)) return sameItems(before, value);
  return before === value;
}
