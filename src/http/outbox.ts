import { Hono } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import {
  RetryReportSchema,
  UndeliveredCountsSchema,
  UndeliveredItemSchema,
  undeliveredStates,
} from "../protocol/undelivered.ts";
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
      v.picklist(undeliveredStates),
      v.description(
        "All of them when it is left out. `failed`: they did not arrive. `unconfirmed`: nobody knows, see `settle`. `waiting`: queued, held or scheduled. `scheduled`: those of them that leave at a time of their own.",
      ),
    ),
  ),
  channel: v.optional(v.pipe(id, v.description("A channel's id."))),
});

const retryBody = v.object({
  channelId: v.optional(v.pipe(id, v.description("Only what failed on this channel."))),
  messageIds: v.optional(
    v.pipe(
      v.array(id),
      v.minLength(1),
      v.maxLength(limits.retriesAtOnce),
      v.description("Only these; one that has not failed is left alone."),
    ),
  ),
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
        state: asked.state ?? null,
        channelId: asked.channel,
        after: place.value,
        limit: asked.limit ?? limits.pageSize,
      });
      return c.json(pageOfRows(rows, ({ message }) => message.position));
    },
  )
  .get(
    "/outbox/counts",
    describe({
      id: "countOutbox",
      tag,
      summary: "How many messages are not with their customers",
      description: "Those of conversations that the caller sees.",
      answer: { status: 200, description: "By state", schema: UndeliveredCountsSchema },
      refusals: ["invalid"],
    }),
    query(v.object({ channel: listQuery.entries.channel })),
    async (c) => c.json(await c.var.hub.undeliveredCounts(c.var.actor, c.req.valid("query").channel)),
  )
  .post(
    "/outbox/retry",
    describe({
      id: "retryFailed",
      tag,
      summary: "Send again what failed: on a channel, some, or all",
      description: `Those of conversations that the caller sees. Oldest first, ${limits.retriesAtOnce} at most. What may have arrived (\`unconfirmed\`) is left alone: sending that again is a person's decision, one by one. With neither a channel nor ids, what disconnected channels left behind is passed over.`,
      answer: { status: 200, description: "What became of each", schema: RetryReportSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(retryBody),
    async (c) => respond(await c.var.hub.retryFailed(c.var.actor, await commandId(c), c.req.valid("json"))),
  );
