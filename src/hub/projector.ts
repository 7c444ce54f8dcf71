import { backoffMs } from "../core/backoff.ts";
import { limits } from "../protocol/limits.ts";
import { epochOf } from "../protocol/seq.ts";
import type { DeliveryError, ParleyRecord } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer } from "./commit.ts";
import { recounted } from "./counts.ts";
import type { Journal } from "./journal.ts";
import type { RecordKey } from "./record-key.ts";
import type { Store } from "./store.ts";
import { errorText } from "../protocol/error-text.ts";

/** A record on its way to D1: its JSON as it is in the hub, and what rides along. */
export interface ProjectedRow {
  readonly kind: ParleyRecord["kind"];
  readonly json: string;
  readonly raw: string | null;
  /** Of a channel: its sealed secrets, for the directory. */
  readonly sealedSecrets: string | null;
}

/** D1, as the hub sees it. Every call may fail, time out, or succeed without saying so. */
export interface Projection {
  /** D1's watermark for the org, 0 when it has none. */
  watermark(orgId: string): Promise<number>;
  /** Rows and watermark in one batch, each row only over a lower `seq`. */
  write(orgId: string, rows: readonly ProjectedRow[], watermark: number | null): Promise<void>;
  /** A page of the records with a `seq` above `seq`, lowest first, for a hub that was restored. */
  readAbove(orgId: string, seq: number, limit: number, offset: number): Promise<ParleyRecord[]>;
}

const retryBaseMs = 1_000;
const retryMaxMs = 60_000;
/** Journal entries looked at for one batch. */
const entriesPerBatch = 400;

/**
 * Brings D1 up to the journal (I8). It goes by journal, loads the latest record of each touched key (so a
 * burst coalesces), and writes rows and watermark in one batch guarded by `seq`: a batch that failed, timed
 * out or committed late may be sent again.
 */
export class Projector {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #committer: Committer;
  readonly #projection: Projection;
  readonly #cutOff: () => void;
  #running: Promise<void> | null = null;
  #startedAt = 0;
  /** Whether D1's watermark was compared with the hub's since waking. */
  #compared = false;
  #failures = 0;
  #retryAt = 0;
  /**
   * The highest watermark that D1 may have without this hub having been restored: the head on waking, or what this
   * object has sent since. The present head would not do: a restored hub soon commits past what it has lost.
   */
  #known: number;
  /** D1's watermark as far as the hub knows: a cache of meta. */
  projected: number;

  /** `cutOff` closes every socket. */
  constructor(store: Store, journal: Journal, committer: Committer, projection: Projection, cutOff: () => void) {
    this.#store = store;
    this.#journal = journal;
    this.#committer = committer;
    this.#projection = projection;
    this.#cutOff = cutOff;
    this.#known = journal.head;
    this.projected = Number(store.meta("projected") ?? 0);
  }

  isBehind(): boolean {
    return this.projected < this.#journal.head;
  }

  /** When to try next, Unix milliseconds; null when D1 has everything. */
  nextDue(now: number): number | null {
    return this.isBehind() ? Math.max(this.#retryAt, now + timing.projectionDelayMs) : null;
  }

  /** Resolves when D1 has everything or has failed; one at a time, and one that hangs is given up. */
  run(): Promise<void> {
    const now = Date.now();
    if (this.#running !== null && now - this.#startedAt < timing.drainLimitMs) return this.#running;
    this.#startedAt = now;
    const run: Promise<void> = this.#catchUp().then(
      () => this.#ended(run, null),
      (error: unknown) => this.#ended(run, error),
    );
    this.#running = run;
    return run;
  }

  #ended(run: Promise<void>, error: unknown): void {
    if (this.#running === run) this.#running = null;
    if (error === null) {
      this.#failures = 0;
      this.#retryAt = 0;
      return;
    }
    this.#failures += 1;
    this.#compared = false;
    this.#retryAt =
      Date.now() +
      Math.max(timing.projectionDelayMs, backoffMs(this.#failures, retryBaseMs, retryMaxMs, Math.random()));
    console.warn(JSON.stringify({ at: "hub.projector", failures: this.#failures, error: errorText(error) }));
  }

  async #catchUp(): Promise<void> {
    const orgId = this.#store.meta("org");
    if (orgId === null || (this.#compared && !this.isBehind())) return;
    if (!this.#compared) await this.#compare(orgId);
    while (this.isBehind()) {
      const entries = this.#journal.slice(this.projected, entriesPerBatch);
      if (entries.length === 0) return this.#advance(this.#journal.head);
      await this.#project(orgId, entries);
    }
  }

  /** D1 knows best what D1 has: it may have been restored, and so may the hub. */
  async #compare(orgId: string): Promise<void> {
    const watermark = await this.#projection.watermark(orgId);
    if (watermark > this.#known) await this.#startNextEpoch(orgId, watermark);
    else if (watermark !== this.projected) this.#advance(watermark);
    this.#compared = true;
  }

  async #project(orgId: string, entries: readonly { seq: number; keys: RecordKey[] }[]): Promise<void> {
    const { rows, upTo } = this.#collect(entries);
    this.#known = Math.max(this.#known, upTo);
    try {
      await this.#projection.write(orgId, rows, upTo);
    } catch (error) {
      // Is it D1 that is down, or one row that D1 refuses? Only in the latter case go on without it.
      await this.#projection.watermark(orgId);
      if (entries.length > 1) return this.#project(orgId, entries.slice(0, Math.ceil(entries.length / 2)));
      const refused = await this.#oneByOne(orgId, rows);
      // Only when D1 takes the watermark is it the rows that it refuses, and not everything.
      await this.#projection.write(orgId, [], upTo);
      for (const row of refused) this.#setAside(row, error);
    }
    this.#advance(upTo);
  }

  /** Writes rows one by one and returns those that D1 does not take. */
  async #oneByOne(orgId: string, rows: readonly ProjectedRow[]): Promise<ProjectedRow[]> {
    const refused: ProjectedRow[] = [];
    for (const row of rows) {
      try {
        await this.#projection.write(orgId, [row], null);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        refused.push(row);
      }
    }
    return refused;
  }

  /** A poisoned row is named in an alert and left behind: it must not hold up everything after it. */
  #setAside(row: ProjectedRow, cause: unknown): void {
    const { kind, id, seq } = JSON.parse(row.json) as ParleyRecord;
    const poisoned = { kind, id, seq, error: String(cause) };
    this.#store.setMeta("poisoned", JSON.stringify(poisoned));
    console.error(JSON.stringify({ at: "hub.projector", poisoned }));
  }

  /** The latest record of each key that these entries touched, until the batch is full. */
  #collect(entries: readonly { seq: number; keys: RecordKey[] }[]): { rows: ProjectedRow[]; upTo: number } {
    const rows = new Map<string, ProjectedRow>();
    let bytes = 0;
    let upTo = this.projected;
    for (const { seq, keys } of entries) {
      if (rows.size > 0 && (rows.size + keys.length > limits.projectionRows || bytes > limits.projectionBytes)) break;
      for (const key of keys) {
        const name = key.join("\n");
        const found = rows.has(name) ? null : this.#store.loadOne(key);
        if (found === null) continue;
        const sealed = key[0] === "channel" ? this.#sealed(key[1]) : null;
        rows.set(name, { kind: key[0], json: found.json, raw: found.raw, sealedSecrets: sealed });
        bytes += found.json.length + (found.raw?.length ?? 0);
      }
      upTo = seq;
    }
    return { rows: [...rows.values()], upTo };
  }

  #sealed(channelId: string): string | null {
    return (
      this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", channelId)[0]?.sealed ?? null
    );
  }

  #advance(watermark: number): void {
    this.projected = watermark;
    this.#store.setMeta("projected", String(watermark));
  }

  /**
   * D1 is ahead: this hub was restored to an earlier time. The next epoch makes every cursor notice; what D1
   * has and the hub lacks is read back, and what the hub decided meanwhile is stamped anew, above all of it.
   */
  async #startNextEpoch(orgId: string, watermark: number): Promise<void> {
    const since = this.projected;
    const missing: ParleyRecord[] = [];
    for (
      let page: ParleyRecord[] | null = null;
      page === null || page.length === limits.projectionRows;
      missing.push(...page)
    ) {
      page = await this.#projection.readAbove(orgId, since, limits.projectionRows, missing.length);
    }
    const latest = new Map(missing.map((record) => [nameOf(record), record]));
    for (const json of this.#store.load(this.#journal.touchedSince(since, Number.MAX_SAFE_INTEGER) ?? [])) {
      const own = JSON.parse(json) as ParleyRecord;
      // A lock's row is more than its record, and every client starts anew and is told of it anyway.
      if (own.kind === "lock") continue;
      if ((latest.get(nameOf(own))?.seq ?? 0) <= own.seq) latest.set(nameOf(own), own);
    }
    // Who is connected must not move on into the new epoch: they come back with their cursor and get a reset.
    this.#cutOff();
    this.#committer.commit((turn) => {
      this.#journal.startEpoch(Math.max(epochOf(watermark), this.#journal.epoch) + 1);
      this.#advance(this.#journal.head);
      for (const record of latest.values()) {
        turn.write({ actor: "hub", cause: null, events: [], records: [this.#placed(record, turn.nextSeq())] });
      }
      // What was counted while this hub had forgotten is wrong.
      turn.write({ actor: "hub", cause: null, events: [], records: recounted(this.#store) });
    });
    console.warn(JSON.stringify({ at: "hub.projector", epoch: this.#journal.epoch, readBack: missing.length }));
  }

  /** Two messages may claim one place when the restored hub gave it away again: the one read back moves to the end. */
  #placed(record: ParleyRecord, seq: number): ParleyRecord {
    if (record.kind !== "message" || this.#store.message(record.id) !== null) return record;
    const placed = this.#store.messageAt(record.position) !== null ? { ...record, position: seq } : record;
    // Its way out was forgotten with the rest, and nobody can tell how far it had come (I9).
    return placed.status === "queued" ? { ...placed, status: "unconfirmed", error: forgotten } : placed;
  }
}

const forgotten: DeliveryError = {
  code: "restored",
  message: "The organisation was restored while this message was on its way.",
  advice: "It may have arrived. Ask the customer, or send it again if you are sure it did not.",
};

/**
 * Whether SQLite itself said no: D1 then ends the message with its code ("… constraint failed: SQLITE_CONSTRAINT").
 * Everything else (a lost connection, an overload, a reset) may pass, and a row left behind for it would be
 * missing in D1 for ever.
 */
function isRefusal(error: unknown): boolean {
  return /SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG)/.test(String(error));
}

function nameOf(record: ParleyRecord): string {
  return `${record.kind}\n${record.id}`;
}
