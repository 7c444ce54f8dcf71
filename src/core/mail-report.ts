import type { StatusFact } from "../protocol/facts.ts";
import type { DeliveryError, Message } from "../protocol/records.ts";
import { withReport, withStatus } from "./delivery.ts";
import type { Reception } from "./receive.ts";

/** Somebody whom a mail did not reach, as its message keeps it in `content.undelivered`. */
export interface Undelivered {
  readonly address: string;
  /** One who was to get a copy: the customer may have it all the same. */
  readonly isCopy: boolean;
  readonly at: string;
  readonly error: DeliveryError;
}

type ReportFact = Pick<StatusFact, "status" | "at" | "error"> & {
  readonly recipients: readonly string[];
  readonly providerId: string | null;
};

/**
 * A report about one recipient of a mail. Of somebody in copy it says nothing about the customer; of the customer it is what
 * became of the message, also after the service has said that it was delivered: that was the other server's first word.
 */
export function receiveReport(message: Message, fact: ReportFact, addresses: readonly string[]): Reception {
  const copies = addressesIn(message, "cc").filter((address) => fact.recipients.includes(address));
  // A mail of a time when those whom it goes to were not kept with it went to the customer.
  const kept = addressesIn(message, "to");
  const to = kept.length === 0 ? addresses : kept;
  const isCustomer = copies.length === 0 || to.some((address) => fact.recipients.includes(address));
  if (fact.status !== "failed" || fact.error === null) {
    const next = isCustomer ? withStatus(message, fact) : null;
    return next === null ? { outcome: "duplicate" } : told(message, next, fact);
  }
  const { at, error } = fact;
  const failed: Undelivered[] = copies.map((address) => ({ address, isCopy: true, at, error }));
  if (isCustomer) failed.push({ address: customerIn(fact.recipients, to, copies), isCopy: false, at, error });
  const known = undeliveredOf(message);
  const news = failed.filter(
    (one) => !known.some(({ address, isCopy }) => address === one.address && isCopy === one.isCopy),
  );
  if (news.length === 0) return { outcome: "duplicate" };
  const noted: Message = {
    ...message,
    providerId: message.providerId ?? fact.providerId,
    content: { ...message.content, undelivered: [...known, ...news] },
  };
  return told(message, news.some(({ isCopy }) => !isCopy) ? withReport(noted, error) : noted, fact);
}

export function undeliveredOf({ content }: Pick<Message, "content">): readonly Undelivered[] {
  const undelivered = content?.["undelivered"];
  return Array.isArray(undelivered) ? (undelivered as Undelivered[]) : [];
}

/** What is sent again may arrive this time. */
export function withoutUndelivered(content: Message["content"]): Message["content"] {
  if (content === null || !("undelivered" in content)) return content;
  const { undelivered: _, ...kept } = content;
  return Object.keys(kept).length === 0 ? null : kept;
}

function told(before: Message, message: Message, { status, at }: ReportFact): Reception {
  const moved = message.status !== before.status;
  if (!moved) return { outcome: "stored", events: [{ event: "message:updated", message }] };
  return { outcome: "stored", events: [{ event: "message:status", message, status, at, moved }] };
}

function addressesIn({ content }: Message, field: "to" | "cc"): string[] {
  const found = content?.[field];
  return Array.isArray(found) ? found.map((one) => String(one).trim().toLowerCase()) : [];
}

/** The customer may be named otherwise, by the address to which their own leads on. */
function customerIn(named: readonly string[], addresses: readonly string[], copies: readonly string[]): string {
  const others = named.filter((address) => !copies.includes(address));
  return others.find((address) => addresses.includes(address)) ?? others[0] ?? addresses[0] ?? "";
}
