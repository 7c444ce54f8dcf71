import { merge, unmerge } from "../core/merge.ts";
import type { MergeDecision, MergeState } from "../core/merge.ts";
import type { Asker } from "../core/state.ts";
import type { ContactCommand } from "../protocol/commands.ts";
import type { Contact } from "../protocol/records.ts";
import type { Access } from "./access.ts";
import type { Turn } from "./commit.ts";
import type { TextAnswer } from "./answer.ts";
import { conversationsOf, membersOf } from "./identities.ts";
import type { Store } from "./store.ts";

/** Makes one contact of two, and two of one again. */
export class Merges {
  readonly #store: Store;
  readonly #access: Access;

  constructor(store: Store, access: Access) {
    this.#store = store;
    this.#access = access;
  }

  /** Inside a commit. `actor` is its key. */
  run(turn: Turn, actor: string, id: string, command: ContactCommand, asker: Asker): TextAnswer {
    const decision = this.#decide(command, asker, turn.now);
    if (!decision.ok) return decision;
    const { contacts, conversations, events } = decision;
    const [answer] = contacts;
    if (events.length === 0) return { ok: true, seq: answer?.seq ?? 0, text: JSON.stringify(answer ?? null) };
    const written = turn.write({ actor, cause: id, events, records: contacts, answer });
    // One change each: who sees a change is judged by the conversation that it is about.
    for (const conversation of conversations) turn.write({ actor, cause: null, events: [], records: [conversation] });
    return { ok: true, seq: written.seq, text: written.answer };
  }

  #decide(command: ContactCommand, asker: Asker, now: string): MergeDecision {
    const contact = this.#store.contact(command.payload.contactId);
    switch (command.command) {
      case "contact:merge":
        return merge(this.#state(contact, this.#store.contact(command.payload.with), asker), asker, now);
      case "contact:unmerge": {
        const survivor = contact?.mergedInto === undefined ? null : this.#store.contact(contact.mergedInto);
        return unmerge(this.#state(survivor, contact, asker), asker);
      }
    }
  }

  #state(survivor: Contact | null, other: Contact | null, asker: Asker): MergeState {
    const both = [survivor, other].filter((one) => one !== null);
    const members = new Map(both.flatMap((one) => membersOf(this.#store, one)).map((one) => [one.id, one]));
    const conversations = conversationsOf(this.#store, new Set([...both.map(({ id }) => id), ...members.keys()]));
    return {
      survivor,
      other,
      members: [...members.values()],
      conversations,
      isPartHidden: conversations.some((one) => this.#access.hides(asker, one)),
    };
  }
}
