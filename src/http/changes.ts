import { Hono } from "hono";
import * as v from "valibot";
import { ChangesSchema } from "../protocol/resources.ts";
import type { AppEnv } from "./context.ts";
import { describe } from "./describe.ts";
import { seqParam } from "./page.ts";
import { respond } from "./problem.ts";
import { query } from "./validate.ts";

/** `/changes`: catching up without a socket. */

const since = seqParam("The `seq` of the answer before; 0, as when left out, for everything that the hub still keeps.");

export const changeRoutes = new Hono<AppEnv>().get(
  "/changes",
  describe({
    id: "listChanges",
    tag: "Changes",
    summary: "Records changed since a cursor",
    description: "With `reset: true` drop what you hold, put these records and load pages with `minSeq` = this `seq`.",
    answer: { status: 200, description: "The latest state of what changed", schema: ChangesSchema },
    refusals: ["invalid"],
  }),
  query(v.object({ since: v.optional(since) })),
  async (c) => {
    const { since = 0 } = c.req.valid("query");
    const answer = await c.var.hub.changes(c.var.actor, since);
    if (!answer.ok || answer.value.reset) return respond(answer);
    // The hub answers as a welcome does, which repeats small kinds and what D1 lacks; here only news is asked for.
    const records = answer.value.records.filter((record) => record.seq > since);
    return c.json({ ...answer.value, records });
  },
);
