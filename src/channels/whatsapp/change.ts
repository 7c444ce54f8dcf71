import type { Alias } from "../../protocol/records.ts";
import type { Identity } from "../../protocol/facts.ts";
import { limits } from "../../protocol/limits.ts";
import { visibleName } from "../../protocol/plain-text.ts";
import { asId, asObject, asText, type JsonObject } from "../json.ts";

/** What the items of one change share: who is who, and when it came. */
export interface Change {
  readonly receivedAt: string;
  readonly receivedMs: number;
  readonly contacts: readonly WebhookContact[];
}

/** An entry of `contacts[]`, its ids in our normal form. */
export interface WebhookContact {
  readonly address: string | null;
  readonly userId: string | null;
  readonly parentUserId: string | null;
  readonly username: string | null;
  readonly name: string | null;
}

const dayMs = 86_400_000;

/**
 * Meta's unix seconds (a text, in some fields a number) as ISO 8601. What is no time, or lies more than a
 * day after the receipt (it would keep the reply window open for ever), becomes the time of the receipt.
 */
export function timeOf(value: unknown, change: Change): string {
  const seconds =
    typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  const ms = seconds * 1_000;
  return ms > 0 && ms <= change.receivedMs + dayMs ? new Date(ms).toISOString() : change.receivedAt;
}

export function contactsOf(value: unknown): WebhookContact[] {
  if (!Array.isArray(value)) return [];
  const contacts: WebhookContact[] = [];
  for (const item of value) {
    const contact = asObject(item);
    if (contact === null) continue;
    const profile = asObject(contact.profile);
    contacts.push({
      address: addressOf(contact.wa_id),
      userId: asId(contact.user_id),
      parentUserId: asId(contact.parent_user_id),
      username: asId(profile?.username)?.toLowerCase() ?? null,
      name: nameOf(profile?.name),
    });
  }
  return contacts;
}

/** A phone number as its digits; anything else (an opaque WhatsApp id) as it is. */
export function addressOf(value: unknown): string | null {
  const id = asId(value);
  if (id === null || allDigits.test(id)) return id;
  const digits = id.replace(separators, "");
  return allDigits.test(digits) ? digits : id;
}

/**
 * Who wrote (`from`) or was written to (`to`): the ids of the item, and those of the entry of `contacts[]`
 * that has one of them. Since March 2026 the phone number may be absent, and then also the item's own ids: a
 * lone contact is meant. null when nobody is named.
 */
export function identityOf(item: JsonObject, side: "from" | "to", change: Change): Identity | null {
  const address = addressOf(item[side]);
  const userId = asId(item[`${side}_user_id`]);
  const parentUserId = asId(item[`${side}_parent_user_id`]);
  const lone = change.contacts.length === 1 ? change.contacts[0] : undefined;
  const nobody = address === null && userId === null;
  const contact = nobody ? lone : change.contacts.find((one) => isSame(one, address, userId));
  const aliases = aliasesOf({
    address: address ?? contact?.address ?? null,
    userId: userId ?? contact?.userId ?? null,
    parentUserId: parentUserId ?? contact?.parentUserId ?? null,
    username: contact?.username ?? null,
  });
  if (aliases.length === 0) return null;
  // A lone contact's name is this customer's, also where its number is written in another form than `from`.
  return { aliases, name: (contact ?? lone)?.name ?? null };
}

export function aliasesOf(ids: Omit<WebhookContact, "name">): Alias[] {
  const aliases: Alias[] = [];
  const isPhone = ids.address !== null && allDigits.test(ids.address);
  if (ids.address !== null && isPhone) aliases.push({ kind: "phone", value: ids.address });
  const userId = ids.userId ?? (isPhone ? null : ids.address);
  if (userId !== null) aliases.push({ kind: "wa_user_id", value: userId });
  if (ids.parentUserId !== null) aliases.push({ kind: "wa_parent_user_id", value: ids.parentUserId });
  if (aliases.length > 0 && ids.username !== null) aliases.push({ kind: "username", value: ids.username });
  return aliases;
}

const allDigits = /^\d{4,20}$/;
const separators = /[\s+().-]/g;

function isSame(contact: WebhookContact, address: string | null, userId: string | null): boolean {
  return (address !== null && contact.address === address) || (userId !== null && contact.userId === userId);
}

function nameOf(value: unknown): string | null {
  return visibleName(asText(value), limits.nameLength);
}
