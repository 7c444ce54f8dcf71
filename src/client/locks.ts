import type { CommandName, CommandPayload } from "../protocol/commands.ts";
import type { ParleyRecord } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Scheduler, SentCommand } from "./inbox.ts";
import type { RecordStore } from "./record-store.ts";

/** Without a word for this long, whoever sits there is not writing, and others need not wait. */
const idleMs = 120_000;

export interface LocksDeps {
  readonly store: RecordStore;
  readonly scheduler: Scheduler;
  readonly me: () => string | null;
  readonly isLive: () => boolean;
  readonly cursor: () => number;
  readonly ask: <N extends CommandName>(command: N, payload: CommandPayload<N>) => SentCommand<N>;
  readonly changed: () => void;
}

/**
 * Holds the locks that this tab writes under. Pings keep them alive, so all there is to do is to take them,
 * to let go, and to notice when someone else has them. A question that waited for a connection would be
 * pointless: after each welcome it is asked anew, if it is still wanted.
 */
export class Locks {
  #deps: LocksDeps;
  /** Conversation → the timer that lets go. */
  #wanted = new Map<string, unknown>();
  #asked = new Set<string>();
  /** Conversation → the `seq` at which it was held: an answer may come before its change. */
  #held = new Map<string, number>();
  /** Conversation → who took it from this tab. */
  #lost = new Map<string, string>();

  constructor(deps: LocksDeps) {
    this.#deps = deps;
  }

  /** Who took the lock from this tab while it was writing; null when nobody did, or they let go. */
  lostTo(conversationId: string): string | null {
    return this.#lost.get(conversationId) ?? null;
  }

  /** A sign that someone writes here: to be called at each key. */
  acquire(conversationId: string): void {
    this.#want(conversationId);
    this.#try(conversationId);
  }

  release(conversationId: string): void {
    this.#unwant(conversationId);
    const hadIt = this.#held.delete(conversationId);
    if (!this.#deps.isLive()) return;
    // In order behind its `lock:acquire`, so an unanswered one is undone too.
    if (hadIt || this.#asked.has(conversationId)) this.#deps.ask("lock:release", { conversationId });
  }

  /** Takes the lock from its holder, and lets go soon unless something is typed. */
  takeOver(conversationId: string): SentCommand<"lock:takeover"> {
    this.#want(conversationId, timing.lockTtlMs);
    this.#lost.delete(conversationId);
    const sent = this.#deps.ask("lock:takeover", { conversationId });
    void sent.settled.then((answer) => answer.ok && this.#answered(conversationId, answer.seq));
    return sent;
  }

  /** A new connection: what was asked on the last one has no answer any more. */
  welcomed(): void {
    const { store, me, ask } = this.#deps;
    this.#asked.clear();
    this.#look();
    for (const conversationId of this.#wanted.keys()) {
      this.#held.delete(conversationId);
      this.#try(conversationId);
    }
    // Pings of this session keep what it held before a reload. Those of other tabs are not touched by this.
    for (const lock of store.all("lock")) {
      if (lock.agentId === me() && !this.#wanted.has(lock.conversationId)) {
        ask("lock:release", { conversationId: lock.conversationId });
      }
    }
  }

  told(records: readonly ParleyRecord[]): void {
    if (!records.some(({ kind }) => kind === "lock")) return;
    this.#look();
    for (const conversationId of this.#wanted.keys()) this.#try(conversationId);
  }

  stop(): void {
    for (const timer of this.#wanted.values()) this.#deps.scheduler.clearTimeout(timer);
    this.#wanted.clear();
  }

  /** Compares what is believed to be held with what is true. */
  #look(): void {
    const { store, me, cursor, changed } = this.#deps;
    for (const [conversationId, seq] of this.#held) {
      const lock = store.get("lock", conversationId);
      if (cursor() < seq || lock?.agentId === me()) continue;
      this.#held.delete(conversationId);
      if (lock === null) continue;
      // Whoever loses it does not take it back by writing on.
      this.#unwant(conversationId);
      this.#lost.set(conversationId, lock.agentId);
    }
    for (const conversationId of this.#lost.keys()) {
      const lock = store.get("lock", conversationId);
      if (lock === null || lock.agentId === me()) this.#lost.delete(conversationId);
    }
    changed();
  }

  #try(conversationId: string): void {
    const { store, me, isLive, ask } = this.#deps;
    if (!isLive() || this.#asked.has(conversationId) || this.#held.has(conversationId)) return;
    const lock = store.get("lock", conversationId);
    if (lock !== null && lock.agentId !== me()) return;
    this.#asked.add(conversationId);
    void ask("lock:acquire", { conversationId }).settled.then((answer) => {
      this.#asked.delete(conversationId);
      if (answer.ok) this.#answered(conversationId, answer.seq);
    });
  }

  #answered(conversationId: string, seq: number): void {
    if (!this.#wanted.has(conversationId)) return;
    this.#held.set(conversationId, seq);
    this.#look();
  }

  #want(conversationId: string, ms = idleMs): void {
    const { scheduler } = this.#deps;
    scheduler.clearTimeout(this.#wanted.get(conversationId));
    this.#wanted.set(
      conversationId,
      scheduler.setTimeout(() => this.release(conversationId), ms),
    );
  }

  #unwant(conversationId: string): void {
    this.#deps.scheduler.clearTimeout(this.#wanted.get(conversationId));
    this.#wanted.delete(conversationId);
  }
}
