import { Hono, type Context } from "hono";
import type { ChannelSecrets } from "../channels/channel.ts";
import { openSecrets } from "../channels/secrets.ts";
import { parseTwilio } from "../channels/sms/parse.ts";
import { isSignedByTwilio } from "../channels/sms/verify.ts";
import { routeByChannel, type Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { readBytes } from "./body.ts";
import { deliver, logFailure } from "./deliver.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { RouteCache } from "./route-cache.ts";

/** Twilio's webhooks, CONTRACT "Providers' webhooks in": a number's messages, and how far ours have come. */
export const twilioWebhooks = new Hono<{ Bindings: Env }>();

type WebhookContext = Context<{ Bindings: Env }>;

const senders = new RouteCache<{ readonly route: Route; readonly secrets: ChannelSecrets }>();
const decoder = new TextDecoder();

twilioWebhooks.post("/webhooks/twilio/:channelId", (c) => receive(c, c.req.param("channelId")));
twilioWebhooks.post("/webhooks/twilio/:channelId/status", (c) => receive(c, c.req.param("channelId")));

twilioWebhooks.onError((error) => {
  logFailure("webhook.failed", error);
  return unavailable();
});

async function receive(c: WebhookContext, channelId: string): Promise<Response> {
  const sender = await senderOf(c.env, channelId);
  if (sender === null) return notFoundProblem();
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded")
    return problem({ code: "unsupported_media_type", message: "Twilio sends a form." });
  const body = await readBytes(c.req.raw, limits.formBytes);
  if (body === null) return problem({ code: "too_large", message: "The form is too large." });
  const form = new URLSearchParams(decoder.decode(body));
  const { pathname, search, searchParams } = new URL(c.req.url);
  // As Twilio called it: behind a proxy the request's own address may have another scheme or host.
  const url = `${c.env.PUBLIC_URL}${pathname}${search}`;
  const isSignedFor = ({ authToken = "" }: ChannelSecrets) =>
    isSignedByTwilio(url, form, c.req.header("x-twilio-signature"), authToken);
  if (!(await isSignedFor(sender.secrets)) && !(await isSignedFor(await freshSecrets(c.env, channelId, sender.route))))
    return problem({ code: "forbidden", message: "The signature is missing or wrong." });
  // What our own address added belongs to what was signed, and goes where the form goes.
  for (const [name, value] of searchParams) form.set(name, value);
  const receivedAt = new Date().toISOString();
  const parsed = parseTwilio(form, receivedAt);
  if (!parsed.ok) return problem({ code: "invalid", message: parsed.message });
  const delivery = { receivedAt, payload: null, raw: form.toString(), groups: parsed.groups };
  return (await deliver(c.env, delivery, sender.route)) ? done() : unavailable();
}

/** The number's route and its opened secrets; null when there is no such SMS channel. */
async function senderOf(env: Env, channelId: string) {
  return senders.get(channelId, Date.now(), async () => {
    const route = await routeByChannel(env.DB, channelId);
    return route?.channel === "sms"
      ? { route, secrets: await openSecrets(env.SECRETS_KEYS, route.sealedSecrets) }
      : null;
  });
}

/**
 * Twilio does not send a refused message again: a token that was replaced a moment ago must count at once. Only what
 * has changed replaces what this isolate knows, so that forgers cannot make it forget.
 */
async function freshSecrets(env: Env, channelId: string, known: Route): Promise<ChannelSecrets> {
  const route = await routeByChannel(env.DB, channelId);
  if (route === null || route.sealedSecrets === known.sealedSecrets) return {};
  senders.forget(channelId);
  return openSecrets(env.SECRETS_KEYS, route.sealedSecrets);
}

/** TwiML that answers nothing: people do. */
function done(): Response {
  return new Response("<Response/>", { headers: { "content-type": "text/xml", "x-content-type-options": "nosniff" } });
}

function unavailable(): Response {
  return problem({ code: "unavailable", message: "Not stored. Send it again." });
}
