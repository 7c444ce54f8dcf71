import type { ReactionRequest, SendRequest, SendVerdict } from "../channels/channel.ts";
import { backoffMs } from "../core/backoff.ts";
import { withStatus } from "../core/delivery.ts";
import { recipientsOf } from "../core/mail-recipients.ts";
import type { StatusReport } from "../core/delivery.ts";
import { limits } from "../protocol/limits.ts";
import type { Channel, DeliveryError, Message } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer, Turn } from "./commit.ts";
import { disconnected } from "./disconnect.ts";
import { learnOptOut } from "./consents.ts";
import { fold } from "./fold.ts";
import type { Ingest } from "./ingest.ts";
import type { Outbox, OutboxRow, QueuedReaction } from "./outbox.ts";
import { SendRates } from "./send-rates.ts";
import { identityOf } from "./identities.ts";
import { mailThreadOf } from "./mail-thread.ts";
import type { Store } from "./store.ts";
import { takeBackReaction } from "./reactions.ts";
import { stateForStatus } from "./message-state.ts";

/** Asks the provider; never throws for what a provider can do. Injected, so that the hub knows no provider. */
export type Send = (
  request: Omit<SendRequest, "secrets" | "baseUrl" | "publicUrl" | "orgId" | "files" | "mail">,
  sealedSecrets: string,
) => Promise<SendVerdict>;

export type React = (
  request: Omit<ReactionRequest, "secrets" | "baseUrl">,
  sealedSecrets: string,
) => Promise<SendVerdict>;

/** What happens outside, as the hub's composer gives it. */
export interface Providers {
  readonly send: Send;
  readonly react: React;
}

const lost: DeliveryError = {
  code: "no_answer",
  message: "The provider's answer was lost.",
  advice: "It may have arrived. Ask the customer, or send it again if you are sure it did not.",
};

/** Takes messages from the outbox to their providers and brings the verdicts back as changes. */
export class Delivery {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #committer: Committer;
  readonly #ingest: Ingest;
  readonly #providers: Providers;
  readonly #templatesChanged: (channelId: string) => void;
  readonly #rates = new SendRates();
  /** Rows under way, each with its channel. */
  readonly #inFlight = new Map<number, string>();

  /** `templatesChanged` is told, inside a commit, that a provider knows other templates than we do. */
  constructor(
    store: Store,
    outbox: Outbox,
    committer: Committer,
    ingest: Ingest,
    providers: Providers,
    templatesChanged: (channelId: string) => void,
  ) {
    this.#store = store;
    this.#outbox = outbox;
    this.#committer = committer;
    this.#ingest = ingest;
    this.#providers = providers;
    this.#templatesChanged = templatesChanged;
  }

  /**
   * Starts as many sends as may run at once and awaits none. Grants are committed first; the platform lets
   * no request out before the disk has them.
   */
  pump(): void {
    const now = Date.now();
    this.#giveUpLost(now);
    this.#rates.lookAgain();
    const free = limits.sendsAtOnce - this.#inFlight.size;
    const rows = free > 0 ? this.#outbox.sendable(now, free, this.#gate(now)) : [];
    if (rows.length === 0) return;
    const granted = this.#committer.commit(() => rows.map((row) => this.#outbox.grant(row, now)));
    for (const row of granted) {
      this.#inFlight.set(row.id, row.channel);
      void this.#deliver(row);
    }
  }

  /** When what waits for its number's rate may go, Unix milliseconds; null when nothing does. Asked after a pump. */
  nextDue(): number | null {
    return this.#rates.nextAt;
  }

  /** No number takes all connections, nor more than its provider's messages a second. */
  #gate(now: number): (channel: Channel) => boolean {
    const underWay = new Map<string, number>();
    for (const channel of this.#inFlight.values()) underWay.set(channel, (underWay.get(channel) ?? 0) + 1);
    return (channel) => {
      const its = underWay.get(channel.id) ?? 0;
      // The answer to one of them pumps again.
      if (its >= limits.sendsAtOncePerChannel || !this.#rates.take(channel, now)) return false;
      underWay.set(channel.id, its + 1);
      return true;
    };
  }

  async #deliver(row: OutboxRow): Promise<void> {
    let verdict: SendVerdict;
    const sealed = this.#sealed(row.channel);
    try {
      verdict = await this.#ask(row, sealed);
    } catch (error) {
      // Whatever broke, it may have broken after the request left.
      console.error(JSON.stringify({ at: "hub.delivery", messageId: row.message, error: String(error) }));
      verdict = { verdict: "ambiguous", error: lost };
    }
    this.#inFlight.delete(row.id);
    // What was asked with secrets that were replaced meanwhile says nothing against the new ones.
    if (verdict.verdict === "stop" && this.#sealed(row.channel) !== sealed)
      verdict = { verdict: "retry", error: verdict.error, afterMs: null };
    this.#committer.commit((turn) => {
      // A verdict that comes after its grant was given up is news about the message, not about the queue.
      this.#settle(turn, row, verdict, this.#outbox.isGranted(row));
    });
    this.pump();
  }

  #sealed(channelId: string): string | undefined {
    return this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", channelId)[0]?.sealed;
  }

  #ask(row: OutboxRow, sealed: string | undefined): Promise<SendVerdict> {
    const message = this.#store.message(row.message);
    const channel = this.#store.channel(row.channel);
    const conversation = this.#store.conversation(row.conversation);
    const contact = conversation && identityOf(this.#store, conversation);
    if (message === null || channel === null || contact === null || sealed === undefined)
      throw new Error("the message's records are incomplete");
    const { attempt } = row;
    const to = contact.aliases;
    if (row.reaction !== null) {
      const { emoji } = JSON.parse(row.reaction) as QueuedReaction;
      return this.#providers.react({ channel, target: message.providerId ?? "", emoji, to, attempt }, sealed);
    }
    const lastInboundAt = conversation?.lastInboundAt ?? null;
    const quoted = message.replyTo === null ? null : this.#store.message(message.replyTo);
    const quotes = quoted?.providerId ?? null;
    const lastInboundId = conversation?.lastInboundId;
    const answers = quoted ?? (lastInboundId === undefined ? null : this.#store.message(lastInboundId));
    const request = { message, channel, to, quotes, answers, lastInboundAt, attempt };
    if (channel.channel !== "email") return this.#providers.send(request, sealed);
    const recipients = recipientsOf(message, mailThreadOf(this.#store, conversation, quoted, to));
    return this.#providers.send({ ...request, recipients }, sealed);
  }

  #settle(turn: Turn, row: OutboxRow, given: SendVerdict, isCurrent: boolean): void {
    const verdict = this.#isDisconnected(row.channel) ? withoutQueue(row, given) : given;
    if (row.reaction !== null) return this.#settleReaction(turn, row, verdict, isCurrent);
    switch (verdict.verdict) {
      case "accepted":
        if (isCurrent) this.#outbox.remove(row);
        this.#report(turn, row, { status: "sent", at: turn.now, error: null, providerId: verdict.providerId });
        if (verdict.providerId !== null) this.#ingest.settleParked(turn, row.channel, verdict.providerId);
        return;
      case "rejected":
        if (!isCurrent) return;
        this.#outbox.remove(row);
        this.#report(turn, row, { status: "failed", at: turn.now, error: verdict.error, providerId: null });
        if (verdict.staleTemplates) this.#templatesChanged(row.channel);
        return;
      case "retry":
        if (!isCurrent || this.#retryLater(turn, row, verdict.afterMs)) return;
        this.#outbox.remove(row);
        this.#report(turn, row, { status: "failed", at: turn.now, error: verdict.error, providerId: null });
        return;
      case "stop":
        if (isCurrent) this.#outbox.postpone(row, Date.parse(turn.now));
        this.#stopChannel(turn, row.channel, verdict.error);
        return;
      case "ambiguous":
        if (!isCurrent) return;
        this.#outbox.remove(row);
        this.#report(turn, row, { status: "unconfirmed", at: turn.now, error: verdict.error, providerId: null });
    }
  }

  /** Asking twice for a reaction does no harm, so that a lost answer is asked for again. */
  #settleReaction(turn: Turn, row: OutboxRow, verdict: SendVerdict, isCurrent: boolean): void {
    if (!isCurrent) return;
    switch (verdict.verdict) {
      case "accepted":
        return this.#outbox.remove(row);
      case "rejected":
        this.#outbox.remove(row);
        return takeBackReaction(turn, this.#store, this.#outbox, row, verdict.error);
      case "retry":
      case "ambiguous": {
        if (this.#retryLater(turn, row, verdict.verdict === "retry" ? verdict.afterMs : null)) return;
        this.#outbox.remove(row);
        return takeBackReaction(turn, this.#store, this.#outbox, row, verdict.error);
      }
      case "stop":
        this.#outbox.postpone(row, Date.parse(turn.now));
        return this.#stopChannel(turn, row.channel, verdict.error);
    }
  }

  /** False when it was tried often enough. */
  #retryLater(turn: Turn, row: OutboxRow, afterMs: number | null): boolean {
    if (this.#outbox.isExhausted(row)) return false;
    const wait = backoffMs(row.attempt, timing.sendRetryBaseMs, timing.sendRetryMaxMs, Math.random());
    this.#outbox.postpone(row, Date.parse(turn.now) + Math.max(wait, afterMs ?? 0));
    return true;
  }

  /** I9: a grant without an answer is never sent again by itself. */
  #giveUpLost(now: number): void {
    const rows = this.#outbox.lostGrants(now, this.#inFlight);
    if (rows.length === 0) return;
    this.#committer.commit((turn) => {
      for (const row of rows) this.#settle(turn, row, { verdict: "ambiguous", error: lost }, true);
    });
  }

  #isDisconnected(channelId: string): boolean {
    return this.#store.channel(channelId)?.state === "disconnected";
  }

  #report(turn: Turn, row: OutboxRow, report: StatusReport): void {
    const message: Message | null = this.#store.message(row.message);
    const next = message && withStatus(message, report);
    if (message === null || next === null) return;
    const moved = next.status !== message.status;
    const { shared } = fold(stateForStatus(this.#store, message, report.status), [
      { event: "message:status", message: next, status: report.status, at: report.at, moved },
    ]);
    turn.write({ actor: "provider", cause: null, ...shared });
    learnOptOut(turn, this.#store, next);
  }

  /** A number that cannot send at all (an expired token, a restriction) keeps its queue and says why. */
  #stopChannel(turn: Turn, channelId: string, error: DeliveryError): void {
    const channel = this.#store.channel(channelId);
    if (channel === null || channel.state === "stopped") return;
    const reason = error.advice === null ? error.message : `${error.message} ${error.advice}`;
    turn.write({
      actor: "provider",
      cause: null,
      events: [
        { event: "channel:updated", payload: { channelId, channel: channel.channel, state: "stopped", reason } },
      ],
      records: [{ ...channel, state: "stopped", stateReason: reason }],
    });
  }
}

/** There is no queue to go back to once the channel is disconnected. A reaction goes back there after a lost answer, too. */
function withoutQueue({ reaction }: OutboxRow, given: SendVerdict): SendVerdict {
  const { verdict } = given;
  const goesBack = verdict === "retry" || verdict === "stop" || (verdict === "ambiguous" && reaction !== null);
  return goesBack ? { verdict: "rejected", error: disconnected } : given;
}
