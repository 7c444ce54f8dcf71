import type { ResumeTicket } from "../protocol/frames.ts";
import { limits } from "../protocol/limits.ts";
import type { ServerSignal } from "../protocol/signals.ts";
import { timing } from "../protocol/timing.ts";
import type { About } from "./access.ts";

/** One committed change, as the frames of its turn need it. The JSON was written once, for disk and wire. */
export interface CommittedChange {
  readonly seq: number;
  /** The client-made command id; null for facts. */
  readonly cause: string | null;
  /** Inner text of a JSON array. */
  readonly events: string;
  readonly records: readonly string[];
  /** The agent to whose sessions alone it goes; null for everybody's. */
  readonly owner: string | null;
  /** The conversation that it is about; null when it is about none, or nobody's sight is limited. */
  readonly about: About | null;
}

/**
 * The `changes` frames of one turn for a reader: whole changes in order, cut at `limits.frameBytes`. The
 * frame names the command that caused it, also when lines and words to others follow from it; facts have no cause.
 */
export function changesFrames(changes: readonly CommittedChange[], agentId: string | null): string[] {
  const frames: string[] = [];
  let batch: CommittedChange[] = [];
  let size = 0;
  for (const change of changes) {
    if (change.owner !== null && change.owner !== agentId) continue;
    const length = change.events.length + change.records.reduce((sum, record) => sum + record.length, 0);
    if (batch.length > 0 && size + length > limits.frameBytes) {
      frames.push(changesFrame(batch));
      batch = [];
      size = 0;
    }
    batch.push(change);
    size += length;
  }
  if (batch.length > 0) frames.push(changesFrame(batch));
  return frames;
}

function changesFrame(batch: readonly CommittedChange[]): string {
  const last = batch[batch.length - 1];
  const cause = JSON.stringify(batch.find((change) => change.cause !== null)?.cause ?? null);
  const events = batch.map((change) => change.events).filter((text) => text !== "");
  return `{"type":"changes","seq":${last?.seq ?? 0},"cause":${cause},"events":[${events.join(",")}],"records":[${latest(batch).join(",")}]}`;
}

/** Of several copies of one record in a frame the last is the truth, and the others are only weight. */
function latest(batch: readonly CommittedChange[]): readonly string[] {
  if (batch.length === 1) return batch[0]?.records ?? [];
  const byName = new Map<string, string>();
  for (const { records } of batch) {
    for (const record of records) {
      const name = nameOf(record);
      byName.delete(name);
      byName.set(name, record);
    }
  }
  return [...byName.values()];
}

/** Every record's JSON begins with its kind and id (see `stamp` in commit.ts), so its name is a prefix. */
function nameOf(json: string): string {
  return json.slice(0, json.indexOf(',"seq":'));
}

export interface WelcomeParts {
  readonly seq: number;
  readonly projected: number;
  readonly reset: boolean;
  readonly records: readonly string[];
  readonly results: readonly string[];
  readonly signals: readonly ServerSignal[];
  readonly resume: ResumeTicket;
  /** ISO 8601 UTC. */
  readonly serverTime: string;
}

/** A welcome in frames of at most `limits.frameBytes`; all but the last say `more`. */
export function welcomeFrames(parts: WelcomeParts): string[] {
  const { heartbeatMs, lockTtlMs, typingTtlMs } = timing;
  const head = `"type":"welcome","seq":${parts.seq},"projected":${parts.projected},"reset":${parts.reset}`;
  const clocks = `"timing":${JSON.stringify({ heartbeatMs, lockTtlMs, typingTtlMs, serverTime: parts.serverTime })}`;
  const resume = `"resume":${JSON.stringify(parts.resume)}`;
  const pages = paged(parts.records);
  return pages.map((records, index) => {
    const isLast = index === pages.length - 1;
    const results = isLast ? parts.results.join(",") : "";
    const signals = JSON.stringify(isLast ? parts.signals : []);
    return `{${head},"records":[${records.join(",")}],"results":[${results}],"signals":${signals},${clocks},${isLast ? resume : '"more":true'}}`;
  });
}

function paged(records: readonly string[]): string[][] {
  const pages: string[][] = [[]];
  let size = 0;
  for (const record of records) {
    if (size > 0 && size + record.length > limits.frameBytes) {
      pages.push([]);
      size = 0;
    }
    pages[pages.length - 1]?.push(record);
    size += record.length;
  }
  return pages;
}
