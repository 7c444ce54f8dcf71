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

  constructor(store: Store, lastCounts: string | null) {
    this.#store = store;
    this.#current = lastCounts === null ? { hour: "", counts: none } : (JSON.parse(lastCounts) as Hour);
  }

  /** Inside a commit: counts one item's outcome in the hour of `now`. */
  add(outcome: Outcome["outcome"], now: string): void {
    const hour = `${now.slice(0, 13)}:00:00.000Z`;
    if (hour !== this.#current.hour) {
      if (this.#current.hour !== "") {
        this.#store.run(
          "INSERT INTO ingest_hour (hour, counts) VALUES (?, ?) ON CONFLICT DO UPDATE SET counts = excluded.counts",
          this.#current.hour,
          JSON.stringify(this.#current.counts),
        );
      }
      this.#current = { hour, counts: none };
    }
    this.#current = { hour, counts: { ...this.#current.counts, [outcome]: this.#current.counts[outcome] + 1 } };
  }

  text(): string | null {
    return this.#current.hour === "" ? null : JSON.stringify(this.#current);
  }

  save(): Hour {
    return this.#current;
  }

  restore(hour: Hour): void {
    this.#current = hour;
  }

  /** Newest hour first, at most `limit`. */
  report(limit: number): ({ hour: string } & Counts)[] {
    const rows = this.#store.rows<{ hour: string; counts: string }>("SELECT hour, counts FROM ingest_hour ORDER BY hour DESC LIMIT ?", limit);
    const finished = rows.map(({ hour, counts }) => ({ hour, ...(JSON.parse(counts) as Counts) }));
    const { hour, counts } = this.#current;
    return hour === "" ? finished : [{ hour, ...counts }, ...finished.filter((row) => row.hour !== hour)];
  }
}
