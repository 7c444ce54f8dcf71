import type { Context } from "hono";
import * as v from "valibot";
import type { Actor } from "../hub/rpc.ts";
import { limits } from "../protocol/limits.ts";
import type { AppEnv } from "./context.ts";
import { header } from "./validate.ts";

/** Takes the optional `Idempotency-Key` of a POST. */
export const idempotencyKey = header(
  v.object({
    "idempotency-key": v.optional(
      v.pipe(
        v.string(),
        v.minLength(1),
        v.maxLength(limits.idLength),
        v.description("The same key gives the same accepted answer, however often it is sent."),
      ),
    ),
  }),
);

/**
 * The command id of a request: the same for the same caller and key, else a new one. Hashed, so that
 * neither the key's length nor another caller's choice of the same key matters.
 */
export async function commandId(c: Context<AppEnv>): Promise<string> {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return crypto.randomUUID();
  const bytes = new TextEncoder().encode(`${actorId(c.var.actor)}:${key}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function actorId(actor: Actor): string {
  switch (actor.type) {
    case "agent":
      return actor.agentId;
    case "apiKey":
      return actor.keyId;
  }
}
