import { and, eq, isNotNull, or, sql, type SQL } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { contains, containsDigits } from "./contains.ts";
import { contacts } from "./schema.ts";

/** Whether the contact in the row has it in their name, number or one of their addresses. */
export function contactMatches(q: string): SQL | undefined {
  return or(contains(contacts.name, q), containsDigits(contacts.phoneNumber, q), anyAliasContains(q));
}

/** Into which contacts those were merged that match: a customer is found by every name, number and address they had. */
export function mergedInto(orgId: string, q: string) {
  return new QueryBuilder()
    .select({ id: contacts.mergedInto })
    .from(contacts)
    .where(and(eq(contacts.orgId, orgId), isNotNull(contacts.mergedInto), contactMatches(q)));
}

function anyAliasContains(q: string): SQL {
  return sql`exists (
    select 1 from json_each(${contacts.json}, '$.aliases')
    where ${contains(sql`json_extract(value, '$.value')`, q)}
  )`;
}
