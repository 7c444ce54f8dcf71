import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { type CustomerMail, customerMails, type MailResult } from "./customer-mail.ts";
import { control } from "./control.ts";
import { type CallbackTiming, Delivery, metaTiming } from "./delivery.ts";
import { Faults } from "./faults.ts";
import { type HistoryItem, replayHistory } from "./history.ts";
import { customerWrites, type Inbound } from "./inbound.ts";
import { mailPage } from "./mail-page.ts";
import { Mailbox, MailSchema } from "./mailbox.ts";
import { phones } from "./phones.ts";
import { logged, type NodeBindings, providerRoutes } from "./provider-routes.ts";
import { RequestLog } from "./request-log.ts";
import { type BusinessNumber, World } from "./world.ts";
import * as v from "valibot";

/**
 * The providers' side, on a port of its own: an API that accepts what Parley sends, webhooks that call back,
 * phones for people and `/control` for scripts (CONTRACT "The simulator"). Never part of the deployment.
 */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where Parley answers, e.g. http://localhost:8787 */
  readonly parleyUrl: string;
  readonly appSecret: string;
  readonly numbers: readonly BusinessNumber[];
  /** What the mail service takes for a key and signs webhooks with, and the channels' addresses; left out, there are none. */
  readonly mail?: { readonly token: string; readonly webhookSecret?: string; readonly addresses: readonly string[] };
  /** The file that keeps the phones' past; null keeps it in memory. */
  readonly statePath: string | null;
  readonly timing?: Partial<CallbackTiming>;
}

export interface Simulator {
  readonly url: string;
  /** Where Twilio sends the messages to a number from now on: what people enter in its console. */
  sendSmsTo(number: string, url: string): void;
  /** A customer writes now. */
  customerWrites(inbound: Inbound): Promise<unknown>;
  customerMails(mail: CustomerMail): Promise<MailResult | null>;
  /** Posts what happened before now, as signed webhooks in order, and shows it on the phones. */
  replayHistory(items: readonly HistoryItem[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const world = new World(options.statePath);
  for (const number of options.numbers) world.addNumber(number);
  const delivery = new Delivery({
    world,
    parleyUrl: options.parleyUrl,
    appSecret: options.appSecret,
    timing: { ...metaTiming, ...options.timing },
  });
  const { parleyUrl, mail = { token: "", addresses: [] } } = options;
  const { token: mailToken, webhookSecret: mailWebhookSecret = "", addresses } = mail;
  const kept = {
    faults: new Faults(),
    log: new RequestLog(),
    mailbox: new Mailbox(),
    dns: new Map<string, string[]>(),
  };
  const parts = { world, delivery, ...kept, parleyUrl, mailToken, mailWebhookSecret, addresses };
  const app = new Hono<NodeBindings>();
  app.use(guard);
  providerRoutes(app, parts);
  app.post("/mail", (c) => receiveMail(c, parts));
  app.route("/control", control(parts));
  app.route("/", mailPage(parts));
  app.route("/", phones(parts, options.parleyUrl));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  world.media.origin = `http://localhost:${port}`;
  return {
    url: `http://localhost:${port}`,
    sendSmsTo: (number, url) => void world.smsUrls.set(number, url),
    customerWrites: (inbound) => customerWrites(parts, inbound),
    customerMails: (mail) => customerMails(parts, mail),
    replayHistory: (items) => replayHistory(parts, items),
    async stop() {
      await delivery.stop();
      await world.flush();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page on another site must not steer this server through the visitor's browser. */
async function guard(c: Context<NodeBindings>, next: () => Promise<void>): Promise<Response | undefined> {
  const origin = c.req.header("origin");
  if (origin !== undefined && new URL(origin).host !== c.req.header("host")) {
    return c.json({ message: "Requests from other sites are refused." }, 403);
  }
  await next();
  return undefined;
}

async function receiveMail(c: Context<NodeBindings>, parts: { log: RequestLog; mailbox: Mailbox }): Promise<Response> {
  const entry = await logged(c, parts.log, "mail");
  const mail = v.safeParse(MailSchema, entry.body);
  if (mail.success) parts.mailbox.add(mail.output);
  entry.answered = mail.success ? 202 : 400;
  return Response.json(mail.success ? { accepted: true } : { message: v.summarize(mail.issues) }, {
    status: entry.answered,
  });
}
