import { Hono } from "hono";
import * as v from "valibot";
import { readCounts } from "../db/counts.ts";
import { limits } from "../protocol/limits.ts";
import { CountsSchema } from "../protocol/resources.ts";
import { agentIdOf, type AppEnv, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { readSince } from "./freshness.ts";
import { pageParams } from "./page.ts";
import { stalePageProblem } from "./problem.ts";
import { query } from "./validate.ts";

/** `/counts`: how many active conversations there are. */

export const countRoutes = new Hono<AppEnv>().get(
  "/counts",
  describe({
    id: "getCounts",
    tag: "Conversations",
    summary: "How many active conversations there are, and of whom",
    description: `Kept with each change. \`unread\` is counted among the ${limits.countedConversations} newest; \`unreadIsLeast\` says that there are more.`,
    answer: { status: 200, description: "The counts", schema: CountsSchema },
    refusals: ["invalid"],
  }),
  query(v.object({ minSeq: pageParams.minSeq })),
  async (c) => {
    const { minSeq } = c.req.valid("query");
    const { orgId, caller, hub } = c.var;
    const read = () => readCounts(c.env.DB, orgId, agentIdOf(caller), sightOf(caller));
    const counts = await readSince(read, hub, minSeq);
    return counts === null ? stalePageProblem(minSeq ?? 0) : c.json(counts);
  },
);
