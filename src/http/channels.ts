import type { Context } from "hono";
import * as v from "valibot";
import type { ChannelSecrets } from "../channels/channel.ts";
import { openSecrets, sealSecrets } from "../channels/secrets.ts";
import { routeByChannel, routeByNumber } from "../db/directory.ts";
import { getSmall } from "../db/small-records.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { type Channel, ChannelSchema } from "../protocol/records.ts";
import { type AppEnv, requireRole } from "./context.ts";
import { describe } from "./describe.ts";
import { fresh } from "./freshness.ts";
import { commandId, idempotencyKey } from "./idempotency.ts";
import { notFoundProblem, problem, respond } from "./problem.ts";
import { replayParked } from "./replay-parked.ts";
import { smallRoutes } from "./small-routes.ts";
import { jsonBody } from "./validate.ts";

/** `/channels`: the org's connected numbers. Secrets go in and never come out. */

const tag = "Channels";
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limits.nameLength));
const externalId = v.pipe(v.string(), v.regex(/^\d{1,32}$/, "must be the digits of Meta's id"));
const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(4_096));
const ownAppSecrets = {
  appSecret: v.optional(
    v.pipe(secret, v.description("Of the channel's own Meta app; without one it is the deployment's.")),
  ),
  verifyToken: v.optional(secret),
};

const newChannel = v.object({
  channel: v.literal("whatsapp"),
  name,
  phoneNumberId: externalId,
  wabaId: externalId,
  address: v.pipe(
    v.string(),
    v.regex(/^\+[1-9]\d{5,14}$/, "must be a phone number in E.164, with +"),
    v.description("The number itself, in E.164 with `+`."),
  ),
  accessToken: secret,
  ...ownAppSecrets,
});

const channelChange = v.object({
  name: v.optional(name),
  accessToken: v.optional(secret),
  ...ownAppSecrets,
  showsTyping: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        "Whether customers see “typing…” while an agent writes a reply. WhatsApp then marks their messages as read, too.",
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
    v.pipe(v.literal(true), v.description("What had stopped it is mended: it goes on with its queue.")),
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
  summary: "The connected numbers",
  schema: ChannelSchema,
})
  .post(
    "/channels",
    describe({
      id: "connectChannel",
      tag,
      summary: "Connect a number",
      description:
        "For owners and admins. What arrived for the number before is replayed. A number that another org has: 409.",
      answer: { status: 201, description: "The channel", schema: ChannelSchema },
      refusals: ["invalid", "conflict", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    idempotencyKey,
    jsonBody(newChannel),
    async (c) => connect(c, c.req.valid("json")),
  )
  .patch(
    "/channels/:channelId",
    describe({
      id: "updateChannel",
      tag,
      summary: "Change a channel's settings or give it new secrets",
      description:
        "For owners and admins. New secrets resume a channel that was stopped. What is left out stays as it is. A team that does not exist: 404.",
      answer: { status: 200, description: "The channel", schema: ChannelSchema },
      refusals: ["invalid", "too_large", "unsupported_media_type"],
    }),
    requireRole("owner", "admin"),
    jsonBody(channelChange),
    fresh,
    async (c) => update(c, c.req.param("channelId"), c.req.valid("json")),
  );

async function connect(c: Context<AppEnv>, asked: v.InferOutput<typeof newChannel>): Promise<Response> {
  const { hub, orgId, actor } = c.var;
  const route = await routeByNumber(c.env.DB, asked.channel, asked.phoneNumberId);
  if (route !== null && route.orgId !== orgId) {
    return problem({
      code: "conflict",
      message: "This number is connected already.",
      details: { field: "phoneNumberId" },
    });
  }
  const answer = await hub.connectChannel(actor, await commandId(c), {
    channel: asked.channel,
    name: asked.name,
    externalId: asked.phoneNumberId,
    address: asked.address,
    accountId: asked.wabaId,
    ownApp: asked.appSecret !== undefined,
    sealedSecrets: await sealSecrets(c.env.SECRETS_KEYS, secretsOf(asked)),
  });
  if (!answer.ok) return respond(answer);
  // The directory is written by the projection; only then do webhooks, and what is replayed, find the org.
  await hub.project();
  await replayOrLater(c.env, answer.value.id);
  // Should the provider not give them, the hub tries again by itself.
  await hub.syncTemplates(actor, answer.value.id);
  return respond(answer, 201);
}

/** The channel is connected whatever becomes of this: what it misses, the scheduled run replays. */
async function replayOrLater(env: Env, channelId: string): Promise<void> {
  try {
    await replayParked(env, channelId);
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "channel.replay_failed", channelId, error: String(error) }));
  }
}

async function update(
  c: Context<AppEnv>,
  channelId: string,
  change: v.InferOutput<typeof channelChange>,
): Promise<Response> {
  const { hub, orgId, actor } = c.var;
  const channel = await getSmall(c.env.DB, { orgId, kind: "channel", id: channelId, agentId: null });
  const route = await routeByChannel(c.env.DB, channelId);
  if (channel === null || route?.orgId !== orgId) return notFoundProblem();
  const secrets = secretsOf(change);
  const refusal = secretRefusal(channel, secrets);
  if (refusal !== null) return refusal;
  const { name: newName, showsTyping, sendsPerSecond, resume, teamId } = change;
  const answer = await hub.updateChannel(actor, channelId, {
    ...(newName === undefined ? {} : { name: newName }),
    ...(showsTyping === undefined ? {} : { showsTyping }),
    ...(sendsPerSecond === undefined ? {} : { sendsPerSecond }),
    ...(resume === undefined ? {} : { resume }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(Object.keys(secrets).length === 0
      ? {}
      : { sealedSecrets: await reseal(c.env.SECRETS_KEYS, route.sealedSecrets, secrets) }),
  });
  // Signatures are checked with the directory's copy.
  if (answer.ok) await hub.project();
  return respond(answer);
}

async function reseal(keys: string, sealed: string, changed: ChannelSecrets): Promise<string> {
  return sealSecrets(keys, { ...(await openSecrets(keys, sealed)), ...changed });
}

/** A channel of the deployment's app has no secret of its own: it would vouch for webhooks that never come. */
function secretRefusal(channel: Channel, secrets: ChannelSecrets): Response | null {
  if (channel.ownApp || (secrets.appSecret === undefined && secrets.verifyToken === undefined)) return null;
  return problem({
    code: "invalid",
    message: "This channel belongs to the deployment's Meta app, whose secret is a setting.",
  });
}

/** Only those that were given. */
function secretsOf(asked: ChannelSecretsAsked): ChannelSecrets {
  const { accessToken, appSecret, verifyToken } = asked;
  return {
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(appSecret === undefined ? {} : { appSecret }),
    ...(verifyToken === undefined ? {} : { verifyToken }),
  };
}

type ChannelSecretsAsked = { [K in keyof ChannelSecrets]?: string | undefined };
