import type { HubHealth } from "../../src/hub/rpc.ts";
import { type CommandSocket, openCommandSocket } from "../command-socket.ts";
import type { BenchOrg } from "../org.ts";
import { Poster } from "../load.ts";
import type { Parley } from "../parley.ts";
import { type Figure, whole } from "../report.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

const agents = 20;
const heartbeatMs = 10_000;
/** Until the one look at who fell silent after the last frames is over. */
const quietMs = 45_000;
const windowMs = 60_000;
/** Asking for the hub's health keeps it awake, so that its counters live through the window. */
const askEveryMs = 5_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What calls the hub while 20 agents do nothing but ping every 10 s: alarms and frames, each of which would wake a hub
 * that sleeps. Counted by the hub, over a minute, as an hour. That it does sleep is a test's to show: Miniflare's own
 * proxy of an object, by which orgs are made here, keeps that object alive.
 */
export async function idleWakeUps(parley: Parley): Promise<Figure[]> {
  const org = await parley.createOrg(agents);
  const ids = await begin(parley, org);
  const sockets: CommandSocket[] = [];
  for (const agentId of org.agentIds) sockets.push(await openCommandSocket(parley, org, agentId));
  const pings = setInterval(() => sockets.forEach((socket) => socket.ping()), heartbeatMs);
  try {
    await wait(quietMs);
    const idle = await perHour(org);
    for (const [n, socket] of sockets.entries()) {
      const { result } = await socket.ask({
        command: "lock:acquire",
        payload: { conversationId: ids[n % ids.length] as string },
      });
      if (!result.ok) throw new Error(result.message);
    }
    await wait(quietMs);
    const holding = await perHour(org);
    return [
      {
        what: `wake-ups an hour by ${agents} idle, heart-beating agents`,
        figure: whole(idle),
        budget: "0",
        met: idle === 0,
        data: { perHour: idle, windowMs },
      },
      {
        what: "the same, each holding a lock",
        figure: whole(holding),
        data: { perHour: holding, windowMs },
      },
    ];
  } finally {
    clearInterval(pings);
    for (const socket of sockets) socket.close();
  }
}

async function begin(parley: Parley, org: BenchOrg): Promise<string[]> {
  const target = { appSecret: parley.appSecret, phoneNumberId: org.phoneNumberId };
  const poster = new Poster(`${parley.url}/webhooks/meta`, 1);
  await poster.post(messagesWebhook(target, new Customers(agents).say(0, agents)));
  poster.close();
  await org.hub.project();
  const rows = await parley.sql<{ id: string }>("SELECT id FROM conversation WHERE org_id = ?", org.id);
  return rows.map(({ id }) => id);
}

async function perHour(org: BenchOrg): Promise<number> {
  const before = await org.hub.health();
  const startedAt = performance.now();
  let after: HubHealth = before;
  while (performance.now() - startedAt < windowMs) {
    await wait(askEveryMs);
    after = await org.hub.health();
    if (after.awakeSince !== before.awakeSince) throw new Error("The hub slept in between: its counters are new.");
  }
  const calls = after.alarms - before.alarms + after.frames - before.frames;
  return (calls * 3_600_000) / (performance.now() - startedAt);
}
