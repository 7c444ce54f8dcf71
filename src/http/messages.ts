import { Hono } from "hono";
import * as v from "valibot";
import { listMessages, type Rows } from "../db/history.ts";
import { listMessagesAround, listMessagesFollowing } from "../db/thread-place.ts";
import { NoteBodySchema, SendBodySchema } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { type Message, MessageSchema } from "../protocol/records.ts";
import { pageOf } from "../protocol/resources.ts";
import { type AppEnv, requireWriter, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { caughtUp, readSince } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams, positionParam } from "./page.ts";
import { notFoundProblem, problem, respond, stalePageProblem } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/conversations/{id}/messages`: a thread, replies and notes. */

const tag = "Messages";

const threadQuery = v.object({
  ...pageParams,
  before: v.optional(positionParam("Only messages with a lower `position`.")),
  after: v.optional(positionParam("Only messages with a higher `position`; the page still begins with the newest.")),
  following: v.optional(
    positionParam(
      "The messages right after this `position`, instead of the newest: the way forward from a page of the past. `nextCursor` is null.",
    ),
  ),
  around: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(limits.idLength),
      v.description("A message's id: the page around it, half of it older. 404 when it is not in this thread."),
    ),
  ),
  at: v.optional(
    v.pipe(
      v.string(),
      v.isoTimestamp(),
      v.description("The page around the first message of this time or later. 404 when nothing is that young."),
    ),
  ),
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
      const asked = c.req.valid("query");
      const place = decodeCursor(asked.cursor, v.pipe(v.number(), v.safeInteger()));
      if (!place.ok) return problem(place.rejection);
      const thread = {
        orgId: c.var.orgId,
        conversationId: c.req.param("conversationId"),
        sight: sightOf(c.var.caller),
        limit: asked.limit ?? limits.pageSize,
      };
      const { page, isNewest } = threadReader(c.env.DB, thread, asked, place.value);
      // The newest page is what one reads after writing, so it holds everything that was acknowledged.
      if (isNewest) await caughtUp(c.var.hub);
      const rows = await readSince(async () => (await page()) ?? noThread, c.var.hub, asked.minSeq);
      if (rows === noThread) return notFoundProblem();
      if (rows === null) return stalePageProblem(asked.minSeq ?? 0);
      const answer = pageOfRows(rows, (message) => message.position);
      return c.json(asked.following === undefined ? answer : { ...answer, nextCursor: null });
    },
  )
  .post(
    "/conversations/:conversationId/messages",
    describe({
      id: "sendMessage",
      tag,
      summary: "Reply to the customer",
      description:
        "A text, files with or without one, a template, buttons or a list under a text, or a place. Answered as soon as the message is durable; its `status` then follows as changes. Outside the channel's window only a template goes out: 422 `window_closed`. With `sendAt` it is `scheduled`, and judged again when its time comes.",
      answer: { status: 202, description: "The message, `queued` or `scheduled`", schema: MessageSchema },
      refusals: [
        "invalid",
        "too_large",
        "unsupported_media_type",
        "locked",
        "stale",
        "window_closed",
        "opted_out",
        "too_long",
        "unsupported_content",
        "media_refused",
        "template_invalid",
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

/** How to read the page that was asked for: around a place, after one, or down from one. */
function threadReader(
  d1: D1Database,
  thread: Parameters<typeof listMessagesAround>[1],
  { before, after, following, around, at }: v.InferOutput<typeof threadQuery>,
  cursor: number | null,
): { page: () => Promise<Rows<Message> | null>; isNewest: boolean } {
  if (around !== undefined)
    return { page: () => listMessagesAround(d1, thread, { messageId: around }), isNewest: false };
  if (at !== undefined) {
    const time = new Date(at).toISOString();
    return { page: () => listMessagesAround(d1, thread, { at: time }), isNewest: false };
  }
  if (following !== undefined) return { page: () => listMessagesFollowing(d1, thread, following), isNewest: false };
  const upper = [before, cursor].filter((position) => typeof position === "number");
  const query = { ...thread, before: upper.length === 0 ? null : Math.min(...upper), after: after ?? null };
  return { page: () => listMessages(d1, query), isNewest: upper.length === 0 };
}

/** The org has no such conversation, or not the message that was asked about: nothing to wait for. */
const noThread = { items: [], more: false, seq: Number.MAX_SAFE_INTEGER };
