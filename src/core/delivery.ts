import type { DeliveryError, Message } from "../protocol/records.ts";
import type { DeliveryStatus } from "../protocol/message-kinds.ts";

/**
 * I9: delivery status only moves forward, whatever the order of callbacks. `failed` lies between `sent` and
 * `delivered`: a provider may fail what it had accepted, but a message that was delivered did not fail.
 */
const rank: Record<DeliveryStatus, number> = {
  scheduled: 0,
  queued: 1,
  unconfirmed: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
  played: 7,
  cancelled: 8,
};

export function isForward(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return rank[to] > rank[from];
}

/** It did not reach the customer, or nobody knows: its conversation is marked until that changes. */
export function isUndelivered(status: DeliveryStatus | null): boolean {
  return status === "failed" || status === "unconfirmed";
}

/** By the word of a person, where no provider tells (I9). */
export const saidLost: DeliveryError = {
  code: "not_arrived",
  message: "Somebody of the team says that it did not arrive.",
  advice: "Send it again.",
};

export interface StatusReport {
  readonly status: DeliveryStatus;
  readonly at: string;
  readonly error: DeliveryError | null;
  readonly providerId: string | null;
}

/**
 * The message after a report, or null when the report says nothing new. A late report does not move the
 * status but still fills the time it tells, so that every order of the same callbacks ends in one state.
 */
export function withStatus(message: Message, report: StatusReport): Message | null {
  if (message.status === null) return null;
  const next: Message = {
    ...message,
    providerId: message.providerId ?? report.providerId,
    status: isForward(message.status, report.status) && !isOutranked(message, report) ? report.status : message.status,
  };
  switch (report.status) {
    case "sent":
      next.sentAt ??= report.at;
      break;
    case "delivered":
      next.deliveredAt ??= report.at;
      break;
    case "read":
    case "played":
      // Told several times, the first reading counts, in whatever order they come.
      next.readAt = next.readAt !== null && next.readAt <= report.at ? next.readAt : report.at;
      break;
    case "failed":
      next.error ??= report.error;
      break;
    case "unconfirmed":
      // Known by then to be further: that an answer was lost is no news.
      if (next.status === "unconfirmed") next.error ??= report.error;
      break;
    case "scheduled":
    case "queued":
    case "cancelled":
      break;
  }
  // An ambiguous answer, and what people made of it, is no longer a problem once the provider confirms it.
  const isDoubt = message.status === "unconfirmed" || message.error?.code === saidLost.code;
  if (isDoubt && next.status !== message.status && report.error === null) next.error = null;
  return sameDelivery(message, next) ? null : next;
}

/** What a mail's server sent back was not delivered, whatever the service said before or says later. */
function isOutranked({ content }: Message, { status }: StatusReport): boolean {
  const undelivered = content?.["undelivered"];
  return status === "delivered" && Array.isArray(undelivered) && undelivered.some(isCustomers);
}

function isCustomers(one: unknown): boolean {
  return typeof one === "object" && one !== null && "isCopy" in one && one.isCopy === false;
}

/** The message after a report that it was sent back: who has read it has it, all else has failed. */
export function withReport(message: Message, error: DeliveryError): Message {
  const isRead = message.status === null || rank[message.status] > rank.delivered;
  return isRead ? message : { ...message, status: "failed", error };
}

function sameDelivery(a: Message, b: Message): boolean {
  return (
    a.status === b.status &&
    a.providerId === b.providerId &&
    a.sentAt === b.sentAt &&
    a.deliveredAt === b.deliveredAt &&
    a.readAt === b.readAt &&
    a.error === b.error
  );
}
