import { decideCatalog } from "../core/catalog.ts";
import { contactUpdated } from "../core/contact.ts";
import type { CatalogState } from "../core/catalog-rules.ts";
import type { DomainEvent } from "../core/domain-events.ts";
import { emptyState } from "../core/state.ts";
import type { CatalogEdit, CatalogRecord } from "../protocol/catalog.ts";
import type { Contact, Conversation } from "../protocol/records.ts";
import type { Access } from "./access.ts";
import type { Assigner } from "./assigner.ts";
import type { Committer, Turn } from "./commit.ts";
import { actorKey } from "./execute.ts";
import type { TextAnswer } from "./answer.ts";
import type { Executor } from "./execute.ts";
import { fold } from "./fold.ts";
import type { Actor } from "./rpc.ts";
import type { Store } from "./store.ts";

/** What the team sets up for its work: labels, teams, canned responses, macros and saved views. */
export class Catalog {
  readonly #store: Store;
  readonly #executor: Executor;
  readonly #committer: Committer;
  readonly #assigner: Assigner;
  readonly #access: Access;

  constructor(store: Store, executor: Executor, committer: Committer, assigner: Assigner, access: Access) {
    this.#store = store;
    this.#executor = executor;
    this.#committer = committer;
    this.#assigner = assigner;
    this.#access = access;
  }

  /** The same `id` again gives the same answer; a deletion answers with the tombstone. */
  edit(actor: Actor, id: string, edit: CatalogEdit): TextAnswer {
    const asker = this.#executor.asker(actor);
    if (asker === null) return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const earlier = this.#executor.earlier(actor, id);
    if (earlier !== null) return earlier;
    return this.#committer.commit((turn): TextAnswer => {
      const decision = decideCatalog(this.#state(), edit, asker, { id: crypto.randomUUID() });
      if (!decision.ok) return decision;
      const { record, event } = decision;
      if (event === null) return { ok: true, seq: record.seq, text: JSON.stringify(record) };
      const before = record.kind === "team" ? this.#store.small("team", record.id) : null;
      const written = turn.write({
        actor: actorKey(actor),
        cause: id,
        events: [event],
        records: [record],
        answer: record,
      });
      if (record.kind === "team" && before !== null) this.#assigner.teamEdited(before, record);
      if (record.kind === "team") this.#access.update(turn);
      if (record.deleted) this.#release(turn, actor, asker.id, record);
      return { ok: true, seq: written.seq, text: written.answer };
    });
  }

  #state(): CatalogState {
    return {
      label: this.#store.all("label"),
      team: this.#store.all("team"),
      cannedResponse: this.#store.all("cannedResponse"),
      macro: this.#store.all("macro"),
      view: this.#store.all("view"),
      agents: this.#store.all("agent"),
    };
  }

  /** What was deleted is taken off all that have it. */
  #release(turn: Turn, actor: Actor, agentId: string, { kind, id }: CatalogRecord): void {
    switch (kind) {
      case "label":
        for (const conversation of this.#conversations(
          "? IN (SELECT value FROM json_each(conversation.json, '$.labels'))",
          id,
        )) {
          const labels = conversation.labels.filter((label) => label !== id);
          const event = { event: "conversation:labeled", agentId, labels, added: [], removed: [id] } as const;
          this.#write(turn, actor, conversation, event);
        }
        for (const contact of this.#contacts(id)) {
          const unlabeled = { ...contact, labels: contact.labels.filter((label) => label !== id) };
          const events = [contactUpdated(unlabeled)];
          turn.write({ actor: actorKey(actor), cause: null, events, records: [unlabeled] });
        }
        return;
      case "team":
        for (const conversation of this.#conversations("json ->> '$.teamId' = ?", id)) {
          const { assigneeId } = conversation;
          this.#write(turn, actor, conversation, {
            event: "conversation:assigned",
            agentId,
            assigneeId,
            previousAssigneeId: assigneeId,
            teamId: null,
            previousTeamId: id,
          });
        }
        for (const channel of this.#store.channels()) {
          if (channel.teamId !== id) continue;
          const payload = {
            channelId: channel.id,
            channel: channel.channel,
            state: channel.state,
            reason: channel.stateReason,
          };
          turn.write({
            actor: actorKey(actor),
            cause: null,
            events: [{ event: "channel:updated", payload }],
            records: [{ ...channel, teamId: null }],
          });
        }
        return;
      // Nothing holds these.
      case "cannedResponse":
      case "macro":
      case "view":
    }
  }

  #conversations(condition: string, id: string): Conversation[] {
    return this.#store
      .rows<{ json: string }>(`SELECT json FROM conversation WHERE ${condition}`, id)
      .map(({ json }) => JSON.parse(json) as Conversation);
  }

  #contacts(label: string): Contact[] {
    const statement = "SELECT json FROM contact WHERE ? IN (SELECT value FROM json_each(contact.json, '$.labels'))";
    return this.#store.rows<{ json: string }>(statement, label).map(({ json }) => JSON.parse(json) as Contact);
  }

  #write(turn: Turn, actor: Actor, conversation: Conversation, event: DomainEvent): void {
    const { shared } = fold({ ...emptyState, conversation }, [event]);
    turn.write({ actor: actorKey(actor), cause: null, ...shared });
  }
}
