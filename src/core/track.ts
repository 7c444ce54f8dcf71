import type { NotRead, TrackFact } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import type { Message } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { withStatus } from "./delivery.ts";
import type { DomainEvent } from "./domain-events.ts";
import type { Reception } from "./receive.ts";

/** One opening of a tracked mail, or one click in it, as its message keeps it. */
export interface Trace extends Pick<TrackFact, "what" | "at" | "url" | "address" | "userAgent"> {
  /** Why it does not count; null when it does. */
  readonly notRead: NotRead | null;
}

/**
 * A tracked mail was opened, or a link in it was (E5). The first that counts is told and makes the message `read`;
 * some more are kept with it; what comes after those changes nothing, so that a mail that is opened every day costs
 * no `seq` every day.
 */
export function receiveTrack(message: Message, fact: TrackFact): Reception {
  if (message.direction !== "outbound") return { outcome: "ignored", reason: "not a mail of ours" };
  const trace: Trace = { ...traceOf(fact), notRead: fact.notRead ?? hasty(message, fact) };
  const traces = tracesOf(message);
  const isFirst = trace.notRead === null && (fact.what === "opened" ? message.openedAt : message.clickedAt) === null;
  const known = traces.filter(({ what }) => what === fact.what);
  if (!isFirst && (known.length >= limits.trackedPerMessage || known.some((one) => isSame(one, trace))))
    return { outcome: "duplicate" };
  const kept: Message = { ...message, content: { ...message.content, tracking: [...traces, trace] } };
  if (!isFirst) return { outcome: "stored", events: [{ event: "message:updated", message: kept }] };
  return { outcome: "stored", events: firstOf(kept, fact) };
}

export function tracesOf({ content }: Message): readonly Trace[] {
  const tracking = content?.tracking;
  return Array.isArray(tracking) ? (tracking as Trace[]) : [];
}

/** Who clicks has opened it, though no picture was loaded. */
function firstOf(message: Message, { what, at, url }: TrackFact): DomainEvent[] {
  const opened = { ...message, openedAt: message.openedAt ?? at };
  const marked: Message = what === "opened" ? opened : { ...opened, clickedAt: at };
  const report = { status: "read", at, error: null, providerId: null } as const;
  const next = withStatus(marked, report) ?? marked;
  const told: DomainEvent[] = message.openedAt === null ? [{ event: "email:opened", message: next, at }] : [];
  if (what === "clicked") told.push({ event: "email:clicked", message: next, at, url });
  if (next.status !== message.status)
    told.push({ event: "message:status", message: next, status: "read", at, moved: true });
  return told;
}

/**
 * What comes too soon after a mail has left is no person: mailboxes fetch pictures ahead as it arrives, and filters
 * follow its links before anybody has seen it.
 */
function hasty(message: Message, { what, at, isProxy }: TrackFact): NotRead | null {
  const afterMs = Date.parse(at) - Date.parse(message.sentAt ?? message.timestamp);
  if (what === "opened") return isProxy && afterMs < timing.mailPrefetchMs ? "prefetch" : null;
  return message.openedAt === null && afterMs < timing.mailScanMs ? "scanner" : null;
}

function traceOf({ what, at, url, address, userAgent }: TrackFact): Omit<Trace, "notRead"> {
  return { what, at, url, address, userAgent };
}

function isSame(a: Trace, b: Trace): boolean {
  return a.at === b.at && a.url === b.url && a.address === b.address && a.userAgent === b.userAgent;
}
