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
        v.description(
          "The same key gives the same accepted answer, however often the same request is sent; another one: `conflict`.",
        ),
      ),
    ),
  }),
);

/**
 * The command id of a request: a new one without a key, else `keyedId` with what the request is (Se10). The hub finds what
 * the key was used for by the first half.
 */
export async function commandId(c: Context<AppEnv>): Promise<string> {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return crypto.randomUUID();
  const body: unknown = c.req.valid("json" as never);
  // The org may be named by its id or its slug.
  const route = c.req.path.split("/").slice(4).join("/");
  return `${await keyedId(c)}-${await digest(`${c.req.method} ${route} ${JSON.stringify(inOrder(body)) ?? ""}`, 6)}`;
}

/**
 * The same for the same caller and key, else a new one. Hashed, so that neither the key's length nor another caller's
 * choice of the same key matters.
 */
export async function keyedId(c: Context<AppEnv>): Promise<string> {
  const key = c.req.header("idempotency-key");
  return key === undefined ? crypto.randomUUID() : digest(`${actorId(c.var.actor)}:${key}`, 16);
}

async function digest(text: string, bytes: number): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(hash.subarray(0, bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The value with its names in order: the same JSON, however it was written. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, inOrder(one)]));
}

function actorId(actor: Actor): string {
  switch (actor.type) {
    case "agent":
      return actor.agentId;
    case "apiKey":
      return actor.keyId;
  }
}
