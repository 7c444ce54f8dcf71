import type { Context } from "hono";
import { sealSecrets } from "../../channels/secrets.ts";
import { freeAddress, routeByNumber } from "../../db/directory.ts";
import { claimNumber, type NumberClaim, releaseNumber } from "../../db/number-claims.ts";
import type { Env } from "../../env.ts";
import { timing } from "../../protocol/timing.ts";
import { type AppEnv, hubOf } from "../context.ts";
import { commandId } from "../idempotency.ts";
import { problem, respond } from "../problem.ts";
import { replayParked } from "../replay-parked.ts";
import { askedChannel, type ConnectBody } from "./body.ts";
import type { Asked } from "./fields.ts";
import { addressProblem } from "./mail-address.ts";
import { provisional, providerRefusal } from "./refusal.ts";
import { errorText } from "../../protocol/error-text.ts";

/**
 * Connects a number, an account or an address. Whose it is comes first: of mail the domain says so, of all others the
 * provider. Then it is claimed in the directory, so that of two orgs at once one gets it; only then its hub is told.
 */
export async function connectChannel(c: Context<AppEnv>, body: ConnectBody): Promise<Response> {
  const { hub, orgId } = c.var;
  const asked = askedChannel(body);
  const { channel, secrets, field } = asked;
  const number: NumberClaim = { channel: channel.channel, externalId: channel.externalId, orgId };
  const isMail = channel.channel === "email";
  const foreign = isMail
    ? await addressProblem(c.env, orgId, channel.externalId)
    : await takenProblem(c, number, field);
  if (foreign !== null) return foreign;
  const refusal = await providerRefusal(c.env, provisional(channel), secrets, field);
  if (refusal !== null) return refusal;
  if (isMail) await freeFromOthers(c.env, number);
  if (!(await claimNumber(c.env.DB, number, Date.now(), timing.numberClaimMs)))
    return (await takenProblem(c, number, field)) ?? taken(field);
  let isTold = false;
  try {
    const answer = await tell(c, asked);
    if (!answer.ok) return respond(answer);
    isTold = true;
    // The directory is written by the projection; only then do webhooks, and what is replayed, find the org.
    await hub.project();
    const lost = await notOurs(c, number, answer.value.id, field);
    if (lost !== null) return lost;
    isTold = false;
    await replayOrLater(c.env, answer.value.id);
    // Should the provider not give them, the hub tries again by itself.
    await hub.syncTemplates(c.var.actor, answer.value.id);
    return respond(answer, 201);
  } finally {
    // While the hub has it and the directory does not, the claim keeps it from others.
    if (!isTold) await releaseNumber(c.env.DB, number);
  }
}

async function tell(c: Context<AppEnv>, { channel, secrets }: Asked) {
  const sealedSecrets = await sealSecrets(c.env.SECRETS_KEYS, secrets);
  return c.var.hub.connectChannel(c.var.actor, await commandId(c), { ...channel, sealedSecrets });
}

function taken(field: string): Response {
  return problem({ code: "conflict", message: "This number is connected already.", details: { field } });
}

/** Another org has the number. A channel that this one still has for it gets nothing any more, and is disconnected. */
async function takenProblem(c: Context<AppEnv>, number: NumberClaim, field: string): Promise<Response | null> {
  const { channel, externalId, orgId } = number;
  const route = await routeByNumber(c.env.DB, channel, externalId);
  if (route === null || route.orgId === orgId) return null;
  const own = (await c.var.hub.channels()).find((one) => one.channel === channel && one.externalId === externalId);
  if (own !== undefined && own.state !== "disconnected") await c.var.hub.disconnectChannel(null, own.id);
  return taken(field);
}

/** The directory's last word; 503 while it has none, since D1 could not be written or read. */
async function notOurs(
  c: Context<AppEnv>,
  number: NumberClaim,
  channelId: string,
  field: string,
): Promise<Response | null> {
  const route = await routeByNumber(c.env.DB, number.channel, number.externalId);
  if (route?.channelId === channelId) return null;
  if (route === null)
    return problem({ code: "unavailable", message: "It is connected, and not everywhere known yet. Try again." });
  return takenProblem(c, number, field);
}

/** Whoever had the address while the domain was not proved, or was theirs, has it no more. */
async function freeFromOthers(env: Env, { externalId, orgId }: NumberClaim): Promise<void> {
  for (const route of await freeAddress(env.DB, externalId, orgId)) {
    console.warn(
      JSON.stringify({ level: "warn", event: "channel.lost", orgId: route.orgId, channelId: route.channelId }),
    );
    await hubOf(env, route.orgId).disconnectChannel(null, route.channelId);
  }
}

/** The channel is connected whatever becomes of this: what it misses, the scheduled run replays. */
async function replayOrLater(env: Env, channelId: string): Promise<void> {
  try {
    await replayParked(env, channelId);
  } catch (error) {
    console.warn(JSON.stringify({ level: "warn", event: "channel.replay_failed", channelId, error: errorText(error) }));
  }
}
