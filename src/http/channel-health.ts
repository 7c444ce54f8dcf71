import { Hono } from "hono";
import * as v from "valibot";
import { failed, HealthCheckSchema } from "../channels/health.ts";
import { openSecrets } from "../channels/secrets.ts";
import { routeByChannel } from "../db/directory.ts";
import { getSmall } from "../db/small-records.ts";
import { noticesAt } from "../protocol/channel-notice.ts";
import { askHealth } from "./connect/ask-health.ts";
import { ownerCheck } from "./connect/owner-check.ts";
import { type AppEnv, requireRole } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh } from "./freshness.ts";
import { notFoundProblem } from "./problem.ts";

const ChannelHealthSchema = v.object({
  ok: v.pipe(v.boolean(), v.description("Whether nothing is known to be wrong.")),
  checks: v.array(HealthCheckSchema),
});

const disconnected = failed("state", "disconnected", {
  message: "The channel is disconnected.",
  advice: "Connect its number or account again; its conversations then go on.",
});

/** `/channels/{id}/health`: what is wrong with a channel, as its provider tells, in words. */
export const channelHealthRoutes = new Hono<AppEnv>().get(
  "/channels/:channelId/health",
  describe({
    id: "getChannelHealth",
    tag: "Channels",
    summary: "Ask the provider how a channel stands",
    description:
      "For owners and admins. Whether the token is good, whether the number or account is its own, whether its messages come here; each with what to do. `ok` null: the provider could not be asked.",
    answer: { status: 200, description: "One entry a question", schema: ChannelHealthSchema },
  }),
  requireRole("owner", "admin"),
  fresh,
  async (c) => {
    const channelId = c.req.param("channelId");
    const { orgId } = c.var;
    const channel = await getSmall(c.env.DB, { orgId, kind: "channel", id: channelId, agentId: null });
    if (channel === null) return notFoundProblem();
    if (channel.state === "disconnected") return c.json({ ok: false, checks: [disconnected] });
    const route = await routeByChannel(c.env.DB, channelId);
    if (route?.orgId !== orgId) return notFoundProblem();
    const checks = await askHealth(c.env, channel, await openSecrets(c.env.SECRETS_KEYS, route.sealedSecrets));
    for (const { level, message, advice } of noticesAt(channel.notices, new Date().toISOString()))
      if (level === "warning") checks.push(failed("number", "provider_warned", { message, advice }, { message }));
    if (channel.channel === "email") checks.unshift(await ownerCheck(c.env, orgId, channel));
    if (channel.state === "stopped")
      checks.unshift(
        failed("state", "sending_stopped", { message: "Sending is stopped.", advice: channel.stateReason }),
      );
    return c.json({ ok: checks.every((check) => check.ok !== false), checks });
  },
);
