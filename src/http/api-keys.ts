import { Hono } from "hono";
import * as v from "valibot";
import { TypedNameSchema } from "../protocol/typed-name.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./api-key-store.ts";
import { type AppEnv, requireRole, scopes } from "./context.ts";
import { describe } from "./describe.ts";
import { notFoundProblem } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** `/api-keys`: the keys of the org's programs, for owners and admins. */

const tag = "API keys";
const ScopeSchema = v.picklist(scopes);

const NewKeySchema = v.object({
  name: TypedNameSchema,
  scopes: v.optional(v.pipe(v.array(ScopeSchema), v.minLength(1)), [...scopes]),
});

const KeySchema = v.object({
  id: v.string(),
  name: v.string(),
  scopes: v.array(ScopeSchema),
  lastFour: v.string(),
  createdAt: v.string(),
  revokedAt: v.nullable(v.string()),
});

const keepers = requireRole("owner", "admin");

export const apiKeyRoutes = new Hono<AppEnv>()
  .get(
    "/api-keys",
    describe({
      id: "listApiKeys",
      tag,
      summary: "The keys that work",
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
    async (c) => c.json(await createApiKey(c.env, c.var.orgId, c.req.valid("json")), 201),
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
