import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import type { Delivery } from "./delivery.ts";
import { answerMessages } from "./graph.ts";
import { answerNumber, answerSubscribedApps } from "./graph-account.ts";
import { answerDns, type TextRecords } from "./dns.ts";
import type { GraphAnswer } from "./graph-answer.ts";
import { answerAccount, answerInstagramApps, answerInstagramMessages } from "./instagram.ts";
import { answerProfile } from "./instagram-profile.ts";
import { answerDomains, answerEmails, type MailApiParts } from "./mail-api.ts";
import { answerMedia, mediaRoutes } from "./media-routes.ts";
import type { RequestLog, SentItem } from "./request-log.ts";
import { answerTemplates } from "./templates.ts";
import { answerTwilioAccount, answerTwilioMessages, answerTwilioNumbers } from "./twilio.ts";
import type { World } from "./world.ts";

export type NodeBindings = { Bindings: HttpBindings };

interface Parts extends MailApiParts {
  readonly world: World;
  readonly delivery: Delivery;
  readonly dns: TextRecords;
  readonly log: RequestLog;
}

const version = ":version{v[0-9]+\\.[0-9]+}";
const accounts = "/2010-04-01/Accounts";

/** The providers' APIs: Meta's Graph API, Instagram's under `/instagram`, Twilio's, a mail service's under `/mail-api`. */
export function providerRoutes(app: Hono<NodeBindings>, parts: Parts): void {
  const { world } = parts;
  const whatsapp = answering(parts.log, "whatsapp");
  app.post(`/${version}/:id/messages`, (c) => whatsapp(c, (body) => answerMessages(parts, { ...meta(c), body })));
  app.get(`/${version}/:id/subscribed_apps`, (c) => whatsapp(c, () => answerSubscribedApps()));
  app.get(`/${version}/:id/message_templates`, (c) => {
    const page = { limit: c.req.query("limit"), after: c.req.query("after") };
    return whatsapp(c, () => answerTemplates(world, { ...meta(c), ...page }));
  });
  app.get(`/${version}/:id`, (c) => {
    const phoneNumberId = c.req.query("phone_number_id");
    if (phoneNumberId === undefined) return whatsapp(c, () => answerNumber(world, meta(c)));
    return whatsapp(c, () => answerMedia(parts, { ...meta(c), phoneNumberId }));
  });
  mediaRoutes(app, parts);

  const instagram = answering(parts.log, "instagram");
  app.post(`/instagram/${version}/:id/messages`, (c) =>
    instagram(c, (body) => answerInstagramMessages(parts, { ...meta(c), body })),
  );
  app.get(`/instagram/${version}/:id/subscribed_apps`, (c) => instagram(c, () => answerInstagramApps(world, meta(c))));
  app.get(`/instagram/${version}/:id`, (c) => {
    // Both are nodes of one graph; what is asked tells which.
    const isAccount = c.req.query("fields")?.split(",").includes("user_id") ?? true;
    return instagram(c, () => (isAccount ? answerAccount(world, meta(c)) : answerProfile(world, meta(c))));
  });

  app.get("/dns-query", (c) => c.json(answerDns(parts.dns, c.req.query("name") ?? "")));

  const mail = answering(parts.log, "email");
  const authorization = (c: Context<NodeBindings>) => c.req.header("authorization");
  app.post("/mail-api/emails", (c) =>
    mail(c, (body) => answerEmails(parts, { authorization: authorization(c), body })),
  );
  app.get("/mail-api/domains", (c) => mail(c, () => answerDomains()));

  const twilio = answering(parts.log, "sms");
  app.post(`${accounts}/:sid/Messages.json`, (c) =>
    twilio(c, (body) => answerTwilioMessages(parts, { ...account(c), body: String(body) })),
  );
  app.get(`${accounts}/:sid/IncomingPhoneNumbers.json`, (c) =>
    twilio(c, () => answerTwilioNumbers(world, { ...account(c), asked: c.req.query("PhoneNumber") ?? "" })),
  );
  app.get(`${accounts}/:file{.+\\.json}`, (c) => twilio(c, () => answerTwilioAccount(world, account(c))));
}

function meta(c: Context<NodeBindings>) {
  const id = c.req.param("id") ?? "";
  return { id, phoneNumberId: id, accountId: id, authorization: c.req.header("authorization") };
}

function account(c: Context<NodeBindings>) {
  const accountSid = c.req.param("sid") ?? c.req.param("file")?.replace(/\.json$/, "") ?? "";
  return { accountSid, authorization: c.req.header("authorization") };
}

/** Notes the request and answers it, or does not. */
function answering(log: RequestLog, channel: string) {
  return async (c: Context<NodeBindings>, answer: (body: unknown) => GraphAnswer): Promise<Response> => {
    const entry = await logged(c, log, channel);
    const given = answer(entry.body);
    switch (given.kind) {
      case "reply":
        entry.answered = given.status;
        return Response.json(given.body, { status: given.status });
      case "silence":
        return new Promise((resolve) => c.env.outgoing.once("close", () => resolve(RESPONSE_ALREADY_SENT)));
      case "cut":
        c.env.outgoing.destroy();
        return RESPONSE_ALREADY_SENT;
    }
  };
}

export async function logged(c: Context<NodeBindings>, log: RequestLog, channel: string): Promise<SentItem> {
  const text = await c.req.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Kept as text.
  }
  return log.add({ channel, method: c.req.method, path: new URL(c.req.url).pathname, headers: c.req.header(), body });
}
