import type { PushSubscription } from "../protocol/push.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import type { Store } from "./store.ts";

/** A browser in which an agent is told while no page is open. */
export interface KeptSubscription extends PushSubscription {
  readonly agentId: string;
  /** The organisation's slug when the browser was last seen: what a click opens. */
  readonly org: string;
  /** When that was, Unix milliseconds. */
  readonly seenAt: number;
}

/**
 * Who is told by Web Push, and where. Private: in no record, no frame and not in D1. Read once after waking and then held,
 * since every commit asks. All writes are inside of a commit.
 */
export class PushSubscriptions {
  readonly #store: Store;
  #held: ReadonlyMap<string, readonly KeptSubscription[]> | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** By agent. */
  all(): ReadonlyMap<string, readonly KeptSubscription[]> {
    this.#held ??= Map.groupBy(
      this.#store
        .rows<{ json: string }>("SELECT json FROM push_subscription")
        .map(({ json }) => JSON.parse(json) as KeptSubscription),
      ({ agentId }) => agentId,
    );
    return this.#held;
  }

  one(endpoint: string): KeptSubscription | null {
    for (const ofAgent of this.all().values()) {
      const found = ofAgent.find((one) => one.endpoint === endpoint);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** A browser is told for the agent who used it last. Says nothing new: nothing is written, but for a sign of life a day. */
  put(given: KeptSubscription): void {
    const before = this.one(given.endpoint);
    if (before !== null && isSame(before, given) && given.seenAt - before.seenAt < timing.pushSeenEveryMs) return;
    if (before !== null && before.agentId !== given.agentId) this.remove(given.endpoint);
    this.#store.run(
      "INSERT INTO push_subscription (endpoint, agent, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET agent = excluded.agent, json = excluded.json",
      given.endpoint,
      given.agentId,
      JSON.stringify(given),
    );
    this.forget();
    const mine = (this.all().get(given.agentId) ?? []).toSorted((a, b) => b.seenAt - a.seenAt);
    for (const { endpoint } of mine.slice(limits.pushSubscriptionsPerAgent)) this.remove(endpoint);
  }

  /** With everything that was to be sent there. */
  remove(endpoint: string): void {
    this.#store.run("DELETE FROM push_subscription WHERE endpoint = ?", endpoint);
    this.#store.run("DELETE FROM push WHERE endpoint = ?", endpoint);
    this.forget();
  }

  /** I10: nothing is told to who is gone. */
  removeAgent(agentId: string): void {
    for (const { endpoint } of this.all().get(agentId) ?? []) this.remove(endpoint);
  }

  /** What is held may have been rolled back. */
  forget(): void {
    this.#held = null;
  }
}

function isSame({ seenAt: _, ...a }: KeptSubscription, { seenAt: __, ...b }: KeptSubscription): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
