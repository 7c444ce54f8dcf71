import { limitOf, sees } from "../core/visibility.ts";
import type { Agent, Conversation, ParleyRecord } from "../protocol/records.ts";
import type { Turn } from "./commit.ts";
import type { CommittedChange } from "./frames.ts";
import type { Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

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

  hides(agentId: string, conversation: Conversation): boolean {
    const agent = this.#agents().get(agentId);
    return agent !== undefined && !sees(agent, conversation);
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
      if (about === null || sees(agent, about.after)) return [change];
      if (about.before === null || !sees(agent, about.before)) return [];
      const gone = JSON.stringify(tombstone({ ...about.after, seq: change.seq }));
      return [{ ...change, cause: null, events: "", records: [gone] }];
    });
  }

  /** Records of a welcome, each its JSON, as an agent may see them. */
  filter(agentId: string, records: readonly string[]): readonly string[] {
    const agent = this.#agents().get(agentId);
    if (agent === undefined) return records;
    return records.flatMap((text) => {
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

/** The conversation that a record shows something of; an agent's own records show only what the agent knows. */
function conversationOf(record: ParleyRecord): string | null {
  switch (record.kind) {
    case "conversation":
      return record.id;
    case "message":
    case "lock":
      return record.conversationId;
    case "contact":
    case "readMark":
    case "draft":
    case "mention":
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
