import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { protocolVersion } from "../protocol/version.ts";
import type { HubHealth } from "../hub/rpc.ts";
import { type AppEnv, sightOf } from "./context.ts";
import { describe } from "./describe.ts";
import { problem } from "./problem.ts";
import { errorText } from "../protocol/error-text.ts";

/** `GET /api/health`, public: whether this Worker answers and reaches D1. It names no org. */
export async function health(c: Context<AppEnv>): Promise<Response> {
  try {
    await drizzle(c.env.DB).get(sql`select 1`);
  } catch (error) {
    console.error(JSON.stringify({ level: "error", event: "health.d1", error: errorText(error) }));
    return problem({ code: "unavailable", message: "The database does not answer." });
  }
  return c.json({ ok: true, protocol: protocolVersion });
}

const HubHealthSchema = v.object({
  seq: v.number(),
  projected: v.number(),
  projectionLag: v.number(),
  outboxDue: v.pipe(v.nullable(v.number()), v.description("null for an agent of limited sight.")),
  sockets: v.pipe(v.nullable(v.number()), v.description("null for an agent of limited sight.")),
  databaseBytes: v.pipe(v.nullable(v.number()), v.description("null for an agent of limited sight.")),
  awakeSince: v.pipe(v.string(), v.description("Since when this object runs: it sleeps while nothing happens.")),
  alarms: v.pipe(v.number(), v.description("How often its alarm has rung since.")),
  frames: v.pipe(v.number(), v.description("How many frames its sockets have sent since; pings are not among them.")),
  alerts: v.pipe(v.array(v.string()), v.description("What a person has to look after, in words.")),
  alertDetails: v.pipe(
    v.array(
      v.object({
        kind: v.picklist(["channel_stopped", "channel_warned", "row_refused", "storage_filling", "history_behind"]),
        text: v.string(),
        channelId: v.nullable(v.string()),
      }),
    ),
    v.description("The same, with what each is about."),
  ),
});

export const orgHealthRoutes = new Hono<AppEnv>().get(
  "/health",
  describe({
    id: "getHealth",
    tag: "Health",
    summary: "How the org's hub does",
    answer: { status: 200, description: "Its head, what D1 lacks of it, and what is due", schema: HubHealthSchema },
  }),
  async (c) => {
    const health = await c.var.hub.health();
    return c.json(sightOf(c.var.caller) === null ? health : limitedHealth(health));
  },
);

/** Vi5: what is on its way, how much there is, and what was refused are about others' conversations too. */
function limitedHealth(health: HubHealth): v.InferOutput<typeof HubHealthSchema> {
  const alertDetails = health.alertDetails.filter(({ kind }) => kind === "channel_stopped");
  const alerts = alertDetails.map(({ text }) => text);
  return { ...health, outboxDue: null, sockets: null, databaseBytes: null, alerts, alertDetails };
}
