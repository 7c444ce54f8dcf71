import { limits } from "../protocol/limits.ts";
import { emptyState } from "../core/state.ts";
import type { Assigner } from "./assigner.ts";
import type { Committer } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Store } from "./store.ts";

/**
 * Wakes snoozed conversations (I12). A timer's row outlives a conversation that reopened before: when it is due,
 * the conversation itself says whether it still sleeps, so that nothing else has to know of timers.
 */
export class Snoozes {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #assigner: Assigner;

  constructor(store: Store, committer: Committer, assigner: Assigner) {
    this.#store = store;
    this.#committer = committer;
    this.#assigner = assigner;
  }

  sweep(now: number): void {
    const due = this.#store.rows<{ id: string }>(
      "SELECT id FROM timer WHERE due <= ? ORDER BY due LIMIT ?",
      now,
      limits.sweptAtOnce,
    );
    if (due.length === 0) return;
    this.#committer.commit((turn) => {
      for (const { id } of due) {
        this.#store.run("DELETE FROM timer WHERE id = ?", id);
        const conversation = this.#store.conversation(id);
        if (conversation?.status !== "snoozed") continue;
        const { state, shared } = fold({ ...emptyState, conversation }, [
          { event: "conversation:reopened", agentId: null },
        ]);
        turn.write({ actor: "hub", cause: null, ...shared });
        if (state.conversation !== null) this.#assigner.settle(turn, conversation, state.conversation);
      }
    });
  }

  /** When the next one wakes, Unix milliseconds: at once, where more were due than one turn takes. */
  nextDue(): number | null {
    return this.#store.rows<{ due: number | null }>("SELECT min(due) AS due FROM timer")[0]?.due ?? null;
  }
}
