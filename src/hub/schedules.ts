import { limits } from "../protocol/limits.ts";
import { depart } from "../core/depart.ts";
import { templateOf } from "../core/departure.ts";
import { emptyState } from "../core/state.ts";
import type { Committer } from "./commit.ts";
import type { Sources } from "./execute.ts";
import { fold } from "./fold.ts";
import type { Store } from "./store.ts";

/** Sends scheduled messages when their time has come (D8, I12). Each is judged anew: what was right may be so no more. */
export class Schedules {
  readonly #store: Store;
  readonly #committer: Committer;
  readonly #template: Sources["template"];

  constructor(store: Store, committer: Committer, template: Sources["template"]) {
    this.#store = store;
    this.#committer = committer;
    this.#template = template;
  }

  sweep(now: number): void {
    const due = this.#store.rows<{ message: string }>(
      "SELECT message FROM schedule WHERE due <= ? ORDER BY due, message LIMIT ?",
      now,
      limits.sweptAtOnce,
    );
    if (due.length === 0) return;
    this.#committer.commit((turn) => {
      for (const { message: id } of due) {
        this.#store.run("DELETE FROM schedule WHERE message = ?", id);
        const message = this.#store.message(id);
        const conversation = message && this.#store.conversation(message.conversationId);
        if (message?.status !== "scheduled" || conversation === null) continue;
        const used = templateOf(message);
        const state = {
          ...emptyState,
          conversation,
          contact: this.#store.contact(conversation.contactId),
        };
        const template = used && this.#template(message.channelId, used.name, used.language);
        const given = { contact: state.contact, template };
        const { events, effects } = depart(given, conversation, message, { now: turn.now, seq: turn.nextSeq() });
        turn.write({ actor: "hub", cause: null, ...fold(state, events).shared, effects });
      }
    });
  }

  /** When the next one leaves, Unix milliseconds: at once, where more were due than one turn takes. */
  nextDue(): number | null {
    return this.#store.rows<{ due: number | null }>("SELECT min(due) AS due FROM schedule")[0]?.due ?? null;
  }
}
