import type { Server } from "node:http";
import { type HttpBindings, createAdaptorServer } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { control } from "./control.ts";
import { type CallbackTiming, Delivery, metaTiming } from "./delivery.ts";
import { Faults } from "./faults.ts";
import { answerMessages } from "./graph.ts";
import { type HistoryItem, replayHistory } from "./history.ts";
import { Mailbox, MailSchema } from "./mailbox.ts";
import { phones } from "./phones.ts";
import { RequestLog, type SentItem } from "./request-log.ts";
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
  /** The file that keeps the phones' past; null keeps it in memory. */
  readonly statePath: string | null;
  readonly timing?: Partial<CallbackTiming>;
}

export interface Simulator {
  readonly url: string;
  /** Posts what happened before now, as signed webhooks in order, and shows it on the phones. */
  replayHistory(items: readonly HistoryItem[]): Promise<void>;
  stop(): Promise<void>;
}

type Bindings = { Bindings: HttpBindings };

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const world = new World(options.statePath);
  for (const number of options.numbers) world.addNumber(number);
  const delivery = new Delivery({
    world,
    webhookUrl: `${options.parleyUrl}/webhooks/meta`,
    appSecret: options.appSecret,
    timing: { ...metaTiming, ...options.timing },
  });
  const parts = { world, delivery, faults: new Faults(), log: new RequestLog(), mailbox: new Mailbox() };
  const app = new Hono<Bindings>();
  app.use(guard);
  app.post("/:version{v[0-9]+\\.[0-9]+}/:phoneNumberId/messages", (c) => graphMessages(c, parts));
  app.post("/mail", (c) => receiveMail(c, parts));
  app.route("/control", control(parts));
  app.route("/", phones(parts, options.parleyUrl));

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://localhost:${port}`,
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
async function guard(c: Context<Bindings>, next: () => Promise<void>): Promise<Response | undefined> {
  const origin = c.req.header("origin");
  if (origin !== undefined && new URL(origin).host !== c.req.header("host")) {
    return c.json({ message: "Requests from other sites are refused." }, 403);
  }
  await next();
  return undefined;
}

async function graphMessages(
  c: Context<Bindings>,
  parts: { world: World; delivery: Delivery; faults: Faults; log: RequestLog },
): Promise<Response> {
  const entry = await logged(c, parts.log, "whatsapp");
  const answer = answerMessages(parts, {
    phoneNumberId: c.req.param("phoneNumberId") ?? "",
    authorization: c.req.header("authorization"),
    body: entry.body,
  });
  switch (answer.kind) {
    case "reply":
      entry.answered = answer.status;
      return Response.json(answer.body, { status: answer.status });
    case "silence":
      return new Promise((resolve) => c.env.outgoing.once("close", () => resolve(RESPONSE_ALREADY_SENT)));
    case "cut":
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
  }
}

async function receiveMail(c: Context<Bindings>, parts: { log: RequestLog; mailbox: Mailbox }): Promise<Response> {
  const entry = await logged(c, parts.log, "mail");
  const mail = v.safeParse(MailSchema, entry.body);
  if (mail.success) parts.mailbox.add(mail.output);
  entry.answered = mail.success ? 202 : 400;
  return Response.json(mail.success ? { accepted: true } : { message: v.summarize(mail.issues) }, {
    status: entry.answered,
  });
}

async function logged(c: Context<Bindings>, log: RequestLog, channel: string): Promise<SentItem> {
  const text = await c.req.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Kept as text.
  }
  return log.add({ channel, method: c.req.method, path: new URL(c.req.url).pathname, headers: c.req.header(), body });
}
