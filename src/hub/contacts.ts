import { decideContact } from "../core/contact.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import type { Committer } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { Executor, TextAnswer } from "./execute.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";

/** What a team notes of its customers. */
export class Contacts {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #committer: Committer;

  constructor(store: Store, executor: Executor, committer: Committer) {
    this.#store = store;
    this.#executor = executor;
    this.#committer = committer;
  }

  /** The same `id` again gives the same answer. */
  update(actor: Actor, id: string, contactId: string, change: ContactChange): TextAnswer {
    const asker = this.#executor.asker(actor);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.#executor.answerTo(actor, id);
    if (earlier !== null) return earlier;
    return this.#committer.commit((turn): TextAnswer => {
      const state = { contact: this.#store.contact(contactId), labels: this.#store.all("label") };
      const decision = decideContact(state, change, asker, turn.now);
      if (!decision.ok) return decision;
      const { contact, events } = decision;
      if (events.length === 0) return { ok: true, seq: contact.seq, text: JSON.stringify(contact) };
      const { seq, answer: text } = turn.write({
        actor: actorKey(actor),
        cause: id,
        events,
        records: [contact],
        answer: contact,
      });
      return { ok: true, seq, text };
    });
  }
}
