type Cursor<T extends Record<string, SqlStorageValue>> = Pick<
  SqlStorageCursor<T>,
  "rowsWritten" | "rowsRead" | "toArray"
>;

/** Rows since the hub woke, index entries included: what the platform charges for. */
export class RowCounter {
  written = 0;
  read = 0;

  /** The rows of a statement. What was read is known once they have been. */
  all<T extends Record<string, SqlStorageValue>>(cursor: Cursor<T>): T[] {
    const rows = cursor.toArray();
    this.written += cursor.rowsWritten;
    this.read += cursor.rowsRead;
    return rows;
  }
}
