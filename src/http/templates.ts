import { Hono } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { TemplateSchema, templateStatuses } from "../protocol/template.ts";
import { pageOf } from "../protocol/resources.ts";
import { type AppEnv, requireWriter } from "./context.ts";
import { describe } from "./describe.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { notFoundProblem, problem, respond } from "./problem.ts";
import { jsonBody, query } from "./validate.ts";

/** `/templates`: the message templates of the org's channels, as their providers approved them. */

const tag = "Templates";
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));

const listQuery = v.object({
  ...pageParams,
  channel: v.optional(v.pipe(id, v.description("A channel's id."))),
  status: v.optional(v.picklist(templateStatuses)),
  q: v.optional(v.pipe(v.string(), v.maxLength(200), v.description("Part of the name or the text."))),
});

const placeSchema = v.object({ name: v.string(), language: v.string(), channelId: v.string() });

const SyncSchema = v.object({
  channelId: v.string(),
  count: v.pipe(v.number(), v.description("How many templates the channel has.")),
  syncedAt: v.string(),
});

export const templateRoutes = new Hono<AppEnv>()
  .get(
    "/templates",
    describe({
      id: "listTemplates",
      tag,
      summary: "Templates by name",
      description:
        "A copy of what the providers have: read when a channel is connected, every day, and at their word. `variables` says what a send must give, by `key`.",
      answer: { status: 200, description: "A page", schema: pageOf(TemplateSchema) },
      refusals: ["invalid"],
    }),
    query(listQuery),
    async (c) => {
      const asked = c.req.valid("query");
      const place = decodeCursor(asked.cursor, placeSchema);
      if (!place.ok) return problem(place.rejection);
      const { channel: channelId, status, q } = asked;
      const page = { channelId, status, q, after: place.value, limit: asked.limit ?? limits.pageSize };
      return c.json(
        pageOfRows(await c.var.hub.templates(page), ({ name, language, channelId }) => ({ name, language, channelId })),
      );
    },
  )
  .get(
    "/templates/:templateId",
    describe({
      id: "getTemplate",
      tag,
      summary: "One template",
      answer: { status: 200, description: "The template as last read", schema: TemplateSchema },
    }),
    async (c) => {
      const template = await c.var.hub.template(c.req.param("templateId"));
      return template === null ? notFoundProblem() : c.json(template);
    },
  )
  .post(
    "/templates/sync",
    describe({
      id: "syncTemplates",
      tag,
      summary: "Read a channel's templates from its provider now",
      description: "When the provider does not give them: 422 `channel_unavailable`, with its reason.",
      answer: { status: 200, description: "How many there are", schema: SyncSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type", "channel_unavailable"],
    }),
    requireWriter,
    jsonBody(v.object({ channelId: id })),
    async (c) => respond(await c.var.hub.syncTemplates(c.var.actor, c.req.valid("json").channelId)),
  );
