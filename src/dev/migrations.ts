import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { unstable_splitSqlQuery as splitSql } from "wrangler";

/** What is used of a D1 database. */
interface Database {
  prepare(sql: string): {
    bind(...values: string[]): ReturnType<Database["prepare"]>;
    all<T>(): Promise<{ results: T[] }>;
  };
  batch(statements: ReturnType<Database["prepare"]>[]): Promise<unknown>;
}

/**
 * Applies the migrations that a database lacks, in order, each in one transaction with the row that records
 * it. Table and names are wrangler's own: `wrangler d1 migrations apply --local` agrees before and after.
 */
export async function applyMigrations(database: Database, directory: string): Promise<void> {
  const table = `CREATE TABLE IF NOT EXISTS "d1_migrations"(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;
  await database.batch([database.prepare(table)]);
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const files = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  for (const name of files.filter((file) => !applied.has(file))) {
    const statements = splitSql(await readFile(join(directory, name), "utf8"));
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
