import type { Identity } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";

/** One event of an account's messaging, with what its entry says of it. */
export interface MessagingEvent {
  readonly item: JsonObject;
  /** The account that was written to or that wrote. */
  readonly accountId: string | null;
  /** True when the account itself did it: what it sent, wherever from. */
  readonly byAccount: boolean;
  /** True when another app holds the conversation and Meta only tells of it. */
  readonly standby: boolean;
  readonly receivedAt: string;
  readonly receivedMs: number;
}

const dayMs = 86_400_000;

/**
 * The account of an item: the side that its entry names, else whom it was sent to (or, of an echo, by). Sample
 * payloads name an entry that is neither.
 */
export function accountOf(item: JsonObject, entryId: string | null): { id: string | null; byAccount: boolean } {
  const sender = asId(asObject(item.sender)?.id);
  const recipient = asId(asObject(item.recipient)?.id);
  const isEcho = asObject(item.message)?.is_echo === true;
  if (entryId !== null && entryId === recipient) return { id: entryId, byAccount: sender === recipient };
  if (entryId !== null && entryId === sender) return { id: entryId, byAccount: true };
  return { id: (isEcho ? sender : recipient) ?? entryId, byAccount: isEcho };
}

/** The customer of an event: who wrote to the account, or whom the account wrote to. null when nobody is named. */
export function customerOf({ item, byAccount }: MessagingEvent): Identity | null {
  const person = asObject(byAccount ? item.recipient : item.sender);
  const id = asId(person?.id);
  if (id === null) return null;
  // A user name is no alias: WhatsApp has names of its own, and the same one may be somebody else's there.
  const name = visibleName(asText(person?.username), limits.nameLength);
  return { aliases: [{ kind: "instagram_id", value: id }], name };
}

/**
 * Instagram's clock as ISO 8601: milliseconds, in some events seconds, in some a text. What is no time, or lies
 * more than a day after the receipt (it would keep the reply window open for ever), becomes the time of the receipt.
 */
export function timeOf({ item, receivedAt, receivedMs }: MessagingEvent): string {
  const ms = msOf(item.timestamp);
  return ms > 0 && ms <= receivedMs + dayMs ? new Date(ms).toISOString() : receivedAt;
}

/** Unix seconds stay below this until the year 5138, milliseconds have been above it since 1973. */
const leastMs = 100_000_000_000;

function msOf(value: unknown): number {
  const number = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : NaN;
  if (Number.isNaN(number)) return typeof value === "string" ? Date.parse(value) : NaN;
  return number < leastMs ? number * 1_000 : number;
}
