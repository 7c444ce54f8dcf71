import { Hono } from "hono";
import type { Context } from "hono";
import { HeldLockBodySchema, HeldLockSchema, LockBodySchema, ReleasedLockSchema } from "../protocol/commands.ts";
import { timing } from "../protocol/timing.ts";
import { type AppEnv, requireAgent, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { respond } from "./problem.ts";
import { jsonBody, optionalJsonBody } from "./validate.ts";

/** `/conversations/{id}/lock` and its kin: who is replying. A lock taken here lives by heartbeats from here. */

const tag = "Locks";
const held = { status: 200, description: "The lock and its token", schema: HeldLockSchema } as const;
const body = ["invalid", "too_large", "unsupported_media_type"] as const;
const seconds = timing.lockTtlMs / 1_000;

export const lockRoutes = new Hono<AppEnv>()
  .post(
    "/conversations/:conversationId/lock",
    describe({
      id: "lockConversation",
      tag,
      summary: "Tell the others that the caller is replying",
      description: `Lasts ${seconds} s from the last heartbeat. Locking what one holds gives the same token.`,
      answer: held,
      refusals: ["locked", "stale", ...body],
    }),
    requireAgent,
    requireWriter,
    idempotencyKey,
    optionalJsonBody(LockBodySchema),
    async (c) => lockCommand(c, "lock:acquire", c.req.valid("json")),
  )
  .post(
    "/conversations/:conversationId/heartbeat",
    describe({
      id: "heartbeatConversation",
      tag,
      summary: `Keep the lock for another ${seconds} s`,
      answer: held,
      refusals: ["stale", ...body],
    }),
    requireAgent,
    requireWriter,
    jsonBody(HeldLockBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      // Never an idempotent repetition: each is a new sign of life.
      const id = crypto.randomUUID();
      return respond(await c.var.hub.execute(c.var.actor, id, { command: "lock:heartbeat", payload }));
    },
  )
  .post(
    "/conversations/:conversationId/unlock",
    describe({
      id: "unlockConversation",
      tag,
      summary: "Release the lock",
      description: "Without a token it releases what the caller holds by REST. What nobody holds is released already.",
      answer: { status: 200, description: "The lock's tombstone", schema: ReleasedLockSchema },
      refusals: ["locked", "stale", ...body],
    }),
    requireAgent,
    requireWriter,
    idempotencyKey,
    optionalJsonBody(LockBodySchema),
    async (c) => lockCommand(c, "lock:release", c.req.valid("json")),
  )
  .post(
    "/conversations/:conversationId/takeover",
    describe({
      id: "takeOverConversation",
      tag,
      summary: "Take the lock from whoever holds it, who is told at once",
      answer: held,
      refusals: ["stale", ...body],
    }),
    requireAgent,
    requireWriter,
    idempotencyKey,
    optionalJsonBody(LockBodySchema),
    async (c) => lockCommand(c, "lock:takeover", c.req.valid("json")),
  );

async function lockCommand(
  c: Context<AppEnv>,
  command: "lock:acquire" | "lock:release" | "lock:takeover",
  body: { token?: string | undefined },
): Promise<Response> {
  const payload = { ...body, conversationId: c.req.param("conversationId") ?? "" };
  return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command, payload }));
}
