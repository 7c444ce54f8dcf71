import type { Fact, FactGroup } from "../../protocol/facts.ts";
import type { ParseResult } from "../channel.ts";
import { ignored } from "../ignored.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";
import { readAccountNews } from "./account-news.ts";
import { readCall } from "./call.ts";
import { contactsOf, type Change } from "./change.ts";
import { readEcho, readMessage } from "./message.ts";
import { readPreference } from "./preference.ts";
import { readStatus } from "./status.ts";
import { readTemplateNews } from "./template-news.ts";

/**
 * A webhook of the WhatsApp Business Account object as facts, grouped by number. Pure, and never throws: an
 * item that cannot be read becomes an ignored fact, and its neighbours are read all the same (I13).
 * `receivedAt` (ISO 8601) stands in for a missing time.
 */
export function parseWhatsApp(payload: unknown, receivedAt: string): ParseResult {
  const entries = asObject(payload)?.entry;
  if (!Array.isArray(entries)) return { ok: false, message: "This is no webhook of Meta: it has no list `entry`." };
  const groups = new Map<string, FactGroup & { facts: Fact[] }>();
  const receivedMs = Date.parse(receivedAt);
  for (const item of entries) {
    const entry = asObject(item);
    const accountId = asId(entry?.id);
    const changes = entry?.changes;
    if (!Array.isArray(changes)) {
      factsOf(groups, null, accountId).push(ignored("entry without changes"));
      continue;
    }
    for (const change of changes)
      readChange(asObject(change), { accountId, time: entry?.time }, { receivedAt, receivedMs, contacts: [] }, groups);
  }
  return { ok: true, groups: [...groups.values()] };
}

type Groups = Map<string, FactGroup & { facts: Fact[] }>;
type Read = (item: unknown, change: Change) => Fact;

function factsOf(groups: Groups, externalId: string | null, accountId: string | null): Fact[] {
  // No id holds a NUL (see asId), so that no two pairs share a key.
  const key = `${externalId ?? ""}\0${accountId ?? ""}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { channel: "whatsapp", externalId, accountId, facts: [] };
    groups.set(key, group);
  }
  return group.facts;
}

/** Fields whose changes are lists of what was said or done with a customer. */
const itemFields: ReadonlySet<string> = new Set(["messages", "smb_message_echoes", "history", "calls"]);

/** What an entry says of all its changes. */
interface Entry {
  readonly accountId: string | null;
  readonly time: unknown;
}

function readChange(raw: JsonObject | null, { accountId, time }: Entry, shared: Change, groups: Groups): void {
  const value = asObject(raw?.value);
  const externalId = asId(asObject(value?.metadata)?.phone_number_id);
  const facts = factsOf(groups, externalId, accountId);
  if (raw === null || value === null) {
    facts.push(ignored("malformed change"));
    return;
  }
  const field = raw.field === undefined ? "messages" : asText(raw.field);
  const before = facts.length;
  if (itemFields.has(field)) {
    const change: Change = { ...shared, contacts: contactsOf(value.contacts) };
    // Without a number nobody can tell which of the account's numbers was written to.
    if (externalId === null) nameless(value, field, facts);
    else readLists(value, field, change, facts);
  }
  if (field === "user_preferences" && externalId !== null) {
    const change: Change = { ...shared, contacts: contactsOf(value.contacts) };
    readEach(value.user_preferences, "user_preferences", readPreference, change, facts);
  }
  const template = readTemplateNews(field, value, shared);
  if (template !== null) facts.push(template);
  const news = readAccountNews(field, value, time, shared);
  if (news !== null) facts.push(news);
  if (facts.length === before) facts.push(ignored(`field ${field.slice(0, 100)}`));
}

function readLists(value: JsonObject, field: string, change: Change, facts: Fact[]): void {
  readEach(value.messages, "messages", field === "history" ? readHistoryMedia : readMessage, change, facts);
  readEach(value.message_echoes, "message_echoes", readLiveEcho, change, facts);
  readEach(value.statuses, "statuses", readStatus, change, facts);
  readEach(value.calls, "calls", readCall, change, facts);
  readEach(value.errors, "errors", readError, change, facts);
  if (value.history !== undefined) readHistory(value.history, change, facts);
}

function readEach(list: unknown, name: string, read: Read, change: Change, facts: Fact[]): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    facts.push(ignored(`${name} is not a list`));
    return;
  }
  for (const item of list) facts.push(safely(read, item, change));
}

/** JSON of thousands of levels parses, but cannot be written again: that item is ignored, its delivery kept. */
function safely(read: Read, item: unknown, change: Change): Fact {
  try {
    return read(item, change);
  } catch {
    return ignored("unreadable item", asId(asObject(item)?.id));
  }
}

const readLiveEcho: Read = (item, change) => readEcho(item, change, null);

/** A history message whose file is told later comes a second time, outside its thread (Meta, "history webhook"). */
const readHistoryMedia: Read = (item, change) => {
  const message = asObject(item);
  return readEcho(item, change, { id: message?.to ?? message?.from });
};

const readError: Read = (item) => {
  const error = asObject(item);
  const details = asText(asObject(error?.error_data)?.details) || asText(error?.title);
  return ignored(`error ${asId(error?.code) ?? "unknown"}: ${details}`.slice(0, 300));
};

function readHistory(value: unknown, change: Change, facts: Fact[]): void {
  if (!Array.isArray(value)) {
    facts.push(ignored("history is not a list"));
    return;
  }
  for (const item of value) {
    const chunk = asObject(item);
    // The business has declined to share its history.
    readEach(chunk?.errors, "errors", readError, change, facts);
    for (const one of Array.isArray(chunk?.threads) ? chunk.threads : []) {
      const thread = asObject(one);
      const read: Read = (message, shared) => readEcho(message, shared, thread ?? {});
      readEach(thread?.messages, "messages", read, change, facts);
    }
  }
}

function nameless(value: JsonObject, field: string, facts: Fact[]): void {
  for (const list of [value.messages, value.message_echoes, value.statuses, value.calls]) {
    if (!Array.isArray(list)) continue;
    for (const item of list) facts.push(ignored(`field ${field} without phone_number_id`, asId(asObject(item)?.id)));
  }
}
