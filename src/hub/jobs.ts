import { backoffMs } from "../core/backoff.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer, Turn } from "./commit.ts";
import type { Store } from "./store.ts";

export type JobKind = "fetch_media" | "discard_media" | "fetch_profile";

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly json: string;
  /** Which try this is, from 1. */
  readonly attempt: number;
}

/** What a kind of job does outside, and what then is true. */
export interface JobHandler {
  /**
   * Works outside a commit and resolves to what is to be done in one: that answers `null` when the job is done, else
   * for how many milliseconds it waits at least, 0 for the usual back-off. A rejection is a try that failed.
   */
  readonly run: (job: Job) => Promise<(turn: Turn) => number | null>;
}

type JobRow = { id: string; kind: JobKind; json: string; due: number; attempt: number; started_at: number | null };

/**
 * Slow work as rows of the transaction that asked for it (DESIGN 2.5): done after the commit, some at a time, tried
 * again with back-off, once at a time each. A job survives its object; none delays a message or a timer (I12).
 */
export class Jobs {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #handlers: Readonly<Record<JobKind, JobHandler>>;
  readonly #done: () => void;
  /** Since when each runs, Unix milliseconds. */
  readonly #running = new Map<string, number>();
  #hasWoken = false;

  /** `done` is called after each try, which may have left work and deadlines; it pumps. */
  constructor(store: Store, committer: Committer, handlers: Readonly<Record<JobKind, JobHandler>>, done: () => void) {
    this.#store = store;
    this.#committer = committer;
    this.#handlers = handlers;
    this.#done = done;
  }

  /** Inside a commit. A job that is there already begins anew, unless it is running. */
  add(job: { id: string; kind: JobKind; payload: object; due: number }): void {
    this.#store.run(
      `INSERT INTO job (id, kind, json, due, attempt) VALUES (?, ?, ?, ?, 0)
       ON CONFLICT DO UPDATE SET json = excluded.json, due = excluded.due, attempt = 0`,
      job.id,
      job.kind,
      JSON.stringify(job.payload),
      job.due,
    );
  }

  /** Starts what is due, as far as there is room, and awaits nothing. */
  pump(): void {
    const now = Date.now();
    this.#release();
    const free = limits.jobsAtOnce - this.#running.size;
    if (free <= 0) return;
    const rows = this.#store.rows<JobRow>(
      "SELECT * FROM job WHERE due <= ? AND started_at IS NULL ORDER BY due LIMIT ?",
      now,
      free,
    );
    if (rows.length === 0) return;
    this.#committer.commit(() => {
      for (const { id } of rows)
        this.#store.run("UPDATE job SET started_at = ?, attempt = attempt + 1 WHERE id = ?", now, id);
    });
    for (const row of rows) {
      this.#running.set(row.id, now);
      void this.#run({ ...row, attempt: row.attempt + 1 });
    }
  }

  size(): number {
    return this.#store.rows<{ n: number }>("SELECT count(*) AS n FROM job")[0]?.n ?? 0;
  }

  /**
   * When something here wants attention next, Unix milliseconds. What is due by `now` waits for room, which the end
   * of a running one gives; should this object die before that, its lease rings.
   */
  nextDue(now: number): number | null {
    const due = this.#store.rows<{ due: number | null }>(
      "SELECT min(due) AS due FROM job WHERE due > ? AND started_at IS NULL",
      now,
    )[0]?.due;
    const times = [...this.#running.values()].map((startedAt) => startedAt + timing.jobLeaseMs);
    if (due != null) times.push(due);
    return times.length === 0 ? null : Math.min(...times);
  }

  async #run(job: Job): Promise<void> {
    let settle: ((turn: Turn) => number | null) | null = null;
    try {
      settle = await this.#handlers[job.kind].run(job);
    } catch (error) {
      console.warn(JSON.stringify({ at: "hub.jobs", kind: job.kind, jobId: job.id, error: String(error) }));
    }
    this.#running.delete(job.id);
    try {
      this.#settle(job, settle);
    } catch (error) {
      // A bug of ours; the job must not stay as one that runs.
      console.error(JSON.stringify({ at: "hub.jobs", kind: job.kind, jobId: job.id, error: String(error) }));
      this.#settle(job, null);
    }
    this.#done();
  }

  #settle(job: Job, settle: ((turn: Turn) => number | null) | null): void {
    this.#committer.commit((turn) => {
      const waitMs = settle === null ? 0 : settle(turn);
      if (waitMs === null) return this.#store.run("DELETE FROM job WHERE id = ?", job.id);
      this.#postpone(job, Date.parse(turn.now), waitMs);
    });
  }

  #postpone({ id, attempt }: Pick<Job, "id" | "attempt">, now: number, leastMs: number): void {
    const wait = backoffMs(attempt, timing.jobRetryBaseMs, timing.jobRetryMaxMs, Math.random());
    this.#store.run("UPDATE job SET started_at = NULL, due = ? WHERE id = ?", now + Math.max(wait, leastMs), id);
  }

  /** What an object that is gone has begun waits like after a failure: it may be what the object died of. */
  #release(): void {
    if (this.#hasWoken) return;
    this.#hasWoken = true;
    const lost = this.#store.rows<JobRow>("SELECT * FROM job WHERE started_at IS NOT NULL");
    if (lost.length === 0) return;
    this.#committer.commit(() => {
      for (const row of lost) this.#postpone(row, row.started_at ?? 0, 0);
    });
  }
}
