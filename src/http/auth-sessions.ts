import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { session } from "../db/auth-schema.ts";
import { type Door, personOf, textOf } from "./auth-door.ts";

/** A session is ended by its id: its token is told to nobody but who signs in. Another person's is none of theirs. */
export const byTokenOfId: Door = async (c, next) => {
  const person = await personOf(c);
  if (person === null) return next();
  const [row] = await drizzle(c.env.DB)
    .select({ token: session.token })
    .from(session)
    .where(and(eq(session.id, textOf(c, "id")), eq(session.userId, person.id)));
  // The library answers alike for a token that is not there.
  c.set("input", { token: row?.token ?? "" });
  return next();
};
