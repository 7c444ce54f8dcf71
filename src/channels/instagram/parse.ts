import type { Fact, FactGroup } from "../../protocol/facts.ts";
import type { ParseResult } from "../channel.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { accountOf } from "./event.ts";
import { readEvent } from "./message.ts";

/**
 * A webhook of the Instagram object as facts, grouped by account. Pure, and never throws: an item that cannot be
 * read becomes an ignored fact, and its neighbours are read all the same (I13). `receivedAt` (ISO 8601) stands in
 * for a missing time.
 */
export function parseInstagram(payload: unknown, receivedAt: string): ParseResult {
  const entries = asObject(payload)?.entry;
  if (!Array.isArray(entries)) return { ok: false, message: "This is no webhook of Meta: it has no list `entry`." };
  const groups = new Map<string | null, FactGroup & { facts: Fact[] }>();
  const shared = { receivedAt, receivedMs: Date.parse(receivedAt) };
  for (const raw of entries) {
    const entry = asObject(raw);
    for (const { accountId, fact } of entry === null ? [malformed(null)] : readEntry(entry, shared)) {
      const group = groups.get(accountId) ?? {
        channel: "instagram",
        externalId: accountId,
        accountId: null,
        facts: [],
      };
      groups.set(accountId, group);
      group.facts.push(fact);
    }
  }
  return { ok: true, groups: [...groups.values()] };
}

interface Read {
  readonly accountId: string | null;
  readonly fact: Fact;
}

/** Fields whose changes are events of the inbox, in the form that `messaging[]` has. */
const messagingFields: ReadonlySet<string> = new Set([
  "messages",
  "message_echoes",
  "message_edit",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referral",
  "messaging_seen",
  "standby",
]);

function readEntry(entry: JsonObject, shared: { receivedAt: string; receivedMs: number }): Read[] {
  const entryId = asId(entry.id);
  const found: Read[] = [];
  const read = (item: unknown, standby: boolean) => found.push(readItem(item, entryId, standby, shared));
  const readChange = (change: JsonObject | null) => {
    const field = asText(change?.field);
    if (messagingFields.has(field)) read(change?.value, field === "standby");
    // Comments, mentions and insights are no conversation.
    else found.push({ accountId: entryId, fact: ignored(`field ${field || "unknown"}`, idOf(change?.value)) });
  };
  for (const [name, standby] of [
    ["messaging", false],
    ["standby", true],
  ] as const) {
    if (Array.isArray(entry[name])) for (const item of entry[name]) read(item, standby);
    else if (entry[name] !== undefined) found.push({ accountId: entryId, fact: ignored(`${name} is not a list`) });
  }
  if (Array.isArray(entry.changes)) for (const change of entry.changes) readChange(asObject(change));
  // Some events come flat, with the field and its value in the entry itself.
  if (entry.field !== undefined) readChange(entry);
  return found.length === 0 ? [{ accountId: entryId, fact: ignored("entry without events") }] : found;
}

function readItem(
  raw: unknown,
  entryId: string | null,
  standby: boolean,
  shared: { receivedAt: string; receivedMs: number },
): Read {
  const item = asObject(raw);
  if (item === null) return malformed(entryId);
  const { id, byAccount } = accountOf(item, entryId);
  try {
    return { accountId: id, fact: readEvent({ item, accountId: id, byAccount, standby, ...shared }) };
  } catch {
    // JSON of thousands of levels parses, but cannot be written again: that item is ignored, its delivery kept.
    return { accountId: id, fact: ignored("unreadable item", asId(asObject(item.message)?.mid)) };
  }
}

function malformed(accountId: string | null): Read {
  return { accountId, fact: ignored("malformed event") };
}

function idOf(value: unknown): string | null {
  const object = asObject(value);
  return asId(object?.id) ?? asId(object?.comment_id) ?? asId(object?.media_id);
}
