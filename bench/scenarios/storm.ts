import { randomUUID } from "node:crypto";
import type { WelcomeFrame } from "../../src/protocol/frames.ts";
import { limits } from "../../src/protocol/limits.ts";
import {
  protocolVersion,
  resumeSubprotocolPrefix,
  subprotocol,
  tokenSubprotocolPrefix,
} from "../../src/protocol/version.ts";
import type { BenchOrg } from "../org.ts";
import type { Parley } from "../parley.ts";
import { type Figure, ms, whole } from "../report.ts";
import { cpuSeconds } from "../runtime.ts";
import { openSocket, type RawSocket } from "../socket.ts";
import { quantile } from "../stats.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

const tabs = 1_000;
/** Longer than anybody would wait: the scenario ends here whatever happens. */
const giveUpMs = 60_000;

interface Tab {
  readonly agentId: string;
  readonly session: string;
  socket: RawSocket | null;
  welcome: WelcomeFrame | null;
}

/** A deploy: 1,000 tabs are cut at once and come back at once, with their tickets and cursors, while customers write. */
export async function storm(parley: Parley): Promise<Figure[]> {
  const org = await parley.createOrg(tabs / limits.socketsPerAgent);
  const crowd = Array.from({ length: tabs }, (_, n): Tab => {
    const agentId = org.agentIds[n % org.agentIds.length] as string;
    return { agentId, session: randomUUID(), socket: null, welcome: null };
  });
  for (let from = 0; from < tabs; from += 50) {
    const some = crowd.slice(from, from + 50);
    await Promise.all(
      some.map(async (tab) => enter(parley, org, tab, tokenSubprotocolPrefix + (await org.socketToken(tab.agentId)))),
    );
  }
  const webhooks = new Webhooks(parley, org);
  await webhooks.post();
  const cpuBefore = await cpuSeconds(parley.pid);
  for (const { socket } of crowd) socket?.close();
  const cutAt = performance.now();
  webhooks.start();
  const waits = await Promise.all(
    crowd.map(async (tab) => {
      const ticket = tab.welcome?.resume?.ticket ?? "";
      await enter(parley, org, tab, resumeSubprotocolPrefix + ticket).catch(() => undefined);
      return tab.socket === null ? giveUpMs : performance.now() - cutAt;
    }),
  );
  const longestWebhookMs = await webhooks.stop();
  const cpuAfter = await cpuSeconds(parley.pid);
  for (const { socket } of crowd) socket?.close();
  // On a busy machine this says more than the time.
  const cpuMs = cpuBefore === null || cpuAfter === null ? 0 : ((cpuAfter - cpuBefore) * 1_000) / tabs;
  const allLiveMs = Math.max(...waits);
  return [
    {
      what: `${whole(tabs)} sockets cut and back at once, until all are live`,
      figure: `${ms(allLiveMs)} (half of them ${ms(quantile(waits, 0.5))}), ${ms(cpuMs)} of processor time each`,
      budget: "≤ 10 s",
      met: allLiveMs <= 10_000,
      data: { allLiveMs, p50: quantile(waits, 0.5), cpuMs, tabs },
    },
    {
      what: "longest wait of a webhook meanwhile",
      figure: `${ms(longestWebhookMs)} of ${whole(webhooks.count)}`,
      budget: "≤ 3 s",
      met: longestWebhookMs <= 3_000,
      data: { longestWebhookMs, count: webhooks.count },
    },
  ];
}

/** Opens a tab's socket and says hello; resolves with the last frame of the welcome. */
async function enter(parley: Parley, org: BenchOrg, tab: Tab, credential: string): Promise<void> {
  const cursor = tab.welcome?.seq ?? 0;
  tab.socket = null;
  const welcomed = Promise.withResolvers<WelcomeFrame>();
  const timer = setTimeout(() => welcomed.reject(new Error("no welcome in time")), giveUpMs);
  const socket = await openSocket(
    `${parley.url}/api/orgs/${org.id}/realtime`,
    { "sec-websocket-protocol": `${subprotocol}, ${credential}` },
    {
      onFrame: (bytes) => {
        if (bytes.toString("latin1", 0, 17) !== '{"type":"welcome"') return;
        const frame = JSON.parse(bytes.toString()) as WelcomeFrame;
        if (frame.more !== true) welcomed.resolve(frame);
      },
      onClose: (code) => welcomed.reject(new Error(`closed with ${code}`)),
    },
  );
  socket.send(JSON.stringify({ type: "hello", protocol: protocolVersion, session: tab.session, cursor }));
  tab.welcome = await welcomed.promise.finally(() => clearTimeout(timer));
  tab.socket = socket;
}

/** One webhook after the other, as fast as they are answered. */
class Webhooks {
  readonly #url: string;
  readonly #target: { readonly appSecret: string; readonly phoneNumberId: string };
  readonly #customers = new Customers(20);
  #isOver = false;
  #longest = 0;
  #run: Promise<void> = Promise.resolve();
  count = 0;

  constructor(parley: Parley, org: BenchOrg) {
    this.#url = `${parley.url}/webhooks/meta`;
    this.#target = { appSecret: parley.appSecret, phoneNumberId: org.phoneNumberId };
  }

  async post(): Promise<number> {
    const { body, headers } = messagesWebhook(this.#target, this.#customers.say(0, 1));
    const startedAt = performance.now();
    const answer = await fetch(this.#url, { method: "POST", headers, body });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`A webhook was answered ${answer.status}.`);
    return performance.now() - startedAt;
  }

  start(): void {
    this.#run = (async () => {
      while (!this.#isOver) {
        this.#longest = Math.max(this.#longest, await this.post());
        this.count += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
  }

  /** The longest wait, of the one that is under way too. */
  async stop(): Promise<number> {
    this.#isOver = true;
    await this.#run;
    return this.#longest;
  }
}
