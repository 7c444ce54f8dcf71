import { type Context, Hono } from "hono";
import * as v from "valibot";
import { type ConversationQuery, getConversation, listConversations } from "../db/history.ts";
import { AssignBodySchema, ReadBodySchema, SnoozeBodySchema } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { conversationFilters } from "../protocol/catalog-records.ts";
import { ConversationSchema, ReadMarkSchema } from "../protocol/records.ts";
import { ConversationItemSchema, pageOf } from "../protocol/resources.ts";
import { type AppEnv, type Caller, requireAgent, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh, readSince } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { notFoundProblem, problem, respond, stalePageProblem } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/conversations`: the list, one of them, and what an agent does with it. */

const tag = "Conversations";
const text = v.pipe(v.string(), v.maxLength(200));

const listQuery = v.object({
  ...pageParams,
  filter: v.optional(
    v.pipe(
      v.picklist(conversationFilters),
      v.description(
        "`all`, `unread`, `mine` and `unassigned` leave out closed, archived and snoozed ones. `unread` and `mine` are the caller's: 403 for an API key.",
      ),
    ),
    "all",
  ),
  channel: v.optional(v.pipe(text, v.description("A channel's id, or a type of channel, such as `whatsapp`."))),
  label: v.optional(text),
  campaign: v.optional(text),
  q: v.optional(v.pipe(text, v.description("Part of the contact's name or phone number, or of the last message."))),
});

const placeSchema = v.object({ position: v.pipe(v.number(), v.safeInteger()), id: v.string() });

export const conversationRoutes = new Hono<AppEnv>()
  .get(
    "/conversations",
    describe({
      id: "listConversations",
      tag,
      summary: "The list, newest activity first",
      answer: { status: 200, description: "A page", schema: pageOf(ConversationItemSchema) },
      refusals: ["invalid"],
    }),
    query(listQuery),
    async (c) => {
      const { cursor, minSeq, limit = limits.pageSize, ...asked } = c.req.valid("query");
      const agentId = agentIdOf(c.var.caller);
      if (agentId === null && (asked.filter === "unread" || asked.filter === "mine")) {
        return problem({ code: "forbidden", message: `An API key has no conversations that are ${asked.filter}.` });
      }
      const place = decodeCursor(cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const page: ConversationQuery = { ...asked, limit, orgId: c.var.orgId, agentId, after: place.value };
      const rows = await readSince(() => listConversations(c.env.DB, page), c.var.hub, minSeq);
      if (rows === null) return stalePageProblem(minSeq ?? 0);
      return c.json(pageOfRows(rows, (item) => ({ position: item.lastPosition, id: item.id })));
    },
  )
  .get(
    "/conversations/:conversationId",
    describe({
      id: "getConversation",
      tag,
      summary: "One conversation",
      answer: { status: 200, description: "The conversation as of now", schema: ConversationItemSchema },
    }),
    fresh,
    async (c) => {
      const id = c.req.param("conversationId");
      const found = await getConversation(c.env.DB, c.var.orgId, id, agentIdOf(c.var.caller));
      return found === null ? notFoundProblem() : c.json(found);
    },
  )
  .post(
    "/conversations/:conversationId/read",
    describe({
      id: "readConversation",
      tag,
      summary: "Move the caller's own read mark forward to a message",
      answer: { status: 200, description: "The caller's read mark", schema: ReadMarkSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireAgent,
    idempotencyKey,
    jsonBody(ReadBodySchema),
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), upTo: c.req.valid("json").upTo };
      return respond(
        await c.var.hub.execute(c.var.actor, await commandId(c), { command: "conversation:read", payload }),
      );
    },
  )
  .post(
    "/conversations/:conversationId/unread",
    describe({
      id: "unreadConversation",
      tag,
      summary: "Move the caller's own read mark back before the newest inbound message",
      answer: { status: 200, description: "The caller's read mark", schema: ReadMarkSchema },
      refusals: ["invalid"],
    }),
    requireAgent,
    idempotencyKey,
    actOn("conversation:unread"),
  )
  .post(
    "/conversations/:conversationId/close",
    describeStatus("closeConversation", "Close it; it reopens when the contact writes"),
    requireWriter,
    idempotencyKey,
    actOn("conversation:close"),
  )
  .post(
    "/conversations/:conversationId/archive",
    describeStatus("archiveConversation", "Archive it; it reopens when the contact writes"),
    requireWriter,
    idempotencyKey,
    actOn("conversation:archive"),
  )
  .post(
    "/conversations/:conversationId/reopen",
    describeStatus("reopenConversation", "Make it active again"),
    requireWriter,
    idempotencyKey,
    actOn("conversation:reopen"),
  )
  .post(
    "/conversations/:conversationId/snooze",
    describe({
      id: "snoozeConversation",
      tag,
      summary: "Put it out of sight until a time, or until the contact writes",
      answer: { status: 200, description: "The conversation as changed", schema: ConversationSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(SnoozeBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(
        await c.var.hub.execute(c.var.actor, await commandId(c), { command: "conversation:snooze", payload }),
      );
    },
  )
  .post(
    "/conversations/:conversationId/assign",
    describe({
      id: "assignConversation",
      tag,
      summary: "Assign it to an agent, or with null to nobody",
      description:
        "With `expect`, only when that is whom it is assigned to; else 409 `already_assigned` says who has it.",
      answer: { status: 200, description: "The conversation as changed", schema: ConversationSchema },
      refusals: ["invalid", "already_assigned", "too_large", "unsupported_media_type"],
    }),
    requireWriter,
    idempotencyKey,
    jsonBody(AssignBodySchema),
    async (c) => {
      const payload = { ...c.req.valid("json"), conversationId: c.req.param("conversationId") };
      return respond(
        await c.var.hub.execute(c.var.actor, await commandId(c), { command: "conversation:assign", payload }),
      );
    },
  );

function describeStatus(id: string, summary: string) {
  const answer = { status: 200, description: "The conversation as changed", schema: ConversationSchema } as const;
  return describe({ id, tag, summary, answer, refusals: ["invalid"] });
}

/** A command that needs nothing but its conversation. */
function actOn(command: "conversation:unread" | "conversation:close" | "conversation:archive" | "conversation:reopen") {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const payload = { conversationId: c.req.param("conversationId") ?? "" };
    return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command, payload }));
  };
}

/** Whose read marks count: null for an API key, which has none. */
function agentIdOf(caller: Caller): string | null {
  switch (caller.type) {
    case "agent":
      return caller.agent.id;
    case "apiKey":
      return null;
  }
}
