import { Hono } from "hono";
import * as v from "valibot";
import type { ConversationPageQuery } from "../db/conversation-filter.ts";
import { getConversation, listConversations } from "../db/history.ts";
import { conversationFilters, type ConversationQuery } from "../protocol/catalog-records.ts";
import { ReadBodySchema, SnoozeBodySchema } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { priorities } from "../protocol/record-parts.ts";
import { ReadMarkSchema } from "../protocol/records.ts";
import { ConversationItemSchema, pageOf } from "../protocol/resources.ts";
import { actOn, changedConversation } from "./act-on.ts";
import { agentIdOf, type AppEnv, requireAgent, requireWriter, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh, readSince } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { notFoundProblem, problem, respond, stalePageProblem } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/conversations`: the list, one of them, and whether it is read, open or out of sight. */

const tag = "Conversations";
const id = v.pipe(v.string(), v.maxLength(limits.idLength));
const named = (what: string) => v.optional(v.pipe(id, v.description(what)));

/** What narrows a tab of the list. */
const narrowing = {
  channel: named("A channel's id, or a type of channel, such as `whatsapp`."),
  label: named("A label's id."),
  campaign: named("A campaign's id."),
  assignee: named("The id of the agent whose it is."),
  team: named("A team's id."),
  priority: v.optional(v.picklist(priorities)),
  q: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200),
      v.description("Part of the contact's name or phone number, or of the last message."),
    ),
  ),
} satisfies Record<Exclude<keyof ConversationQuery, "filter">, v.GenericSchema>;

/** Those that are about the caller. */
const ownFilters: ReadonlySet<string> = new Set(["unread", "mine", "following"]);

const listQuery = v.object({
  ...pageParams,
  filter: v.optional(
    v.pipe(
      v.picklist(conversationFilters),
      v.description(
        "`all`, `unread`, `mine` and `unassigned` leave out closed, archived and snoozed ones; `following` does not. `unread`, `mine` and `following` are the caller's: 403 for an API key.",
      ),
    ),
    "all",
  ),
  ...narrowing,
  contact: named("A contact's id: with the filter `all`, closed, archived and snoozed ones too."),
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
      if (agentId === null && ownFilters.has(asked.filter)) {
        return problem({
          code: "forbidden",
          message: `The filter ${asked.filter} is for people: an API key is nobody.`,
        });
      }
      const place = decodeCursor(cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const { orgId, caller } = c.var;
      const page: ConversationPageQuery = {
        ...asked,
        limit,
        orgId,
        agentId,
        sight: sightOf(caller),
        after: place.value,
      };
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
      const { orgId, caller } = c.var;
      const found = await getConversation(c.env.DB, { orgId, agentId: agentIdOf(caller), sight: sightOf(caller) }, id);
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
      answer: changedConversation,
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
  );

function describeStatus(id: string, summary: string) {
  return describe({ id, tag, summary, answer: changedConversation, refusals: ["invalid"] });
}
