import { refused } from "../core/state.ts";
import type { Asker } from "../core/state.ts";
import { limitOf, sees } from "../core/visibility.ts";
import type { Count } from "../protocol/catalog-records.ts";
import type { Agent, Contact, Conversation, Draft, ParleyRecord } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import type { CommittedChange } from "./frames.ts";
import { conversationsOf } from "./identities.ts";
import type { Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

export const othersCustomer = refused("forbidden", "All that was talked about with this customer is another team's.");

/** Who looks: an agent, or an API key, which may be limited to channels. */
export type Viewer = Pick<Asker, "id" | "channelIds">;

/** Whose conversation a change is about, before and after it. */
export interface About {
  readonly before: Conversation | null;
  readonly after: Conversation;
}

/**
 * Who sees what: agents of a limited role see the conversations of their teams alone (core/visibility.ts). An agent
 * whose limit changes is called back: the next welcome is a reset.
 */
export class Access {
  readonly #store: Store;
  readonly #recall: (agentId: string) => void;
  /** Agents who are limited; null when not looked since waking or since it may have changed. */
  #limited: ReadonlyMap<string, Agent> | null = null;
  /** Those whose limit was changed by this turn: they get nothing more until they are back. */
  readonly #recalled = new Set<string>();

  constructor(store: Store, recall: Sessions["recall"]) {
    this.#store = store;
    this.#recall = recall;
  }

  /** The agent with the limit that teams and settings give: for whoever writes the agent. */
  limit(agent: Agent): Agent {
    const { limitedTo: _, ...rest } = agent;
    const limitedTo = limitOf(agent, this.#store.all("team"), this.#settings());
    return limitedTo === undefined ? rest : { ...rest, limitedTo };
  }

  /** Inside a commit that has changed teams, roles or settings: gives everyone the limit that they have now. */
  update(turn: Turn): void {
    for (const agent of this.#store.all("agent")) {
      const limited = this.limit(agent);
      if (limited.limitedTo?.join() === agent.limitedTo?.join()) continue;
      this.#recalled.add(agent.id);
      const { id: agentId, name, role } = agent;
      turn.write({
        actor: "hub",
        cause: null,
        events: [{ event: "agent:updated", payload: { agentId, name, role } }],
        records: [{ ...limited, accessSeq: turn.nextSeq() }],
      });
    }
    // Last, since each write looks.
    this.#limited = null;
  }

  /** What was remembered may have been rolled back. */
  forget(): void {
    this.#limited = null;
    this.#recalled.clear();
  }

  /** After the commit: whoever's limit has changed comes back with a cursor from before it. */
  settle(): void {
    for (const agentId of this.#recalled) this.#recall(agentId);
    this.#recalled.clear();
  }

  get hasRecalled(): boolean {
    return this.#recalled.size > 0;
  }

  isLimited(agentId: string): boolean {
    return this.#agents().has(agentId);
  }

  /** Whether there is such a conversation, and the agent may see it. */
  shows(agentId: string, conversationId: string): boolean {
    const conversation = this.#store.conversation(conversationId);
    return conversation !== null && !this.hides({ id: agentId }, conversation);
  }

  hides({ id, channelIds }: Viewer, conversation: Conversation): boolean {
    if (channelIds !== undefined) return !channelIds.includes(conversation.channelId);
    const agent = this.#agents().get(id);
    return agent !== undefined && !sees(agent, conversation);
  }

  /** Vi2: whether all that was talked about with a customer is out of somebody's sight. */
  hidesContact(viewer: Viewer, contact: Contact): boolean {
    if (viewer.channelIds === undefined && !this.isLimited(viewer.id)) return false;
    const all = conversationsOf(this.#store, [contact.id, ...(contact.mergedIds ?? [])]);
    return all.length > 0 && all.every((one) => this.hides(viewer, one));
  }

  /** To be asked before the records are written. null also while nobody is limited, so that this costs nothing. */
  about(records: readonly ParleyRecord[]): About | null {
    if (this.#agents().size === 0) return null;
    const id = records.map(conversationOf).find((one) => one !== null) ?? null;
    const before = id === null ? null : this.#store.conversation(id);
    const after = records.find((record): record is Conversation => record.kind === "conversation") ?? before;
    return after === null ? null : { before, after };
  }

  /** A turn's changes as an agent may see them; what leaves the agent's sight leaves a tombstone. */
  seenBy(agentId: string, changes: readonly CommittedChange[]): readonly CommittedChange[] {
    if (this.#recalled.has(agentId)) return [];
    const agent = this.#agents().get(agentId);
    if (agent === undefined) return changes;
    return changes.flatMap((change) => {
      const { about } = change;
      if (about === null) return [withoutOthersCounts(agent, change)];
      if (sees(agent, about.after)) {
        const isNew = about.before !== null && !sees(agent, about.before);
        return [withoutOthersCounts(agent, isNew ? this.#withDrafts(agent, about.after, change) : change)];
      }
      if (about.before === null || !sees(agent, about.before)) return [];
      const gone = JSON.stringify(tombstone({ ...about.after, seq: change.seq }));
      return [{ ...change, cause: null, events: "", records: [gone] }];
    });
  }

  /** What an agent had written in a conversation that comes back into sight. */
  #withDrafts({ id: agentId }: Agent, { id }: Conversation, change: CommittedChange): CommittedChange {
    const drafts = this.#store
      .drafts(agentId)
      .map(({ json }) => json)
      .filter((json) => (JSON.parse(json) as Draft).conversationId === id);
    return { ...change, records: [...change.records, ...drafts] };
  }

  /** Records for a key that is limited to channels: those of their conversations, and what is about none. */
  ofChannels(viewer: Viewer, records: readonly string[]): readonly string[] {
    return records.filter((text) => {
      if (text.startsWith(countStart)) return false;
      const id = conversationOf(JSON.parse(text) as ParleyRecord);
      const conversation = id === null ? null : this.#store.conversation(id);
      return conversation === null || !this.hides(viewer, conversation);
    });
  }

  /** Records of a welcome, each its JSON, as an agent may see them. */
  filter(agentId: string, records: readonly string[]): readonly string[] {
    const agent = this.#agents().get(agentId);
    if (agent === undefined) return records;
    return records.flatMap((text) => {
      if (isOthersCount(agent, text)) return [];
      const record = JSON.parse(text) as ParleyRecord;
      const id = conversationOf(record);
      const conversation = id === null ? null : this.#store.conversation(id);
      if (conversation === null || sees(agent, conversation)) return [text];
      return record.kind === "conversation" ? [JSON.stringify(tombstone(record))] : [];
    });
  }

  #settings() {
    return this.#store.small("settings", "settings");
  }

  #agents(): ReadonlyMap<string, Agent> {
    this.#limited ??= new Map(
      this.#store
        .all("agent")
        .filter(({ limitedTo }) => limitedTo !== undefined)
        .map((agent) => [agent.id, agent]),
    );
    return this.#limited;
  }
}

/** Counts are written by `counted` alone, with their kind first. */
const countStart = '{"kind":"count"';

/** Vi5: of a limited agent's counts those alone that count nothing out of sight. */
function withoutOthersCounts(agent: Agent, change: CommittedChange): CommittedChange {
  const records = change.records.filter((text) => !isOthersCount(agent, text));
  return records.length === change.records.length ? change : { ...change, records };
}

function isOthersCount(agent: Agent, text: string): boolean {
  if (!text.startsWith(countStart)) return false;
  const { id } = JSON.parse(text) as Count;
  return id !== `assignee:${agent.id}` && !(agent.limitedTo ?? []).some((team) => id === `team:${team}`);
}

/** The conversation that a record shows something of; a read mark shows only what its agent has done. */
function conversationOf(record: ParleyRecord): string | null {
  switch (record.kind) {
    case "conversation":
      return record.id;
    case "message":
    case "lock":
    case "draft":
    case "mention":
      return record.conversationId;
    case "contact":
    case "readMark":
    case "agent":
    case "channel":
    case "label":
    case "team":
    case "cannedResponse":
    case "macro":
    case "view":
    case "settings":
    case "count":
      return null;
  }
}

function tombstone(conversation: Conversation): Conversation {
  return { ...conversation, lastMessagePreview: null, labels: [], assigneeId: null, deleted: true };
}
