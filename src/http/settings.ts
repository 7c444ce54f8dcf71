import { Hono } from "hono";
import { getSmall } from "../db/small-records.ts";
import { SettingsSchema } from "../protocol/catalog-records.ts";
import { SettingsChangeSchema } from "../protocol/catalog.ts";
import { type AppEnv, requireRole } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh } from "./freshness.ts";
import { respond } from "./problem.ts";
import { jsonBody } from "./validate.ts";

/** `/settings`: what holds for the whole organisation. */

const tag = "Settings";

export const settingsRoutes = new Hono<AppEnv>()
  .get(
    "/settings",
    describe({
      id: "getSettings",
      tag,
      summary: "What holds for the whole organisation",
      answer: { status: 200, description: "The settings", schema: SettingsSchema },
    }),
    fresh,
    async (c) => {
      const found = await getSmall(c.env.DB, {
        orgId: c.var.orgId,
        agentId: null,
        kind: "settings",
        id: "settings",
      });
      return c.json(found ?? { kind: "settings", id: "settings", seq: 0, limitedRoles: [] });
    },
  )
  .patch(
    "/settings",
    describe({
      id: "updateSettings",
      tag,
      summary: "Change some of them",
      description:
        "`limitedRoles`: agents of these roles see the conversations of their teams, of no team and their own, and no others: in lists, threads, sockets and commands alike.",
      answer: { status: 200, description: "The settings as changed", schema: SettingsSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    jsonBody(SettingsChangeSchema),
    async (c) => respond(await c.var.hub.updateSettings(c.var.actor, c.req.valid("json"))),
  );
