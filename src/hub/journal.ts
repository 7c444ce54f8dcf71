import { epochOf, epochStart } from "../protocol/seq.ts";
import type { RecordKey } from "./record-key.ts";
import type { Store } from "./store.ts";

/** One accepted change, as the journal keeps it. JSON columns are text that frames reuse as they are. */
export interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  /** `actor|command id`, unique: the same command is accepted once. */
  readonly cause: string | null;
  readonly touched: string;
  readonly events: string;
  /** The accepted answer, given again when the command is repeated. */
  readonly result: string | null;
}

/** The org's clock and feed. The journal's key is the clock: its last row is what time it is. */
export class Journal {
  readonly #store: Store;
  /** The last `seq` given: the last row's, or ahead of it inside a commit, which puts it back when it fails. */
  head: number;

  constructor(store: Store) {
    this.#store = store;
    this.head = this.#readHead();
  }

  /** Takes the next `seq`; inside a commit only. */
  next(): number {
    this.head += 1;
    return this.head;
  }

  get epoch(): number {
    return epochOf(this.head);
  }

  /** The highest `seq` of which this hub no longer knows what came after it. */
  get floor(): number {
    return Number(this.#store.meta("floor") ?? 0);
  }

  append(entry: JournalEntry, counts: string | null): void {
    const { seq, at, actor, cause, touched, events, result } = entry;
    this.#store.run(
      "INSERT INTO journal (seq, at, actor, cause, touched, events, result, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      seq,
      at,
      actor,
      cause,
      touched,
      events,
      result,
      counts,
    );
  }

  /** The answer once given to a command, or null when it was never accepted. */
  answer(cause: string): { seq: number; result: string } | null {
    const row = this.#store.rows<{ seq: number; result: string | null }>(
      "SELECT seq, result FROM journal WHERE cause = ?",
      cause,
    )[0];
    return row === undefined ? null : { seq: row.seq, result: row.result ?? "null" };
  }

  /** A cause with this beginning, and not with that of `except`; null for none. */
  causeLike(beginning: string, except: string): string | null {
    return (
      this.#store.rows<{ cause: string }>(
        "SELECT cause FROM journal WHERE cause >= ? AND cause < ? AND substr(cause, 1, ?) <> ? LIMIT 1",
        beginning,
        `${beginning}~`,
        except.length,
        except,
      )[0]?.cause ?? null
    );
  }

  /** Keys touched after `since`, each once, in the order of their last change; null when there are more than `limit`. */
  touchedSince(since: number, limit: number): RecordKey[] | null {
    const keys = new Map<string, RecordKey>();
    for (const { touched } of this.#store.cursor<{ touched: string }>(
      "SELECT touched FROM journal WHERE seq > ? ORDER BY seq",
      since,
    )) {
      for (const key of JSON.parse(touched) as RecordKey[]) {
        const name = key.join("\n");
        keys.delete(name);
        keys.set(name, key);
      }
      if (keys.size > limit) return null;
    }
    return [...keys.values()];
  }

  /** The next entries after `since`, for the projector. */
  slice(since: number, limit: number): { seq: number; keys: RecordKey[] }[] {
    return this.#store
      .rows<{ seq: number; touched: string }>(
        "SELECT seq, touched FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
        since,
        limit,
      )
      .map(({ seq, touched }) => ({ seq, keys: JSON.parse(touched) as RecordKey[] }));
  }

  countSince(since: number): number {
    return this.#store.rows<{ n: number }>("SELECT count(*) AS n FROM journal WHERE seq > ?", since)[0]?.n ?? 0;
  }

  lastCounts(): string | null {
    return (
      this.#store.rows<{ counts: string | null }>("SELECT counts FROM journal ORDER BY seq DESC LIMIT 1")[0]?.counts ??
      null
    );
  }

  /** Starts the next epoch: every cursor and every guard of the old one notices (I7, I8). */
  startEpoch(epoch: number): void {
    this.#store.setMeta("epoch", String(epoch));
    this.#store.setMeta("floor", String(epochStart(epoch)));
    this.head = Math.max(this.head, epochStart(epoch));
  }

  #readHead(): number {
    const last = this.#store.rows<{ seq: number }>("SELECT seq FROM journal ORDER BY seq DESC LIMIT 1")[0]?.seq ?? 0;
    return Math.max(last, epochStart(Number(this.#store.meta("epoch") ?? 0)));
  }
}
