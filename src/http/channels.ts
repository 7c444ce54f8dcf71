import type { Context } from "hono";
import * as v from "valibot";
import type { ChannelSecrets } from "../channels/channel.ts";
import { openSecrets, sealSecrets } from "../channels/secrets.ts";
import { routeByChannel } from "../db/directory.ts";
import { getSmall } from "../db/small-records.ts";
import { limits } from "../protocol/limits.ts";
import { type Channel, ChannelSchema, type ChannelType } from "../protocol/records.ts";
import { ConnectBodySchema } from "./connect/body.ts";
import { connectChannel } from "./connect/connect-channel.ts";
import { signature, tracksMail, webhookSecret } from "./connect/email.ts";
import { given, name, ownAppSecrets, secret } from "./connect/fields.ts";
import { providerRefusal } from "./connect/refusal.ts";
import { authToken } from "./connect/sms.ts";
import { type AppEnv, requireRole } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh } from "./freshness.ts";
import { idempotencyKey } from "./idempotency.ts";
import { notFoundProblem, problem, respond } from "./problem.ts";
import { smallRoutes } from "./small-routes.ts";
import { jsonBody } from "./validate.ts";

/** `/channels`: the org's connected numbers and accounts. Secrets go in and never come out. */

const tag = "Channels";

const channelChange = v.object({
  name: v.optional(name),
  accessToken: v.optional(secret),
  authToken: v.optional(authToken),
  webhookSecret: v.optional(webhookSecret),
  ...ownAppSecrets,
  signature: v.optional(signature),
  tracksMail: v.optional(tracksMail),
  showsTyping: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Whether customers see “typing…” while an agent writes a reply, where the channel can show it. WhatsApp then marks their messages as read, too.",
      ),
    ),
  ),
  sendsPerSecond: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(limits.sendsPerSecondMax))),
      v.description(
        `Messages a second that the provider lets the number send; null: ${limits.sendsPerSecond}. A WhatsApp number that is also used in the phone app: 20.`,
      ),
    ),
  ),
  resume: v.optional(
    v.pipe(
      v.literal(true),
      v.description(
        "What had stopped it is mended: it goes on with its queue. What its provider said of it has been seen.",
      ),
    ),
  ),
  teamId: v.optional(
    v.pipe(
      v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength))),
      v.description("The team that new conversations of this channel go to; null: none."),
    ),
  ),
});

export const channelRoutes = smallRoutes({
  kind: "channel",
  path: "/channels",
  param: "channelId",
  tag,
  name: "Channel",
  noun: "channel",
  summary: "The connected numbers and accounts",
  schema: ChannelSchema,
})
  .post(
    "/channels",
    describe({
      id: "connectChannel",
      tag,
      summary: "Connect a number or an account",
      description:
        "For owners and admins. What arrived for it before is replayed. One that another org has: 409. One that the provider says the token is not good for: 422. A mail address whose domain is not proved to be the org's: 422, with the DNS record to set in `details.record`. While the provider, or DNS, does not say: 503.",
      answer: { status: 201, description: "The channel", schema: ChannelSchema },
      refusals: ["invalid", "conflict", "channel_unavailable", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    idempotencyKey,
    jsonBody(ConnectBodySchema),
    async (c) => connectChannel(c, c.req.valid("json")),
  )
  .patch(
    "/channels/:channelId",
    describe({
      id: "updateChannel",
      tag,
      summary: "Change a channel's settings or give it new secrets",
      description:
        "For owners and admins. New secrets resume a channel that was stopped; those that the provider says are not good: 422. What is left out stays as it is. A team that does not exist: 404.",
      answer: { status: 200, description: "The channel", schema: ChannelSchema },
      refusals: ["invalid", "channel_unavailable", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    jsonBody(channelChange),
    fresh,
    async (c) => update(c, c.req.param("channelId"), c.req.valid("json")),
  )
  .delete(
    "/channels/:channelId",
    describe({
      id: "disconnectChannel",
      tag,
      summary: "Disconnect a channel",
      description:
        "For owners and admins. Its secrets are forgotten, what waits in its queue fails with a reason, its conversations stay to be read. Whoever connects its number or account next has it; in the same organisation it is the same channel again, and its conversations go on.",
      answer: { status: 200, description: "The channel, `disconnected`", schema: ChannelSchema },
    }),
    requireRole("owner", "admin"),
    async (c) => {
      const { hub, actor } = c.var;
      const answer = await hub.disconnectChannel(actor, c.req.param("channelId"));
      // The directory is written by the projection; until then the number is still taken.
      if (answer.ok) await hub.project();
      return respond(answer);
    },
  );

async function update(
  c: Context<AppEnv>,
  channelId: string,
  change: v.InferOutput<typeof channelChange>,
): Promise<Response> {
  const { hub, orgId, actor } = c.var;
  const channel = await getSmall(c.env.DB, { orgId, kind: "channel", id: channelId, agentId: null });
  if (channel === null) return notFoundProblem();
  if (channel.state === "disconnected")
    return problem({
      code: "channel_unavailable",
      message: "This channel is disconnected. Connect its number or account again.",
    });
  const route = await routeByChannel(c.env.DB, channelId);
  if (route?.orgId !== orgId) return notFoundProblem();
  const { accessToken, appSecret, verifyToken, authToken: newAuthToken, webhookSecret: signs } = change;
  const secrets = given({ accessToken, appSecret, verifyToken, authToken: newAuthToken, webhookSecret: signs });
  const refusal = secretRefusal(channel, secrets);
  if (refusal !== null) return refusal;
  const changed = Object.keys(secrets).length > 0;
  const kept = changed ? { ...(await openSecrets(c.env.SECRETS_KEYS, route.sealedSecrets)), ...secrets } : null;
  const doubt = kept === null ? null : await providerRefusal(c.env, channel, kept, "channelId");
  if (doubt !== null) return doubt;
  const {
    name: newName,
    showsTyping,
    sendsPerSecond,
    resume,
    teamId,
    signature: newSignature,
    tracksMail: tracks,
  } = change;
  if (channel.channel !== "email" && (newSignature !== undefined || tracks !== undefined))
    return problem({ code: "invalid", message: "Only mail has a signature, and is tracked." });
  const answer = await hub.updateChannel(actor, channelId, {
    ...(newName === undefined ? {} : { name: newName }),
    ...(showsTyping === undefined ? {} : { showsTyping }),
    ...(sendsPerSecond === undefined ? {} : { sendsPerSecond }),
    ...(resume === undefined ? {} : { resume }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(newSignature === undefined ? {} : { signature: newSignature }),
    ...(tracks === undefined ? {} : { tracksMail: tracks }),
    ...(kept === null ? {} : { sealedSecrets: await sealSecrets(c.env.SECRETS_KEYS, kept) }),
  });
  // Signatures are checked with the directory's copy.
  if (answer.ok) await hub.project();
  return respond(answer);
}

const metas: ReadonlySet<string> = new Set(["accessToken", "appSecret", "verifyToken"]);
const secretsOf: Readonly<Record<ChannelType, ReadonlySet<string>>> = {
  whatsapp: metas,
  instagram: metas,
  sms: new Set(["authToken"]),
  email: new Set(["accessToken", "webhookSecret"]),
};

/** What belongs to another kind of channel, or to an app of its own that it has not, would lie there unused. */
function secretRefusal(channel: Channel, secrets: ChannelSecrets): Response | null {
  const fits = (secret: string): boolean => secretsOf[channel.channel].has(secret);
  const stray = Object.keys(secrets).find((secret) => !fits(secret));
  if (stray !== undefined)
    return problem({ code: "invalid", message: `This channel has no ${stray}.`, details: { field: stray } });
  if (channel.ownApp || (secrets.appSecret === undefined && secrets.verifyToken === undefined)) return null;
  return problem({
    code: "invalid",
    message: "This channel belongs to the deployment's Meta app, whose secret is a setting.",
  });
}
