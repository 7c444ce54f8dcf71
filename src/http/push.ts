import { Hono } from "hono";
import * as v from "valibot";
import { vapidKeys } from "../channels/web-push/vapid.ts";
import { limits } from "../protocol/limits.ts";
import { PushSubscriptionSchema } from "../protocol/push.ts";
import { type AppEnv, agentIdOf, requireAgent } from "./context.ts";
import { describe } from "./describe.ts";
import { notFoundProblem, problem, respond } from "./problem.ts";
import { isPublicHttps } from "./public-address.ts";
import { slugOf } from "./session.ts";
import { jsonBody, query } from "./validate.ts";

/** `/push`: being told in a browser while no page of Parley is open (Web Push). */

const tag = "Push";

const endpoint = v.pipe(
  PushSubscriptionSchema.entries.endpoint,
  v.check(isPublicHttps, "An https address of a push service on the public internet"),
);

const SetUpSchema = v.object({
  publicKey: v.pipe(
    v.nullable(v.string()),
    v.description("The `applicationServerKey` to subscribe with, base64url; null where Web Push is not set up."),
  ),
});

export const pushRoutes = new Hono<AppEnv>()
  .get(
    "/push",
    describe({
      id: "getPush",
      tag,
      summary: "Whether Web Push is set up, and its public key",
      answer: { status: 200, description: "The key", schema: SetUpSchema },
    }),
    requireAgent,
    (c) => c.json({ publicKey: vapidKeys(c.env)?.publicKey ?? null }),
  )
  .put(
    "/push/subscription",
    describe({
      id: "putPushSubscription",
      tag,
      summary: "Tell the caller in this browser while no page of theirs is open",
      description: `The same endpoint again replaces what was said of it; a browser belongs to whoever named it last. At most ${limits.pushSubscriptionsPerAgent} an agent: one more takes the place of the one that was longest not seen. 409 \`conflict\` where Web Push is not set up. A push service that no longer knows an endpoint ends its subscription.`,
      answer: { status: 200, description: "The subscription", schema: PushSubscriptionSchema },
      refusals: ["invalid", "conflict", "too_large", "unsupported_media_type"],
    }),
    requireAgent,
    jsonBody(v.object({ ...PushSubscriptionSchema.entries, endpoint })),
    async (c) => {
      const { orgId, hub, caller } = c.var;
      const org = await slugOf(c.env, orgId);
      return org === null
        ? notFoundProblem()
        : respond(await hub.putPushSubscription(agentIdOf(caller) ?? "", org, c.req.valid("json")));
    },
  )
  .delete(
    "/push/subscription",
    describe({
      id: "removePushSubscription",
      tag,
      summary: "Tell the caller no more in this browser",
      answer: { status: 200, description: "The browser that it was", schema: v.object({ endpoint: v.string() }) },
      refusals: ["invalid"],
    }),
    requireAgent,
    query(v.object({ endpoint: PushSubscriptionSchema.entries.endpoint })),
    async (c) => {
      const { endpoint: asked } = c.req.valid("query");
      const wasThere = await c.var.hub.removePushSubscription(agentIdOf(c.var.caller) ?? "", asked);
      return wasThere
        ? c.json({ endpoint: asked })
        : problem({ code: "not_found", message: "There is no such browser." });
    },
  );
