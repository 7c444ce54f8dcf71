import { decideContact } from "../core/contact.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import { othersCustomer } from "./access.ts";
import type { Access } from "./access.ts";
import type { Committer } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import { membersOf } from "./identities.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";

/** What a team notes of its customers. */
export class Contacts {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #committer: Committer;
  readonly #access: Access;

  constructor(store: Store, executor: Executor, committer: Committer, access: Access) {
    this.#store = store;
    this.#executor = executor;
    this.#committer = committer;
    this.#access = access;
  }

  /** The same `id` again gives the same answer. */
  update(actor: Actor, id: string, contactId: string, change: ContactChange): TextAnswer {
    const asker = this.#executor.asker(actor);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.#executor.earlier(actor, id);
    if (earlier !== null) return earlier;
    return this.#committer.commit((turn): TextAnswer => {
      const contact = this.#store.contact(contactId);
      if (contact !== null && this.#access.hidesContact(asker, contact)) return othersCustomer;
      const members = contact === null ? [] : membersOf(this.#store, contact);
      const state = { contact, members, labels: this.#store.all("label") };
      const decision = decideContact(state, change, asker, turn.now);
      if (!decision.ok) return decision;
      const { contact: after, events } = decision;
      if (events.length === 0) return { ok: true, seq: after.seq, text: JSON.stringify(after) };
      const { seq, answer: text } = turn.write({
        actor: actorKey(actor),
        cause: id,
        events,
        records: [after, ...decision.members],
        answer: after,
      });
      return { ok: true, seq, text };
    });
  }
}
