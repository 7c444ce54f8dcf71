import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, or, sql, type SQL } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import type { Contact } from "../protocol/records.ts";
import { contactMatches, mergedInto } from "./contact-search.ts";
import { type Rows, rowsOf, watermark } from "./history.ts";
import { contacts } from "./schema.ts";

/** Where a page of contacts ended: the last row's place in the order (no name first, then name, then id). */
export interface ContactPlace {
  readonly name: string | null;
  readonly id: string;
}

export interface ContactQuery {
  readonly orgId: string;
  /** Part of the name, the phone number or an address; also of those that were merged into the contact. */
  readonly q?: string | undefined;
  /** Those that were merged into this one; without it all that were not merged. */
  readonly mergedInto?: string | undefined;
  readonly after: ContactPlace | null;
  readonly limit: number;
}

/** Contacts by name, those without one first. */
export async function listContacts(d1: D1Database, query: ContactQuery): Promise<Rows<Contact>> {
  const db = drizzle(d1);
  const [rows, marks] = await db.batch([contactPage(db, query), watermark(db, query.orgId)]);
  return rowsOf(
    rows.map((row) => JSON.parse(row.json) as Contact),
    query.limit,
    marks,
  );
}

/** One contact, or null: also when it is another org's. */
export async function getContact(d1: D1Database, orgId: string, contactId: string): Promise<Contact | null> {
  const [row] = await drizzle(d1)
    .select({ json: contacts.json })
    .from(contacts)
    .where(and(eq(contacts.orgId, orgId), eq(contacts.id, contactId), eq(contacts.deleted, 0)));
  return row ? (JSON.parse(row.json) as Contact) : null;
}

/** The statement of a page of contacts: one more row than asked for, to know whether there are more. */
export function contactPage(db: DrizzleD1Database, query: ContactQuery) {
  return (
    db
      .select({ json: contacts.json })
      .from(contacts)
      .where(
        and(
          eq(contacts.orgId, query.orgId),
          query.after === null ? undefined : afterPlace(query.after),
          query.mergedInto === undefined ? isNull(contacts.mergedInto) : eq(contacts.mergedInto, query.mergedInto),
          query.q === undefined
            ? undefined
            : or(contactMatches(query.q), inArray(contacts.id, mergedInto(query.orgId, query.q))),
          eq(contacts.deleted, 0),
        ),
      )
      // The `+` keeps SQLite from looking for a contact's few merged ones among all by name.
      .orderBy(query.mergedInto === undefined ? asc(contacts.name) : sql`+${contacts.name}`, asc(contacts.id))
      .limit(query.limit + 1)
  );
}

function afterPlace(place: ContactPlace): SQL | undefined {
  if (place.name === null) return or(isNotNull(contacts.name), and(isNull(contacts.name), gt(contacts.id, place.id)));
  return and(gte(contacts.name, place.name), or(gt(contacts.name, place.name), gt(contacts.id, place.id)));
}
