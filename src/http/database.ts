import { AsyncLocalStorage } from "node:async_hooks";
import type { Env } from "../env.ts";
import { timing } from "../protocol/timing.ts";

/** What is known of D1 within one request. */
interface Request {
  hasLost: boolean;
}

const requests = new AsyncLocalStorage<Request>();

/** D1 did not answer, in time or at all; `retryable` is how the platform marks such errors, too. */
export class DatabaseLost extends Error {
  readonly retryable = true;

  constructor(cause: unknown) {
    super("D1 did not answer.", { cause });
    this.name = "DatabaseLost";
  }
}

/** Runs a request of which `hasLostDatabase` then knows. */
export function withinRequest<T>(work: () => T): T {
  return requests.run({ hasLost: false }, work);
}

/** Whether D1 failed within this request, also where a library has made another error of it, or none. */
export function hasLostDatabase(): boolean {
  return requests.getStore()?.hasLost === true;
}

/** Something that a request depends on as it does on D1 is out of reach. */
export function noteLoss(): void {
  const request = requests.getStore();
  if (request !== undefined) request.hasLost = true;
}

const limited = new WeakMap<Env, Env>();

/** The same surroundings, one for each isolate, with a D1 that answers within `timing.databaseTimeoutMs` or is lost (Se9). */
export function limitedEnv(env: Env): Env {
  const known = limited.get(env);
  if (known !== undefined) return known;
  // Read through, so that a setting that changes is seen.
  const made = within(env, { DB: limitedDatabase(env.DB) });
  limited.set(env, made);
  return made;
}

const asks = ["first", "run", "all", "raw"] as const;
const originals = new WeakMap<object, D1PreparedStatement>();

function limitedDatabase(database: D1Database): D1Database {
  return within(database, {
    prepare: (text: string) => limitedStatement(database.prepare(text)),
    batch: (statements: D1PreparedStatement[]) =>
      answer(() => database.batch(statements.map((one) => originals.get(one) ?? one))),
    exec: (text: string) => answer(() => database.exec(text)),
  });
}

function limitedStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const changed: Record<string, unknown> = {
    bind: (...values: unknown[]) => limitedStatement(statement.bind(...values)),
  };
  for (const ask of asks) {
    const run = statement[ask].bind(statement) as (...given: unknown[]) => Promise<unknown>;
    changed[ask] = (...given: unknown[]) => answer(() => run(...given));
  }
  const made = within(statement, changed);
  originals.set(made, statement);
  return made;
}

/** `of` with some of its methods changed. */
function within<T extends object>(of: T, changed: object): T {
  return new Proxy(of, {
    get(target, name) {
      if (Object.hasOwn(changed, name)) return (changed as Record<PropertyKey, unknown>)[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Once it was lost within a request it is not asked again there: a request waits for it once. */
async function answer<T>(ask: () => Promise<T>): Promise<T> {
  if (hasLostDatabase()) throw new DatabaseLost("it was lost before");
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("too late")), timing.databaseTimeoutMs);
    });
    return await Promise.race([ask(), late]);
  } catch (error) {
    if (isOfStatement(error)) throw error;
    noteLoss();
    throw new DatabaseLost(error);
  } finally {
    if (timer !== undefined) clearTimeout(timer);
  }
}

/** SQLite's words for what is wrong with a statement or its values, rather than with the database (SQLite, "Result codes"). */
const wrongStatement =
  /SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG|MISUSE|AUTH)|D1_(TYPE|COLUMN)|constraint failed|no such (table|column)|syntax error|parameter binding|SQL variables/i;

function isOfStatement(error: unknown): boolean {
  return wrongStatement.test(String(error));
}
