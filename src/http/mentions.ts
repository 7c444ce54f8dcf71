import { Hono } from "hono";
import * as v from "valibot";
import { listMentions } from "../db/mentions.ts";
import { limits } from "../protocol/limits.ts";
import { MentionSchema } from "../protocol/mention.ts";
import { MentionItemSchema, pageOf } from "../protocol/resources.ts";
import { agentIdOf, type AppEnv, requireAgent, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { readSince } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { problem, respond, stalePageProblem } from "./problem.ts";
import { query } from "./validate.ts";

/** `/mentions`: the notes in which the caller is named. Nobody sees another's. */

const tag = "Mentions";

const listQuery = v.object({
  ...pageParams,
  unread: v.optional(v.pipe(v.picklist(["true", "false"]), v.description("`true`: only those that are not read."))),
});

const placeSchema = v.object({ position: v.pipe(v.number(), v.safeInteger()), id: v.string() });

export const mentionRoutes = new Hono<AppEnv>()
  .get(
    "/mentions",
    describe({
      id: "listMentions",
      tag,
      summary: "Notes in which the caller is named, newest first",
      description: "For people alone.",
      answer: { status: 200, description: "A page", schema: pageOf(MentionItemSchema) },
      refusals: ["invalid"],
    }),
    requireAgent,
    query(listQuery),
    async (c) => {
      const { cursor, minSeq, unread, limit = limits.pageSize } = c.req.valid("query");
      const place = decodeCursor(cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const asked = {
        orgId: c.var.orgId,
        agentId: agentIdOf(c.var.caller) ?? "",
        sight: sightOf(c.var.caller),
        isUnreadOnly: unread === "true",
        after: place.value,
        limit,
      };
      const rows = await readSince(() => listMentions(c.env.DB, asked), c.var.hub, minSeq);
      if (rows === null) return stalePageProblem(minSeq ?? 0);
      return c.json(pageOfRows(rows, ({ position, id }) => ({ position, id })));
    },
  )
  .post(
    "/conversations/:conversationId/mentions/:messageId/read",
    describe({
      id: "readMention",
      tag,
      summary: "Mark the mention of the caller in a note as read",
      description: "For people alone.",
      answer: { status: 200, description: "The mention as changed", schema: MentionSchema },
      refusals: ["invalid"],
    }),
    requireAgent,
    idempotencyKey,
    async (c) => {
      const payload = { conversationId: c.req.param("conversationId"), messageId: c.req.param("messageId") };
      return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command: "mention:read", payload }));
    },
  );
