import { Hono, type Context } from "hono";
import type { ChannelSecrets, ParseResult } from "../channels/channel.ts";
import { parseInstagram } from "../channels/instagram/parse.ts";
import { asObject } from "../channels/json.ts";
import { openSecrets } from "../channels/secrets.ts";
import { parseWhatsApp } from "../channels/whatsapp/parse.ts";
import { isSigned } from "../channels/whatsapp/verify.ts";
import { routeByChannel, type Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import { limits } from "../protocol/limits.ts";
import { timing } from "../protocol/timing.ts";
import { readBytes } from "./body.ts";
import { clientAddress } from "./client-address.ts";
import { reserve, tooManyAttempts } from "./counters.ts";
import { deliver, logFailure } from "./deliver.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { RouteCache } from "./route-cache.ts";

/**
 * Meta's webhooks, CONTRACT "Providers' webhooks in": one URL for the deployment's Meta app, one for each
 * channel that has an app of its own.
 */
export const metaWebhooks = new Hono<{ Bindings: Env }>();

type WebhookContext = Context<{ Bindings: Env }>;

const decoder = new TextDecoder();
const ownApps = new RouteCache<{ readonly route: Route; readonly secrets: ChannelSecrets }>();

metaWebhooks.get("/webhooks/meta", (c) => handshake(c, c.env.META_VERIFY_TOKEN));
metaWebhooks.post("/webhooks/meta", (c) => receive(c, null, c.env.META_APP_SECRET));

metaWebhooks.get("/webhooks/meta/:channelId", async (c) => {
  const app = await ownAppOf(c.env, c.req.param("channelId"));
  return app === null ? notFoundProblem() : handshake(c, app.secrets.verifyToken);
});
metaWebhooks.post("/webhooks/meta/:channelId", async (c) => {
  const app = await ownAppOf(c.env, c.req.param("channelId"));
  return app === null ? notFoundProblem() : receive(c, app.route, app.secrets.appSecret);
});

metaWebhooks.onError((error) => {
  logFailure("webhook.failed", error);
  return unavailable();
});

/** Meta asks once, when the URL is entered (unsigned): the right token gets the challenge back. Guesses are counted. */
async function handshake(c: WebhookContext, verifyToken: string | undefined): Promise<Response> {
  const counter = {
    key: ["verify token", clientAddress(c.req.raw)],
    limit: limits.guesses,
    windowMs: timing.signInWindowMs,
  };
  const attempt = await reserve(c.env, counter);
  if (!attempt.admitted) return tooManyAttempts(attempt.retryAfterMs);
  const answer = answerHandshake(c, verifyToken);
  await attempt.settle(answer.status === 403);
  return answer;
}

function answerHandshake(c: WebhookContext, verifyToken: string | undefined): Response {
  const { "hub.mode": mode, "hub.verify_token": token, "hub.challenge": challenge } = c.req.query();
  if (mode !== "subscribe" || challenge === undefined || !isSame(token, verifyToken)) {
    return problem({ code: "forbidden", message: "Wrong verify token." });
  }
  return c.text(challenge, 200, { "x-content-type-options": "nosniff" });
}

async function receive(c: WebhookContext, vouched: Route | null, appSecret: string | undefined): Promise<Response> {
  const body = await readBytes(c.req.raw, limits.webhookBytes);
  if (body === null) return problem({ code: "too_large", message: "The webhook is over 3 MB." });
  // Several secrets, separated by commas, while one replaces another.
  if (!(await isSigned(body, c.req.header("x-hub-signature-256"), appSecret?.split(",") ?? []))) {
    return problem({ code: "unauthorized", message: "The signature is missing or wrong." });
  }
  const raw = decoder.decode(body);
  let payload: unknown;
  try {
    payload = JSON.parse(raw);
  } catch {
    return problem({ code: "invalid", message: "The webhook is not JSON." });
  }
  const receivedAt = new Date().toISOString();
  const parsed = parse(payload, receivedAt);
  if (!parsed.ok) return problem({ code: "invalid", message: parsed.message });
  const reached = await deliver(c.env, { receivedAt, payload, raw, groups: parsed.groups }, vouched);
  return reached ? new Response(null, { status: 200 }) : unavailable();
}

function parse(payload: unknown, receivedAt: string): ParseResult {
  const object = asObject(payload)?.object ?? "whatsapp_business_account";
  switch (object) {
    case "whatsapp_business_account":
      return parseWhatsApp(payload, receivedAt);
    case "instagram":
      return parseInstagram(payload, receivedAt);
    default:
      return { ok: false, message: "This object is none that Parley subscribes to." };
  }
}

/** The channel and its opened secrets, when it has an app of its own; null when it has none or does not exist. */
async function ownAppOf(env: Env, channelId: string) {
  return ownApps.get(channelId, Date.now(), async () => {
    const route = await routeByChannel(env.DB, channelId);
    return route?.ownApp ? { route, secrets: await openSecrets(env.SECRETS_KEYS, route.sealedSecrets) } : null;
  });
}

/** In constant time. A token that is not set matches nothing. */
function isSame(given: string | undefined, expected: string | undefined): boolean {
  if (!given || !expected) return false;
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(given), encoder.encode(expected)];
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

function unavailable(): Response {
  return problem({ code: "unavailable", message: "Not stored. Send it again." });
}
