import type { Outcome } from "../protocol/facts.ts";
import type { Store } from "./store.ts";

type Counts = Record<Outcome["outcome"], number>;
interface Hour {
  readonly hour: string;
  readonly counts: Counts;
}

const none: Counts = { stored: 0, duplicate: 0, ignored: 0, parked: 0, failed: 0 };

/**
 * Outcomes per hour (A7). The current hour rides in the journal's last row, so that counting costs no row
 * of its own; when the hour is over it becomes a row. Duplicates write nothing, so those counted since the
 * last commit are lost when the hub is reset (not what they were about: that is stored).
 */
export class IngestCounts {
  readonly #store: Store;
  #current: Hour;
  /** Whether something other than a duplicate was counted that no row tells of yet. */
  #isUnkept = false;

  constructor(store: Store, lastCounts: string | null) {
    this.#store = store;
    const inJournal = lastCounts === null ? { hour: "", counts: none } : (JSON.parse(lastCounts) as Hour);
    const row = store.rows<{ hour: string; counts: string }>(
      "SELECT hour, counts FROM ingest_hour ORDER BY hour DESC LIMIT 1",
    )[0];
    const inRow = row === undefined ? inJournal : { hour: row.hour, counts: JSON.parse(row.counts) as Counts };
    this.#current = isLater(inRow, inJournal) ? inRow : inJournal;
  }

  /** Inside a commit: counts one item's outcome in the hour of `now`. */
  add(outcome: Outcome["outcome"], now: string): void {
    const hour = `${now.slice(0, 13)}:00:00.000Z`;
    if (hour !== this.#current.hour) {
      if (this.#current.hour !== "") this.#write();
      this.#current = { hour, counts: none };
    }
    this.#current = { hour, counts: { ...this.#current.counts, [outcome]: this.#current.counts[outcome] + 1 } };
    if (outcome !== "duplicate") this.#isUnkept = true;
  }

  /** For the journal's row, which keeps it. */
  text(): string | null {
    this.#isUnkept = false;
    return this.#current.hour === "" ? null : JSON.stringify(this.#current);
  }

  /** At the end of a commit that wrote no journal row: an anomaly's count is kept all the same. */
  keep(): void {
    if (this.#isUnkept) this.#write();
    this.#isUnkept = false;
  }

  #write(): void {
    this.#store.run(
      "INSERT INTO ingest_hour (hour, counts) VALUES (?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts",
      this.#current.hour,
      JSON.stringify(this.#current.counts),
    );
  }

  save(): Hour {
    return this.#current;
  }

  restore(hour: Hour): void {
    this.#current = hour;
  }

  /** Newest hour first, at most `limit`. */
  report(limit: number): ({ hour: string } & Counts)[] {
    const rows = this.#store.rows<{ hour: string; counts: string }>(
      "SELECT hour, counts FROM ingest_hour ORDER BY hour DESC LIMIT ?",
      limit,
    );
    const finished = rows.map(({ hour, counts }) => ({ hour, ...(JSON.parse(counts) as Counts) }));
    const { hour, counts } = this.#current;
    return hour === "" ? finished : [{ hour, ...counts }, ...finished.filter((row) => row.hour !== hour)];
  }
}

/** Of two notes of one hour the one that has counted more is the later. */
function isLater(a: Hour, b: Hour): boolean {
  const sum = ({ counts }: Hour) => Object.values(counts).reduce((total, n) => total + n, 0);
  return a.hour > b.hour || (a.hour === b.hour && sum(a) > sum(b));
}
