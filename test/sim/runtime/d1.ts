import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "./clock.ts";
import { Database } from "./database.ts";

const migrations = join(import.meta.dirname, "../../../migrations");
const schema = readdirSync(migrations)
  .filter((name) => name.endsWith(".sql"))
  .toSorted()
  .map((name) => readFileSync(join(migrations, name), "utf8"))
  .join("\n");

/** What becomes of one call of D1: when it runs, and when and how the caller hears of it. */
export interface Fate {
  /** Milliseconds until it runs at D1; null when it never does. */
  readonly runsAfterMs: number | null;
  /** Milliseconds until the caller is answered; Infinity when it never is. */
  readonly answersAfterMs: number;
  /** The caller is told that it failed, whatever happened. */
  readonly fails: boolean;
}

export const quick: Fate = { runsAfterMs: 2, answersAfterMs: 4, fails: false };

/** The history of all orgs, and a replica that lags behind until it is told to follow. */
export class History {
  readonly primary = migrated();
  readonly replica = migrated();
  /** Calls that have not run yet, also those whose caller was told that they failed. */
  underWay = 0;
  #replicaTables = ["conversation", "message", "contact", "read_mark", "mention", "record", "history"];

  clear(): void {
    for (const database of [this.primary, this.replica]) {
      for (const table of database.tables()) database.rows(`DELETE FROM "${table}"`);
    }
  }

  replicate(): void {
    this.replica.restore(this.primary.snapshot(this.#replicaTables));
  }

  /**
   * D1 as one caller has it. `fate` decides about each call; `hears` tells whether the caller still lives when
   * its answer comes.
   */
  binding(database: Database, clock: Clock, fate: () => Fate, hears: () => boolean): D1Database {
    const call = <T>(run: () => T): Promise<T> => {
      const { runsAfterMs, answersAfterMs, fails } = fate();
      return new Promise<T>((resolve, reject) => {
        let settled: () => void = () => undefined;
        if (runsAfterMs !== null) {
          this.underWay += 1;
          clock.setTimeout(() => {
            this.underWay -= 1;
            try {
              const result = run();
              settled = () => resolve(result);
            } catch (error) {
              settled = () => reject(error);
            }
          }, runsAfterMs);
        }
        if (answersAfterMs === Number.POSITIVE_INFINITY) return;
        clock.setTimeout(() => {
          if (!hears()) return;
          if (fails) reject(new Error("D1_ERROR: Network connection lost."));
          else settled();
        }, answersAfterMs);
      });
    };
    return new Binding(database, call) as unknown as D1Database;
  }
}

class Binding {
  readonly #database: Database;
  readonly #call: <T>(run: () => T) => Promise<T>;

  constructor(database: Database, call: <T>(run: () => T) => Promise<T>) {
    this.#database = database;
    this.#call = call;
  }

  prepare(sql: string): Statement {
    return new Statement(this.#database, this.#call, sql, []);
  }

  /** One transaction, as D1 runs a batch. */
  batch(statements: readonly Statement[]): Promise<{ results: object[] }[]> {
    return this.#call(() =>
      this.#database.transaction(() => statements.map((statement) => ({ results: statement.run() }))),
    );
  }
}

class Statement {
  readonly #database: Database;
  readonly #call: <T>(run: () => T) => Promise<T>;
  readonly #sql: string;
  readonly #bindings: readonly unknown[];

  constructor(database: Database, call: <T>(run: () => T) => Promise<T>, sql: string, bindings: readonly unknown[]) {
    this.#database = database;
    this.#call = call;
    this.#sql = sql;
    this.#bindings = bindings;
  }

  bind(...bindings: unknown[]): Statement {
    return new Statement(this.#database, this.#call, this.#sql, bindings);
  }

  run(): object[] {
    return this.#database.rows<object>(this.#sql, this.#bindings);
  }

  all(): Promise<{ results: object[] }> {
    return this.#call(() => ({ results: this.run() }));
  }

  first(): Promise<object | null> {
    return this.#call(() => this.run()[0] ?? null);
  }

  raw(): Promise<unknown[][]> {
    return this.#call(() => this.run().map((row) => Object.values(row)));
  }
}

function migrated(): Database {
  const database = new Database();
  database.run(schema);
  return database;
}
