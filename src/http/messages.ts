import { Hono } from "hono";
import * as v from "valibot";
import { listMessages } from "../db/history.ts";
import { NoteBodySchema, SendBodySchema } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { MessageSchema } from "../protocol/records.ts";
import { pageOf } from "../protocol/resources.ts";
import { type AppEnv, requireWriter, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { caughtUp, readSince } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams, positionParam } from "./page.ts";
import { notFoundProblem, problem, respond, stalePageProblem } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/conversations/{id}/messages`: a thread, replies, and trying a reply again or taking it back. */

const tag = "Messages";

const threadQuery = v.object({
  ...pageParams,
  before: v.optional(positionParam("Only messages with a lower `position`.")),
  after: v.optional(positionParam("Only messages with a higher `position`; the page still begins with the newest.")),
});

export const messageRoutes = new Hono<AppEnv>()
  .get(
    "/conversations/:conversationId/messages",
    describe({
      id: "listMessages",
      tag,
      summary: "A thread, newest first by `position`",
      answer: { status: 200, description: "A page", schema: pageOf(MessageSchema) },
      refusals: ["invalid"],
    }),
    query(threadQuery),
    async (c) => {
      const { before, after, limit = limits.pageSize, cursor, minSeq } = c.req.valid("query");
      const place = decodeCursor(cursor, v.pipe(v.number(), v.safeInteger()));
      if (!place.ok) return problem(place.rejection);
      const upper = [before, place.value].filter((position) => typeof position === "number");
      const asked = {
        orgId: c.var.orgId,
        conversationId: c.req.param("conversationId"),
        sight: sightOf(c.var.caller),
        before: upper.length === 0 ? null : Math.min(...upper),
        after: after ?? null,
        limit,
      };
      // The newest page is what one reads after writing, so it holds everything that was acknowledged.
      if (upper.length === 0) await caughtUp(c.var.hub);
      const read = async () => (await listMessages(c.env.DB, asked)) ?? noThread;
      const rows = await readSince(read, c.var.hub, minSeq);
      if (rows === noThread) return notFoundProblem();
      if (rows === null) return stalePageProblem(minSeq ?? 0);
      return c.json(pageOfRows(rows, (message) => message.position));
    },
  )
  .post(
    "/conversations/:conversationId/messages",
    describe({
      id: "sendMessage",
      tag,
      summary: "Reply to the customer",
      description: "Answered as soon as the message is durable and queued; its `status` then follows as changes.",
      answer: { status: 202, description: "The message, `queued`", schema: MessageSchema },
      refusals: [
        "invalid",
        "too_large",
        "unsupported_media_type",
        "locked",
        "stale",
        "window_closed",
        "too_long",
        "channel_unavailable",
      ],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(SendBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      const answer = await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:send", payload });
      return respond(answer, 202);
    },
  )
  .post(
    "/conversations/:conversationId/messages/:messageId/retry",
    describe({
      id: "retryMessage",
      tag,
      summary: "Send a failed or unconfirmed message again, under the same id",
      answer: { status: 200, description: "The message, `queued` again", schema: MessageSchema },
      refusals: ["invalid", "locked", "not_retriable", "channel_unavailable"],
    }),
    requireWriter,
    idempotencyKey,
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), messageId: c.req.param("messageId") };
      const answer = await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:retry", payload });
      return respond(answer);
    },
  )
  .post(
    "/conversations/:conversationId/messages/:messageId/cancel",
    describe({
      id: "cancelMessage",
      tag,
      summary: "Take back a message that is still held here",
      description:
        "As long as it has not left: sent with `holdMs`, or waiting for its turn. Else 422 `not_cancellable`.",
      answer: { status: 200, description: "The message, `cancelled`", schema: MessageSchema },
      refusals: ["invalid", "not_cancellable"],
    }),
    requireWriter,
    idempotencyKey,
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), messageId: c.req.param("messageId") };
      const answer = await c.var.hub.execute(c.var.actor, await commandId(c), { command: "message:cancel", payload });
      return respond(answer);
    },
  )
  .post(
    "/conversations/:conversationId/notes",
    describe({
      id: "addNote",
      tag,
      summary: "Write a note for the team into the thread",
      description: "The customer never sees it. `@Name` mentions an agent; `content.mentions` has their ids.",
      answer: { status: 201, description: "The note, a message of type `note`", schema: MessageSchema },
      refusals: ["invalid", "too_large", "too_long", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(NoteBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "note:add", payload }), 201);
    },
  );

/** The org has no such conversation: nothing to wait for. */
const noThread = { items: [], more: false, seq: Number.MAX_SAFE_INTEGER };
