import { Hono } from "hono";
import * as v from "valibot";
import { limits } from "../protocol/limits.ts";
import { TypedNameSchema } from "../protocol/typed-name.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-key-store.ts";
import { agentIdOf, type AppEnv, requireRole, scopes } from "./context.ts";
import { describe } from "./describe.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** `/api-keys`: the keys of the org's programs, for owners and admins. */

const tag = "API keys";
const ScopeSchema = v.picklist(scopes);

const NewKeySchema = v.object({
  channelIds: v.optional(
    v.nullable(
      v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength))),
        v.minLength(1),
        v.maxLength(limits.channelsPerKey),
        v.description("The channels whose conversations it may see and write in; null or absent: all."),
      ),
    ),
    null,
  ),
  expiresAt: v.optional(
    v.nullable(v.pipe(v.string(), v.isoTimestamp(), v.description("ISO 8601 UTC, in the future; null: never."))),
    null,
  ),
  name: TypedNameSchema,
  scopes: v.optional(v.pipe(v.array(ScopeSchema), v.minLength(1)), [...scopes]),
});

const KeySchema = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(ScopeSchema),
  lastFour: v.string(),
  createdAt: v.string(),
  createdBy: v.pipe(
    v.nullable(v.string()),
    v.description("The agent who made it, who may have left: a key is the organisation's and goes on without them."),
  ),
  expiresAt: v.nullable(v.string()),
  channelIds: v.nullable(v.array(v.string())),
  lastUsedAt: v.pipe(v.nullable(v.string()), v.description("To within five minutes.")),
  revokedAt: v.nullable(v.string()),
});

const keepers = requireRole("owner", "admin");

export const apiKeyRoutes = new Hono<AppEnv>()
  .get(
    "/api-keys",
    describe({
      id: "listApiKeys",
      tag,
      summary: "The keys that were not revoked",
      answer: {
        status: 200,
        description: "All of them: there is no next page",
        schema: v.object({ items: v.array(KeySchema), nextCursor: v.null(), seq: v.number() }),
      },
    }),
    keepers,
    async (c) => {
      // Keys are no records of the hub: any `seq` is true of them, and its present one lets lists be alike.
      const [{ seq }, items] = await Promise.all([c.var.hub.health(), listApiKeys(c.env, c.var.orgId)]);
      return c.json({ items, nextCursor: null, seq });
    },
  )
  .post(
    "/api-keys",
    describe({
      id: "createApiKey",
      tag,
      summary: "Make a key; it is shown in this answer alone",
      answer: { status: 201, description: "The key", schema: v.object({ ...KeySchema.entries, key: v.string() }) },
      refusals: ["invalid"],
    }),
    keepers,
    jsonBody(NewKeySchema),
    async (c) => {
      const { expiresAt, channelIds, ...given } = c.req.valid("json");
      const end = expiresAt === null ? null : Date.parse(expiresAt);
      if (end !== null && !(end > Date.now()))
        return problem({ code: "invalid", message: "A key ends in the future.", details: { field: "expiresAt" } });
      const channels = channelIds === null ? [] : await c.var.hub.channels();
      const unknown = channelIds?.find((id) => !channels.some((channel) => channel.id === id));
      if (unknown !== undefined)
        return problem({
          code: "not_found",
          message: "There is no such channel.",
          details: { field: "channelIds", id: unknown },
        });
      const wanted = {
        ...given,
        channelIds,
        expiresAt: end === null ? null : new Date(end).toISOString(),
        createdBy: agentIdOf(c.var.caller),
      };
      return c.json(await createApiKey(c.env, c.var.orgId, wanted), 201);
    },
  )
  .delete(
    "/api-keys/:keyId",
    describe({
      id: "revokeApiKey",
      tag,
      summary: "End a key, from the next request on",
      answer: { status: 200, description: "The key as it was", schema: KeySchema },
    }),
    keepers,
    async (c) => {
      const revoked = await revokeApiKey(c.env, c.var.orgId, c.req.param("keyId"));
      return revoked === null ? notFoundProblem() : c.json(revoked);
    },
  );
