import { limits } from "../protocol/limits.ts";
import type { ResumeTicket } from "../protocol/frames.ts";
import type { ServerSignal } from "../protocol/signals.ts";
import type { Agent, ParleyRecord } from "../protocol/records.ts";
import type { Access } from "./access.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import { welcomeFrames } from "./frames.ts";
import type { Journal } from "./journal.ts";
import type { RecordKey } from "./record-key.ts";
import type { Store } from "./store.ts";

/** What changed after a cursor, for one agent. */
export interface CatchUp {
  readonly seq: number;
  readonly reset: boolean;
  readonly records: readonly string[];
}

/**
 * Answers `hello` in one synchronous turn, so that nothing can fall between snapshot and subscription. A
 * welcome always carries everything above D1's watermark and all small kinds: pages read from D1 with
 * `minSeq` = `projected` then complete the picture (I7).
 */
export class Handshake {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #executor: Executor;
  readonly #access: Access;
  readonly #projected: () => number;

  constructor(store: Store, journal: Journal, executor: Executor, access: Access, projected: () => number) {
    this.#store = store;
    this.#journal = journal;
    this.#executor = executor;
    this.#access = access;
    this.#projected = projected;
  }

  welcome(
    agent: Agent,
    cursor: number,
    pending: readonly string[],
    signals: readonly ServerSignal[],
    resume: ResumeTicket,
  ): string[] {
    const { seq, reset, records } = this.catchUp(agent, cursor);
    const results = pending.flatMap((id) => {
      const answer = this.#executor.answerTo({ type: "agent", agentId: agent.id }, id);
      return answer === null ? [] : [resultFrame(id, answer)];
    });
    const serverTime = new Date().toISOString();
    return welcomeFrames({ seq, projected: this.#projected(), reset, records, results, signals, resume, serverTime });
  }

  /** `agent` null is a program with an API key, which has no private records. */
  catchUp(agent: Agent | null, cursor: number): CatchUp {
    const { head, floor } = this.#journal;
    const projected = this.#projected();
    const isGone = cursor === 0 || cursor < floor || cursor > head || (agent !== null && cursor < agent.accessSeq);
    const after = Math.min(cursor, projected);
    const touched = isGone ? null : this.#journal.touchedSince(after, limits.welcomeRecords);
    const since = touched === null ? null : this.#records(agent, touched, false);
    // What D1 does not have yet has to be sent in any case.
    const isTooLarge = since !== null && after < projected && sizeOf(since) > limits.welcomeBytes;
    const records =
      since === null || isTooLarge
        ? this.#records(agent, this.#journal.touchedSince(projected, Number.MAX_SAFE_INTEGER) ?? [], true)
        : since;
    return {
      seq: head,
      reset: since === null || isTooLarge,
      records: agent === null ? records : this.#access.filter(agent.id, records),
    };
  }

  /**
   * Those with these keys, and what has no other way to a client: small kinds, live locks, and for one that starts anew
   * the drafts, which D1 does not have.
   */
  #records(agent: Agent | null, keys: readonly RecordKey[], startsAnew: boolean): string[] {
    const small = [
      ...this.#store.smallRecords(agent?.id ?? null),
      ...this.#store.locks.records(),
      ...(startsAnew && agent ? this.#store.drafts(agent.id) : []),
    ];
    const names = new Set(small.map(({ key }) => key.join("\n")));
    const others = keys.filter((key) => !names.has(key.join("\n")) && isVisibleTo(key, agent));
    return [...this.#store.load(others), ...small.map(({ json }) => json)];
  }
}

function sizeOf(records: readonly string[]): number {
  return records.reduce((sum, record) => sum + record.length, 0);
}

function isVisibleTo([, , owner]: RecordKey, agent: Agent | null): boolean {
  return owner === undefined || owner === agent?.id;
}

export function resultFrame(id: string, answer: TextAnswer): string {
  if (answer.ok)
    return `{"type":"result","id":${JSON.stringify(id)},"ok":true,"seq":${answer.seq},"value":${answer.text}}`;
  const { code, message, details } = answer;
  return JSON.stringify({ type: "result", id, ok: false, code, message, ...(details ? { details } : {}) });
}

export function parseRecords(texts: readonly string[]): ParleyRecord[] {
  return texts.map((text) => JSON.parse(text) as ParleyRecord);
}
