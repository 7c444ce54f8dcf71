import type { TypingRequest } from "../channels/channel.ts";
import { limits } from "../protocol/limits.ts";
import type { DeliveryError } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { identityOf } from "./identities.ts";
import type { Store } from "./store.ts";

/** Asks the provider: null when the customer sees it, or cannot see such a thing. Injected, so that the hub knows no provider. */
export type ShowTyping = (
  request: Omit<TypingRequest, "secrets" | "baseUrl">,
  sealedSecrets: string,
) => Promise<DeliveryError | null>;

/**
 * Shows a customer that an agent types, where the channel is set to. A courtesy: it waits for nothing, nothing waits
 * for it, and what fails is not tried again before the agent's next signal.
 */
export class CustomerTyping {
  readonly #store: Store;
  readonly #show: ShowTyping;
  /** When a provider was last asked for a conversation, oldest first. Lost on eviction, which costs one more request. */
  readonly #askedAt = new Map<string, number>();
  #underWay = 0;

  constructor(store: Store, show: ShowTyping) {
    this.#store = store;
    this.#show = show;
  }

  /** An agent types a reply. Returns at once and never throws for what a provider does. */
  typed(agentId: string, conversationId: string): void {
    const now = Date.now();
    if (now - (this.#askedAt.get(conversationId) ?? -Infinity) < timing.customerTypingEveryMs) return;
    // A provider that does not answer must not take the connections that replies need.
    if (this.#underWay >= limits.customerTypingsAtOnce) return;
    const request = this.#request(agentId, conversationId, now);
    if (request === null) return;
    this.#noteAsked(conversationId, now);
    void this.#ask(conversationId, request);
  }

  #request(agentId: string, conversationId: string, now: number): Parameters<ShowTyping> | null {
    const conversation = this.#store.conversation(conversationId);
    if (conversation === null) return null;
    const channel = this.#store.channel(conversation.channelId);
    if (channel === null || channel.showsTyping !== true || channel.state !== "connected") return null;
    // Outside the window nobody can reply, and a viewer never: the customer would wait for nothing.
    const { windowClosesAt, lastInboundId } = conversation;
    if (windowClosesAt === null || Date.parse(windowClosesAt) <= now) return null;
    const agent = this.#store.agent(agentId);
    if (agent === null || agent.deleted || agent.role === "viewer") return null;
    const answers = lastInboundId === undefined ? null : (this.#store.message(lastInboundId)?.providerId ?? null);
    const sealed = this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", channel.id)[0];
    if (answers === null || sealed === undefined) return null;
    const to = identityOf(this.#store, conversation)?.aliases ?? [];
    return [{ channel, answers, to }, sealed.sealed];
  }

  async #ask(conversationId: string, request: Parameters<ShowTyping>): Promise<void> {
    this.#underWay += 1;
    try {
      const error = await this.#show(...request);
      if (error !== null) warn(conversationId, `${error.code}: ${error.message}`);
    } catch (error) {
      warn(conversationId, String(error));
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Forgets the conversations that may be asked for again, so that only the lately typed in are held. */
  #noteAsked(conversationId: string, now: number): void {
    for (const [id, at] of this.#askedAt) {
      if (now - at < timing.customerTypingEveryMs) break;
      this.#askedAt.delete(id);
    }
    this.#askedAt.set(conversationId, now);
  }
}

function warn(conversationId: string, error: string): void {
  console.warn(JSON.stringify({ at: "hub.customerTyping", conversationId, error }));
}
