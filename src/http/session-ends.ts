import { APIError } from "better-auth/api";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { member } from "../db/auth-schema.ts";
import type { Env } from "../env.ts";
import { hubOf } from "./context.ts";
import { noteLoss } from "./database.ts";
import { errorText } from "../protocol/error-text.ts";

/**
 * Tells every hub of a person that one of their sign-ins ends (Se2): its sockets close, and its tokens and tickets open
 * none. The auth library runs this before it deletes the row, whatever deletes it: sign-out, revocation, a new
 * password, expiry. Should a hub be out of reach the row stays, so that who asked can ask again.
 */
export async function tellOfSessionEnd(env: Env, session: { id: string; userId: string }): Promise<void> {
  try {
    const rows = await drizzle(env.DB)
      .select({ orgId: member.organizationId })
      .from(member)
      .where(eq(member.userId, session.userId));
    await Promise.all(rows.map(({ orgId }) => hubOf(env, orgId).endSession(session.userId, session.id)));
  } catch (error) {
    // The library only logs what is thrown here while it signs somebody out.
    noteLoss();
    console.error(JSON.stringify({ level: "error", event: "session_end.hub_unreachable", error: errorText(error) }));
    throw new APIError("SERVICE_UNAVAILABLE", { code: "unavailable", message: "Try again in a moment." });
  }
}
