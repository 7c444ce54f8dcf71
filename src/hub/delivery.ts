import type { SendRequest, SendVerdict } from "../channels/channel.ts";
import { backoffMs } from "../core/backoff.ts";
import { emptyState } from "../core/state.ts";
import { withStatus } from "../core/delivery.ts";
import type { StatusReport } from "../core/delivery.ts";
import { limits } from "../protocol/limits.ts";
import type { DeliveryError, Message } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Committer, Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import type { Ingest } from "./ingest.ts";
import type { Outbox, OutboxRow } from "./outbox.ts";
import type { Store } from "./store.ts";

/** Asks the provider; never throws for what a provider can do. Injected, so that the hub knows no provider. */
export type Send = (
  request: Omit<SendRequest, "secrets" | "baseUrl" | "publicUrl" | "orgId" | "files" | "mail">,
  sealedSecrets: string,
) => Promise<SendVerdict>;

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
  readonly #send: Send;
  readonly #inFlight = new Set<number>();

  constructor(store: Store, outbox: Outbox, committer: Committer, ingest: Ingest, send: Send) {
    this.#store = store;
    this.#outbox = outbox;
    this.#committer = committer;
    this.#ingest = ingest;
    this.#send = send;
  }

  /**
   * Starts as many sends as may run at once and awaits none. Grants are committed first; the platform lets
   * no request out before the disk has them.
   */
  pump(): void {
    const now = Date.now();
    this.#giveUpLost(now);
    const free = limits.sendsAtOnce - this.#inFlight.size;
    const rows = free > 0 ? this.#outbox.sendable(now, free) : [];
    if (rows.length === 0) return;
    const granted = this.#committer.commit(() => rows.map((row) => this.#outbox.grant(row, now)));
    for (const row of granted) {
      this.#inFlight.add(row.id);
      void this.#deliver(row);
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    let verdict: SendVerdict;
    try {
      verdict = await this.#ask(row);
    } catch (error) {
      // Whatever broke, it may have broken after the request left.
      console.error(JSON.stringify({ at: "hub.delivery", messageId: row.message, error: String(error) }));
      verdict = { verdict: "ambiguous", error: lost };
    }
    this.#inFlight.delete(row.id);
    this.#committer.commit((turn) => {
      // A verdict that comes after its grant was given up is news about the message, not about the queue.
      this.#settle(turn, row, verdict, this.#outbox.isGranted(row));
    });
    this.pump();
  }

  #ask(row: OutboxRow): Promise<SendVerdict> {
    const message = this.#store.message(row.message);
    const channel = this.#store.channel(row.channel);
    const contact = message && this.#store.contact(message.contactId);
    const sealed = this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", row.channel)[0]
      ?.sealed;
    if (message === null || channel === null || contact === null || sealed === undefined)
      throw new Error("the message's records are incomplete");
    const quoted = message.replyTo === null ? null : this.#store.message(message.replyTo);
    const quotes = quoted?.providerId ?? null;
    const { lastInboundAt = null, lastInboundId } = this.#store.conversation(row.conversation) ?? {};
    const answers = quoted ?? (lastInboundId === undefined ? null : this.#store.message(lastInboundId));
    const { attempt } = row;
    const to = contact.aliases;
    return this.#send({ message, channel, to, quotes, answers, lastInboundAt, attempt }, sealed);
  }

  #settle(turn: Turn, row: OutboxRow, verdict: SendVerdict, isCurrent: boolean): void {
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
        return;
      case "retry":
        if (!isCurrent) return;
        if (this.#outbox.isExhausted(row)) {
          this.#outbox.remove(row);
          this.#report(turn, row, { status: "failed", at: turn.now, error: verdict.error, providerId: null });
        } else {
          const wait = backoffMs(row.attempt, timing.sendRetryBaseMs, timing.sendRetryMaxMs, Math.random());
          this.#outbox.postpone(row, Date.parse(turn.now) + Math.max(wait, verdict.afterMs ?? 0));
        }
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

  /** I9: a grant without an answer is never sent again by itself. */
  #giveUpLost(now: number): void {
    const rows = this.#outbox.lostGrants(now, this.#inFlight);
    if (rows.length === 0) return;
    this.#committer.commit((turn) => {
      for (const row of rows) this.#settle(turn, row, { verdict: "ambiguous", error: lost }, true);
    });
  }

  #report(turn: Turn, row: OutboxRow, report: StatusReport): void {
    const message: Message | null = this.#store.message(row.message);
    const next = message && withStatus(message, report);
    if (message === null || next === null) return;
    const moved = next.status !== message.status;
    const { shared } = fold({ ...emptyState, message }, [
      { event: "message:status", message: next, status: report.status, at: report.at, moved },
    ]);
    turn.write({ actor: "provider", cause: null, ...shared });
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
