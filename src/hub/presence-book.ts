import { presenceOf } from "../core/presence.ts";
import type { PresenceState } from "../protocol/signals.ts";
import type { Session } from "./session.ts";

/** Whom and what a presence speaks of: agents, and conversations that are looked at. */
export interface Subjects {
  readonly agents: Set<string>;
  readonly conversations: Set<string>;
}

/**
 * Who is here and looks at what, kept as sockets come, go and signal: a change costs what that agent's own sockets cost,
 * however many others there are. It also knows what everybody was told, and of whom and what that may differ.
 */
export class PresenceBook {
  readonly #ofAgent = new Map<string, Map<WebSocket, Session>>();
  readonly #states = new Map<string, PresenceState>();
  /** Conversation → agent → how many of the agent's sockets look at it. */
  readonly #viewers = new Map<string, Map<string, number>>();
  readonly #typing = new Map<WebSocket, Session>();
  readonly #toldStates = new Map<string, PresenceState>();
  readonly #toldViewers = new Map<string, string>();
  /** Touched since it was last told or looked at. */
  #touched: Subjects = subjects();

  /** A socket's part changes; null for none, before or after. */
  put(socket: WebSocket, before: Session | null, after: Session | null): void {
    if (before !== null) this.#remove(socket, before);
    if (after !== null) this.#add(socket, after);
    for (const one of [before, after]) {
      if (one === null) continue;
      this.#reckon(one.agentId);
      this.#touched.agents.add(one.agentId);
      if (one.viewing !== null) this.#touched.conversations.add(one.viewing);
    }
  }

  state(agentId: string): PresenceState | null {
    return this.#states.get(agentId) ?? null;
  }

  viewers(conversationId: string): string[] {
    return [...(this.#viewers.get(conversationId)?.keys() ?? [])].sort();
  }

  everything(): Subjects {
    return { agents: new Set(this.#ofAgent.keys()), conversations: new Set(this.#viewers.keys()) };
  }

  /** Who said that they are typing; when it ends they know themselves. */
  typing(): Session[] {
    return [...this.#typing.values()];
  }

  /** Everything is told as it is now. */
  tellAll(): void {
    const { agents, conversations } = this.everything();
    for (const id of agents) this.#tellState(id);
    for (const id of conversations) this.#tellViewers(id);
    this.#touched = subjects();
  }

  /** Moves into `into` what is otherwise than was told. */
  collect(into: Subjects): void {
    for (const id of this.#touched.agents) {
      if ((this.#toldStates.get(id) ?? null) !== this.state(id)) into.agents.add(id);
    }
    for (const id of this.#touched.conversations) {
      if ((this.#toldViewers.get(id) ?? "") !== this.viewers(id).join("\n")) into.conversations.add(id);
    }
    this.#touched = subjects();
  }

  told({ agents, conversations }: Subjects): void {
    for (const id of agents) this.#tellState(id);
    for (const id of conversations) this.#tellViewers(id);
  }

  #add(socket: WebSocket, session: Session): void {
    const { agentId, viewing, typing } = session;
    const mine = this.#ofAgent.get(agentId) ?? new Map<WebSocket, Session>();
    this.#ofAgent.set(agentId, mine.set(socket, session));
    if (typing !== null) this.#typing.set(socket, session);
    if (viewing === null) return;
    const viewers = this.#viewers.get(viewing) ?? new Map<string, number>();
    this.#viewers.set(viewing, viewers.set(agentId, (viewers.get(agentId) ?? 0) + 1));
  }

  #remove(socket: WebSocket, { agentId, viewing }: Session): void {
    const mine = this.#ofAgent.get(agentId);
    mine?.delete(socket);
    if (mine?.size === 0) this.#ofAgent.delete(agentId);
    this.#typing.delete(socket);
    if (viewing === null) return;
    const viewers = this.#viewers.get(viewing);
    const left = (viewers?.get(agentId) ?? 0) - 1;
    if (left > 0) viewers?.set(agentId, left);
    else viewers?.delete(agentId);
    if (viewers?.size === 0) this.#viewers.delete(viewing);
  }

  #reckon(agentId: string): void {
    const mine = [...(this.#ofAgent.get(agentId)?.values() ?? [])];
    const state = presenceOf(mine).states.get(agentId);
    if (state === undefined) this.#states.delete(agentId);
    else this.#states.set(agentId, state);
  }

  #tellState(agentId: string): void {
    const state = this.state(agentId);
    if (state === null) this.#toldStates.delete(agentId);
    else this.#toldStates.set(agentId, state);
  }

  #tellViewers(conversationId: string): void {
    const viewers = this.viewers(conversationId).join("\n");
    if (viewers === "") this.#toldViewers.delete(conversationId);
    else this.#toldViewers.set(conversationId, viewers);
  }
}

export function subjects(): Subjects {
  return { agents: new Set(), conversations: new Set() };
}
