import type { PushSubscription } from "../protocol/push.ts";
import type { Committer } from "./commit.ts";
import type { PushQueue } from "./push-queue.ts";
import type { PushSubscriptions } from "./push-subscriptions.ts";
import type { Roster } from "./roster.ts";
import type { Answer } from "./rpc.ts";

/** What agents say of their browsers: tell me here, and no more. */
export class PushDevices {
  readonly #subscriptions: PushSubscriptions;
  readonly #queue: PushQueue;
  readonly #committer: Committer;
  readonly #roster: Pick<Roster, "agent">;
  readonly #isSetUp: boolean;

  constructor(
    subscriptions: PushSubscriptions,
    queue: PushQueue,
    committer: Committer,
    roster: Pick<Roster, "agent">,
    isSetUp: boolean,
  ) {
    this.#subscriptions = subscriptions;
    this.#queue = queue;
    this.#committer = committer;
    this.#roster = roster;
    this.#isSetUp = isSetUp;
  }

  /** `org` is the organisation's slug, as its pages are addressed now. */
  subscribe(agentId: string, org: string, subscription: PushSubscription): Answer<PushSubscription> {
    if (this.#roster.agent(agentId) === null) {
      return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    }
    if (!this.#isSetUp) return { ok: false, code: "conflict", message: "Web Push is not set up on this deployment." };
    return this.#committer.commit((turn) => {
      this.#subscriptions.put({ ...subscription, agentId, org, seenAt: Date.parse(turn.now) });
      this.#queue.forget();
      return { ok: true, seq: turn.nextSeq() - 1, value: subscription };
    });
  }

  /** False when this browser is not among the agent's. */
  unsubscribe(agentId: string, endpoint: string): boolean {
    if (this.#subscriptions.one(endpoint)?.agentId !== agentId) return false;
    this.#committer.commit(() => this.#subscriptions.remove(endpoint));
    this.#queue.forget();
    return true;
  }
}
