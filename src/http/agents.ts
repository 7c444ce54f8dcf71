import { Hono } from "hono";
import * as v from "valibot";
import { listSmall } from "../db/small-records.ts";
import { limits } from "../protocol/limits.ts";
import { AgentSchema } from "../protocol/records.ts";
import { pageOf } from "../protocol/resources.ts";
import type { AppEnv } from "./context.ts";
import { describe } from "./describe.ts";
import { readSince } from "./freshness.ts";
import { decodeCursor, pageOfRows, pageParams } from "./page.ts";
import { problem, stalePageProblem } from "./problem.ts";
import { query } from "./validate.ts";

/** `/agents`: the people of the team. */

export const agentRoutes = new Hono<AppEnv>().get(
  "/agents",
  describe({
    id: "listAgents",
    tag: "Agents",
    summary: "The people of the team",
    answer: { status: 200, description: "A page", schema: pageOf(AgentSchema) },
    refusals: ["invalid"],
  }),
  query(v.object(pageParams)),
  async (c) => {
    const { cursor, minSeq, limit = limits.pageSize } = c.req.valid("query");
    const place = decodeCursor(cursor, v.string());
    if (!place.ok) return problem(place.rejection);
    const asked = { orgId: c.var.orgId, kind: "agent", after: place.value, limit } as const;
    const rows = await readSince(() => listSmall(c.env.DB, asked), c.var.hub, minSeq);
    return rows === null ? stalePageProblem(minSeq ?? 0) : c.json(pageOfRows(rows, (agent) => agent.id));
  },
);
