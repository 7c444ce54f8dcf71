import { Hono, type Context } from "hono";
import { mailEventOf, readMailEvent } from "../channels/email/event.ts";
import { readThreadToken } from "../channels/email/tokens.ts";
import { isSignedBySvix } from "../channels/email/verify.ts";
import { openSecrets } from "../channels/secrets.ts";
import { routeByChannel, routeByNumber, type Route } from "../db/directory.ts";
import type { Env } from "../env.ts";
import type { FactGroup } from "../protocol/facts.ts";
import { limits } from "../protocol/limits.ts";
import { readBytes } from "./body.ts";
import { deliver, logFailure } from "./deliver.ts";
import { notFoundProblem, problem } from "./problem.ts";
import { RouteCache } from "./route-cache.ts";

/**
 * A mail service's webhooks: what became of a mail of ours. One URL for the deployment's account with it, one for
 * each channel that has an account of its own.
 */
export const mailWebhooks = new Hono<{ Bindings: Env }>();

type WebhookContext = Context<{ Bindings: Env }>;

const ownAccounts = new RouteCache<{ readonly route: Route; readonly secret: string }>();
const addresses = new RouteCache<Route>();
const decoder = new TextDecoder();

mailWebhooks.post("/webhooks/mail", (c) => receive(c, c.env.MAIL_WEBHOOK_SECRET ?? "", null));
mailWebhooks.post("/webhooks/mail/:channelId", async (c) => {
  const own = await ownAccountOf(c.env, c.req.param("channelId"));
  return own === null ? notFoundProblem() : receive(c, own.secret, own.route);
});

mailWebhooks.onError((error) => {
  logFailure("webhook.failed", error);
  return unavailable();
});

/** `own` is the channel whose own account signed it; without one the channel is the mail's sender. */
async function receive(c: WebhookContext, secrets: string, own: Route | null): Promise<Response> {
  const body = await readBytes(c.req.raw, limits.requestBytes);
  if (body === null) return problem({ code: "too_large", message: "The webhook is too large." });
  const header = (name: string): string | undefined => c.req.header(`svix-${name}`) ?? c.req.header(`webhook-${name}`);
  const signed = { id: header("id"), timestamp: header("timestamp"), signature: header("signature") };
  if (!(await isSignedBySvix(body, signed, secrets.split(","), Date.now())))
    return problem({ code: "unauthorized", message: "The signature is missing, wrong or too old." });
  const receivedAt = new Date().toISOString();
  const event = mailEventOf(jsonOf(decoder.decode(body)), receivedAt);
  if (event === null) return problem({ code: "invalid", message: "This is no event of a mail service." });
  // The account may be used for other mail, too: of that there is nothing to tell anybody here.
  if (event.token === null) return done();
  const route = own ?? (event.from === null ? null : await routeOf(c.env, event.from));
  if (route === null) return done();
  const facts = await readMailEvent(event, (token) => readThreadToken(c.env.SECRETS_KEYS, route.channelId, token));
  const group: FactGroup = { channel: "email", externalId: route.externalId, accountId: null, facts };
  const delivery = { receivedAt, payload: null, raw: JSON.stringify(group), groups: [group] };
  return (await deliver(c.env, delivery, route)) ? done() : unavailable();
}

/** The channel and its webhooks' secret, when it has an account of its own; else null. */
async function ownAccountOf(env: Env, channelId: string) {
  return ownAccounts.get(channelId, Date.now(), async () => {
    const route = await routeByChannel(env.DB, channelId);
    if (route?.channel !== "email") return null;
    const { webhookSecret } = await openSecrets(env.SECRETS_KEYS, route.sealedSecrets);
    return webhookSecret === undefined ? null : { route, secret: webhookSecret };
  });
}

function routeOf(env: Env, address: string): Promise<Route | null> {
  return addresses.get(address, Date.now(), () => routeByNumber(env.DB, "email", address));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function done(): Response {
  return new Response(null, { status: 200 });
}

function unavailable(): Response {
  return problem({ code: "unavailable", message: "Not stored. Send it again." });
}
