import { Hono } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { RetryReportSchema, UndeliveredItemSchema } from "../protocol/undelivered.ts";
import { pageOf } from "../protocol/resources.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { problem, respond } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/outbox`: messages that are not with their customers. */

const tag = "Outbox";
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));

const listQuery = v.object({
  ...pageParams,
  state: v.optional(
    v.pipe(
      v.picklist(["failed", "unconfirmed", "waiting"]),
      v.description(
        "`failed`: they did not arrive. `unconfirmed`: nobody knows, see `settle`. `waiting`: queued, held or scheduled.",
      ),
    ),
    "failed",
  ),
  channel: v.optional(v.pipe(id, v.description("A channel's id."))),
});

export const outboxRoutes = new Hono<AppEnv>()
  .get(
    "/outbox",
    describe({
      id: "listOutbox",
      tag,
      summary: "Messages that are not with their customers, newest first",
      description:
        "Those of conversations that the caller sees. Why one has failed says its `error`; one is sent again by `retry`.",
      answer: { status: 200, description: "A page", schema: pageOf(UndeliveredItemSchema) },
      refusals: ["invalid"],
    }),
    query(listQuery),
    async (c) => {
      const asked = c.req.valid("query");
      const place = decodeCursor(asked.cursor, v.pipe(v.number(), v.safeInteger()));
      if (!place.ok) return problem(place.rejection);
      const rows = await c.var.hub.undelivered(c.var.actor, {
        state: asked.state,
        channelId: asked.channel,
        after: place.value,
        limit: asked.limit ?? limits.pageSize,
      });
      return c.json(pageOfRows(rows, ({ message }) => message.position));
    },
  )
  .post(
    "/outbox/retry",
    describe({
      id: "retryFailed",
      tag,
      summary: "Send again what failed on a channel",
      description: `Oldest first, ${limits.retriesAtOnce} at most. What may have arrived (\`unconfirmed\`) is left alone: sending that again is a person's decision, one by one.`,
      answer: { status: 200, description: "What became of each", schema: RetryReportSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(v.object({ channelId: id })),
    async (c) => respond(await c.var.hub.retryFailed(c.var.actor, await commandId(c), c.req.valid("json").channelId)),
  );
