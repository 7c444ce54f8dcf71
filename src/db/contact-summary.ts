import { type SQL, sql } from "drizzle-orm";
import type { ContactSummary } from "../protocol/resources.ts";
import { contacts } from "./schema.ts";

/** As core/known-address.ts tells it, of the contact in the row. Not ordered by kind: that would cost a sort for each row. */
export const knownAddressColumn = sql<
  string | null
>`coalesce(${aliasOf("email")}, ${aliasOf("sms_sender")}, ${aliasOf("username")})`;

function aliasOf(kind: "email" | "sms_sender" | "username"): SQL {
  return sql`(
    select json_extract(value, '$.value') from json_each(${contacts.json}, '$.aliases')
    where json_extract(value, '$.kind') = ${kind} limit 1
  )`;
}

interface ContactColumns {
  readonly name: string | null;
  readonly phoneNumber: string | null;
  readonly address: string | null;
}

/** What a row tells of its contact. */
export function contactOf(id: string, { name, phoneNumber, address }: ContactColumns): ContactSummary {
  return { id, name, phoneNumber, ...(address === null ? {} : { address }) };
}
