import type { Effect } from "../core/domain-events.ts";
import type { Activity } from "../protocol/activity.ts";
import type { ParleyEvent } from "../protocol/events.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation, ParleyRecord } from "../protocol/records.ts";
import type { Access } from "./access.ts";
import { counted } from "./counts.ts";
import { followUps } from "./follow-ups.ts";
import type { CommittedChange } from "./frames.ts";
import type { IngestCounts } from "./ingest-counts.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import type { Outbox } from "./outbox.ts";
import type { Pushes } from "./pushes.ts";
import { ownerOf } from "./record-key.ts";
import type { RecordKey } from "./record-key.ts";
import type { RowExtras, Store } from "./store.ts";

/** A change to be written: what happened and what is now true, still without `seq`. */
export interface Change {
  /** `agent:<id>`, `apiKey:<id>`, `provider` or `hub`. */
  readonly actor: string;
  /** Command id, when a command caused it. */
  readonly cause: string | null;
  readonly events: readonly ParleyEvent[];
  readonly records: readonly ParleyRecord[];
  readonly effects?: readonly Effect[];
  readonly extras?: RowExtras;
  /** By how much it moves the org's counts, whose records it then carries too. */
  readonly tally?: ReadonlyMap<string, number>;
  /** Lines of the thread and words to single agents: changes of their own, which follow this one. */
  readonly activities?: { readonly conversation: Conversation; readonly lines: readonly Activity[] };
  readonly mentions?: readonly Mention[];
  /** The command's answer, to be remembered: one of `records`, or another value. */
  readonly answer?: unknown;
}

/** What code inside a commit may do. */
export interface Turn {
  /** ISO 8601, one for the whole turn. */
  readonly now: string;
  /** The `seq` that the next change will take. */
  nextSeq(): number;
  write(change: Change): { seq: number; answer: string };
  /** Runs `work` so that a throw in it undoes its writes alone (I13: a bad fact hurts no other). */
  isolated<T>(work: () => T): T;
}

/**
 * The only writer of the org's state. One commit is one SQLite transaction and one broadcast, all
 * synchronous: nothing can come between reading and writing (of 50 commands that awaited there, 49 were
 * lost), and frames leave after the transaction, because one sent inside a transaction that then throws
 * is delivered although its row is gone. The platform's output gate holds them until the disk has the rows (I3).
 */
export class Committer {
  readonly #storage: DurableObjectStorage;
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #outbox: Outbox;
  readonly #counts: IngestCounts;
  readonly #access: Access;
  readonly #pushes: Pushes;
  readonly #broadcast: (changes: readonly CommittedChange[]) => void;
  #written: CommittedChange[] = [];
  #entries: JournalEntry[] = [];
  #changes: Change[] = [];

  constructor(
    storage: DurableObjectStorage,
    store: Store,
    journal: Journal,
    outbox: Outbox,
    counts: IngestCounts,
    access: Access,
    pushes: Pushes,
    broadcast: (changes: readonly CommittedChange[]) => void,
  ) {
    this.#storage = storage;
    this.#store = store;
    this.#journal = journal;
    this.#outbox = outbox;
    this.#counts = counts;
    this.#access = access;
    this.#pushes = pushes;
    this.#broadcast = broadcast;
  }

  commit<T>(work: (turn: Turn) => T): T {
    const turn: Turn = {
      now: new Date().toISOString(),
      nextSeq: () => this.#journal.head + 1,
      write: (change) => this.#write(change, turn.now),
      isolated: (inner) => this.#undoable(inner),
    };
    this.#written = [];
    this.#entries = [];
    this.#changes = [];
    const result = this.#undoable(() => {
      const answer = work(turn);
      this.#pushes.hear(this.#changes, Date.parse(turn.now));
      this.#close();
      return answer;
    });
    const written = this.#written;
    this.#written = [];
    if (written.length > 0) this.#broadcast(written);
    return result;
  }

  /** The journal's rows come last: the outcomes that the turn counted ride in the last of them. */
  #close(): void {
    const last = this.#entries.length - 1;
    this.#entries.forEach((entry, index) => this.#journal.append(entry, index === last ? this.#counts.text() : null));
    if (last < 0) this.#counts.keep();
  }

  /** A transaction, or a savepoint inside one; caches go back together with the rows. */
  #undoable<T>(work: () => T): T {
    const written = this.#written.length;
    const counts = this.#counts.save();
    const { head } = this.#journal;
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#written.length = written;
      this.#entries.length = written;
      this.#changes.length = written;
      this.#counts.restore(counts);
      this.#journal.head = head;
      this.#access.forget();
      this.#pushes.forget();
      throw error;
    }
  }

  #write(change: Change, now: string): { seq: number; answer: string } {
    const seq = this.#journal.next();
    const about = this.#access.about(change.records);
    const keys: RecordKey[] = [];
    const records: string[] = [];
    let answer = change.answer === undefined ? "null" : null;
    for (const record of [...change.records, ...counted(this.#store, change.tally)]) {
      const json = JSON.stringify(stamp(record, seq));
      this.#store.put(record, json, change.extras ?? {});
      const owner = ownerOf(record);
      keys.push(owner === null ? [record.kind, record.id] : [record.kind, record.id, owner]);
      records.push(json);
      if (record === change.answer) answer = json;
    }
    for (const effect of change.effects ?? [])
      if (effect.effect === "send") this.#outbox.enqueue(effect.messageId, now, effect.hold);
    const events = change.events.map((event) => JSON.stringify(event)).join(",");
    const cause = change.cause === null ? null : causeKey(change.actor, change.cause);
    const text = answer ?? JSON.stringify(change.answer);
    const result = change.cause === null ? null : text;
    this.#entries.push({
      seq,
      at: now,
      actor: change.actor,
      cause,
      touched: JSON.stringify(keys),
      events: `[${events}]`,
      result,
    });
    this.#changes.push(change);
    this.#written.push({
      seq,
      cause: change.cause,
      events,
      records,
      owner: change.records[0] === undefined ? null : ownerOf(change.records[0]),
      about,
    });
    for (const follows of followUps(change, this.#store)) {
      this.#write(follows({ now, seq: this.#journal.head + 1 }), now);
    }
    return { seq, answer: text };
  }
}

/** Commands of different askers may carry the same id and are not the same command. */
export function causeKey(actor: string, commandId: string): string {
  return `${actor}|${commandId}`;
}

/** The record with its `seq`, kind and id first: frames find a record's name by that prefix. */
function stamp(record: ParleyRecord, seq: number): ParleyRecord {
  const { kind, id, seq: _, ...fields } = record;
  return { kind, id, seq, ...fields } as ParleyRecord;
}
