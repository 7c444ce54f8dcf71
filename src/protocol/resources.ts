import * as v from "valibot";
import { MentionSchema } from "./mention.ts";
import { ConversationSchema, RecordSchema } from "./records.ts";

/** What REST answers beyond bare records. The OpenAPI document is made from these. */

/** The part of a contact that a row of the list shows. */
export const ContactSummarySchema = v.object({
  id: v.string(),
  name: v.nullable(v.string()),
  phoneNumber: v.nullable(v.string()),
  address: v.optional(v.pipe(v.string(), v.description("An e-mail address or a username; absent for neither."))),
});
export type ContactSummary = v.InferOutput<typeof ContactSummarySchema>;

/** A conversation as the list and GET answer it: the record, its contact, and what the caller has not read. */
export const ConversationItemSchema = v.object({
  ...ConversationSchema.entries,
  contact: ContactSummarySchema,
  unread: v.pipe(
    v.nullable(v.number()),
    v.description("The caller's own; null for an API key, which has no read mark."),
  ),
});
export type ConversationItem = v.InferOutput<typeof ConversationItemSchema>;

/** A mention as the list answers it: with the name of the contact whose conversation it is in. */
export const MentionItemSchema = v.object({ ...MentionSchema.entries, contact: ContactSummarySchema });
export type MentionItem = v.InferOutput<typeof MentionItemSchema>;

/** How many active conversations there are. It holds everything up to `seq`. */
export const CountsSchema = v.object({
  seq: v.number(),
  counts: v.pipe(
    v.record(v.string(), v.number()),
    v.description("`all`, `unassigned`, `assignee:<id>`, `team:<id>`, `label:<id>`; what is not named is 0."),
  ),
  mine: v.pipe(v.nullable(v.number()), v.description("Assigned to the caller; null for an API key.")),
  unread: v.pipe(
    v.nullable(v.number()),
    v.description("With messages that the caller has not read; null for an API key, which has no read mark."),
  ),
  unreadIsLeast: v.pipe(v.boolean(), v.description("True when not all were looked at: there may be more unread.")),
});
export type Counts = v.InferOutput<typeof CountsSchema>;

/** A page of a list. It holds everything up to `seq`; every item also has its own. */
export const pageOf = <T extends v.GenericSchema>(item: T) =>
  v.object({ items: v.array(item), nextCursor: v.nullable(v.string()), seq: v.number() });
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  seq: number;
}

export const ChangesSchema = v.object({
  seq: v.number(),
  /** True when the cursor is older than what the hub keeps, or beyond its head: drop what you hold, then put these. */
  reset: v.boolean(),
  records: v.array(RecordSchema),
});
