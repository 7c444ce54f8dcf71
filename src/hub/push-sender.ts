import type { PushRequest, PushVerdict } from "../channels/web-push/send.ts";
import { backoffMs } from "../core/backoff.ts";
import { limits } from "../protocol/limits.ts";
import type { PushMessage } from "../protocol/push.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer } from "./commit.ts";
import type { Push, PushQueue, PushRow } from "./push-queue.ts";
import type { KeptSubscription, PushSubscriptions } from "./push-subscriptions.ts";
import type { Sessions } from "./sessions.ts";

/** Asks a push service; never throws for what one can do. Injected, so that the hub holds no key. */
export type SendPush = (request: PushRequest) => Promise<PushVerdict>;

/** Takes what waits in the queue to the push services. Each is sent once at most: a lost answer is not asked for again. */
export class PushSender {
  readonly #queue: PushQueue;
  readonly #subscriptions: PushSubscriptions;
  readonly #committer: Committer;
  readonly #sessions: Pick<Sessions, "isHere">;
  readonly #send: SendPush;
  readonly #afterTurn: () => void;
  readonly #inFlight = new Set<string>();

  constructor(
    queue: PushQueue,
    subscriptions: PushSubscriptions,
    committer: Committer,
    sessions: Pick<Sessions, "isHere">,
    send: SendPush,
    afterTurn: () => void,
  ) {
    this.#queue = queue;
    this.#subscriptions = subscriptions;
    this.#committer = committer;
    this.#sessions = sessions;
    this.#send = send;
    this.#afterTurn = afterTurn;
  }

  /** Starts what may be sent now and awaits none of it. */
  pump(): void {
    if (this.#queue.isEmpty()) return;
    const now = Date.now();
    const lost = this.#queue.lostGrants(now, this.#inFlight);
    if (lost.length > 0) this.#committer.commit(() => lost.forEach((row) => this.#queue.remove(row)));
    const free = limits.pushesAtOnce - this.#inFlight.size;
    const due = free > 0 ? this.#queue.due(now, free) : [];
    if (due.length === 0) return;
    const granted = this.#committer.commit(() => due.flatMap((row) => this.#grant(row, now)));
    for (const [row, subscription] of granted) {
      this.#inFlight.add(row.id);
      void this.#deliver(row, subscription, now);
    }
    // Those that are told no more made room for others.
    if (granted.length < due.length) this.pump();
  }

  /** Nothing for an agent who is back, and nothing that is old. */
  #grant(row: PushRow, now: number): [PushRow, KeptSubscription][] {
    const subscription = this.#subscriptions.one(row.endpoint);
    if (subscription !== null && row.until > now && !this.#sessions.isHere(subscription.agentId, now)) {
      return [[this.#queue.grant(row, now), subscription]];
    }
    this.#queue.remove(row);
    return [];
  }

  async #deliver(row: PushRow, subscription: KeptSubscription, now: number): Promise<void> {
    let verdict: PushVerdict;
    try {
      verdict = await this.#send(requestOf(row, subscription, now));
    } catch (error) {
      verdict = { verdict: "ambiguous", reason: String(error) };
    }
    this.#inFlight.delete(row.id);
    this.#committer.commit((turn) => this.#settle(row, verdict, Date.parse(turn.now)));
    this.#afterTurn();
  }

  #settle(row: PushRow, verdict: PushVerdict, now: number): void {
    switch (verdict.verdict) {
      case "accepted":
        return this.#queue.remove(row);
      case "gone":
        this.#subscriptions.remove(row.endpoint);
        return this.#queue.forget();
      case "retry": {
        if (row.attempt >= limits.pushAttempts) break;
        const wait = backoffMs(row.attempt, timing.pushRetryBaseMs, timing.pushRetryMaxMs, Math.random());
        const asked = Math.min(verdict.afterMs ?? 0, timing.pushRetryMaxMs);
        return this.#queue.postpone(row, now + Math.max(wait, asked));
      }
      case "rejected":
      case "ambiguous":
    }
    // The address is a secret of its browser: its service is enough.
    const service = new URL(row.endpoint).host;
    console.warn(JSON.stringify({ at: "hub.push", service, verdict: verdict.verdict, reason: verdict.reason }));
    this.#queue.remove(row);
  }
}

function requestOf(row: PushRow, to: KeptSubscription, now: number): PushRequest {
  const { told, messages } = JSON.parse(row.json) as Push;
  const { topic, subject, contact, by, text, type, value } = told;
  const { org, locale, endpoint, keys } = to;
  const message: PushMessage = { org, locale, topic, subject, contact, by, text, type, value, messages };
  return { to: { endpoint, keys }, message, isUrgent: topic !== "lead", ttlMs: row.until - now };
}
