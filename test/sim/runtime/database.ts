import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue, StatementSync } from "node:sqlite";

export type Row = Record<string, string | number | null>;
/** All rows of all tables, at one moment. */
export type Snapshot = ReadonlyMap<string, readonly Row[]>;

/** An SQLite database in memory, whose content can be copied and put back. */
export class Database {
  readonly #db = new DatabaseSync(":memory:");
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;

  rows<T extends object = Row>(statement: string, bindings: readonly unknown[] = []): T[] {
    return this.#prepare(statement).all(...(bindings as SQLInputValue[])) as T[];
  }

  /** Several statements at once, without bindings. */
  run(statements: string): void {
    this.#db.exec(statements);
  }

  /** A transaction; inside one, a savepoint. */
  transaction<T>(work: () => T): T {
    const name = `level${this.#depth}`;
    const begin = this.#depth === 0 ? "BEGIN" : `SAVEPOINT ${name}`;
    const commit = this.#depth === 0 ? "COMMIT" : `RELEASE ${name}`;
    const undo = this.#depth === 0 ? "ROLLBACK" : `ROLLBACK TO ${name}; RELEASE ${name}`;
    this.#db.exec(begin);
    this.#depth += 1;
    try {
      const result = work();
      this.#depth -= 1;
      this.#db.exec(commit);
      return result;
    } catch (error) {
      this.#depth = Math.min(this.#depth, begin === "BEGIN" ? 0 : Number(name.slice(5)));
      this.#db.exec(undo);
      throw error;
    }
  }

  tables(): string[] {
    return this.rows<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map(
      ({ name }) => name,
    );
  }

  snapshot(tables: readonly string[] = this.tables()): Snapshot {
    return new Map(tables.map((table) => [table, this.rows(`SELECT * FROM "${table}"`)]));
  }

  /** Puts back what the snapshot holds of each of its tables. */
  restore(snapshot: Snapshot): void {
    this.transaction(() => {
      for (const [table, rows] of snapshot) {
        this.rows(`DELETE FROM "${table}"`);
        const [first] = rows;
        if (first === undefined) continue;
        const columns = Object.keys(first);
        const insert = `INSERT INTO "${table}" (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
        for (const row of rows) this.rows(insert, Object.values(row));
      }
    });
  }

  close(): void {
    this.#db.close();
  }

  #prepare(statement: string): StatementSync {
    let prepared = this.#statements.get(statement);
    if (prepared === undefined) {
      prepared = this.#db.prepare(statement);
      this.#statements.set(statement, prepared);
    }
    return prepared;
  }
}
