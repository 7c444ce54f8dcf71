import { Hono } from "hono";
import * as v from "valibot";
import { DraftBodySchema, draftKind } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import { DraftSchema } from "../protocol/records.ts";
import { type AppEnv, requireAgent, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { notFoundProblem, respond } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/conversations/{id}/draft`: what the caller has written and not sent. */

const tag = "Drafts";
const kindQuery = v.object({ kind: draftKind });

export const draftRoutes = new Hono<AppEnv>()
  .get(
    "/conversations/:conversationId/draft",
    describe({
      id: "getDraft",
      tag,
      summary: "The caller's own draft",
      answer: { status: 200, description: "The draft", schema: DraftSchema },
      refusals: ["invalid"],
    }),
    requireAgent,
    query(kindQuery),
    async (c) => {
      const { actor } = c.var;
      const conversationId = c.req.param("conversationId");
      const draft =
        actor.type === "agent" ? await c.var.hub.draft(actor.agentId, conversationId, c.req.valid("query").kind) : null;
      return draft === null ? notFoundProblem() : c.json(draft);
    },
  )
  .put(
    "/conversations/:conversationId/draft",
    describe({
      id: "saveDraft",
      tag,
      summary: "Save the caller's own draft",
      description: `Without \`version\` it creates; with it, it replaces that version, and 409 \`stale\` carries the \`current\` one. At most ${limits.draftLength} characters.`,
      answer: { status: 200, description: "The draft with its new version", schema: DraftSchema },
      refusals: ["invalid", "stale", "too_large", "unsupported_media_type"],
    }),
    requireAgent,
    requireWriter,
    query(kindQuery),
    jsonBody(DraftBodySchema),
    async (c) => {
      const payload = {
        ...c.req.valid("json"),
        ...c.req.valid("query"),
        conversationId: c.req.param("conversationId"),
      };
      return respond(await c.var.hub.execute(c.var.actor, crypto.randomUUID(), { command: "draft:save", payload }));
    },
  )
  .delete(
    "/conversations/:conversationId/draft",
    describe({
      id: "discardDraft",
      tag,
      summary: "Discard the caller's own draft",
      answer: { status: 200, description: "The draft's tombstone", schema: DraftSchema },
      refusals: ["invalid"],
    }),
    requireAgent,
    requireWriter,
    query(kindQuery),
    async (c) => {
      const payload = { ...c.req.valid("query"), conversationId: c.req.param("conversationId") };
      const answer = await c.var.hub.execute(c.var.actor, crypto.randomUUID(), { command: "draft:discard", payload });
      return answer.ok && answer.value === null ? notFoundProblem() : respond(answer);
    },
  );
