import type { RowChange, RowStorage } from "../../../src/client/record-cache.ts";
import type { Rows } from "../../../src/client/record-rows.ts";

/** Rows as a browser keeps them: copies, all of a change or nothing. */
export class RowMemory implements RowStorage {
  rows = new Map<string, unknown>();
  writable = true;
  /** The next save ends before it is done. */
  fails = false;
  saves: RowChange[] = [];

  async load(): Promise<Rows> {
    return [...this.rows].map(([key, value]) => [key, structuredClone(value)] as const);
  }

  isWritable(): boolean {
    return this.writable;
  }

  async save(change: RowChange): Promise<void> {
    if (this.fails) {
      this.fails = false;
      throw new Error("The quota has been exceeded.");
    }
    this.saves.push(change);
    if (change.clear) this.rows.clear();
    for (const [key, value] of change.put) this.rows.set(key, structuredClone(value));
    for (const key of change.delete) this.rows.delete(key);
  }

  async clear(): Promise<void> {
    this.rows.clear();
  }

  close(): void {}
}
