import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import type { BenchOrg } from "../org.ts";
import { Poster } from "../load.ts";
import { type Parley, startBenchParley } from "../parley.ts";
import { type Figure, whole } from "../report.ts";
import { median } from "../stats.ts";
import { until } from "../team.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

const replies = 3_000;
const samples = 200;
const drainMs = 10_000;

/** A number whose token has expired keeps what it would send. What that costs everybody else, and how fast it leaves once mended. */
export async function stoppedNumber(): Promise<Figure[]> {
  const provider = await startProvider();
  const parley = await startBenchParley({ graphUrl: `${provider.url}/v25.0` });
  try {
    const org = await parley.createOrg(3);
    const target = { appSecret: parley.appSecret, phoneNumberId: org.phoneNumberId };
    const poster = new Poster(`${parley.url}/webhooks/meta`, 1);
    const customers = new Customers(replies);
    for (let done = 0; done < replies; done += 100) await poster.post(messagesWebhook(target, customers.say(1, 100)));
    const others = new Customers(1);
    const median1 = async (): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < samples; n++) {
        const webhook = messagesWebhook(target, others.say(2, 1));
        const startedAt = performance.now();
        await poster.post(webhook);
        times.push(performance.now() - startedAt);
      }
      return median(times);
    };
    await median1();
    const without = await median1();
    const startedAt = performance.now();
    await replyToAll(parley, org);
    const acceptedMs = (performance.now() - startedAt) / replies;
    const within = await median1();
    provider.mend();
    const before = provider.accepted();
    await org.hub.updateChannel({ type: "agent", agentId: org.agentIds[0] as string }, org.channelId, { resume: true });
    await new Promise((resolve) => setTimeout(resolve, drainMs));
    const perSecond = ((provider.accepted() - before) * 1_000) / drainMs;
    const during = await median1();
    poster.close();
    const ratio = within / without;
    return [
      {
        what: `a webhook of one message, with ${whole(replies)} replies waiting at a stopped number, times without`,
        figure: ratio.toFixed(2),
        budget: "≤ 1.5",
        met: ratio <= 1.5,
        data: { without, within, during, acceptedMs },
      },
      { what: "replies a second that leave once it is mended", figure: whole(perSecond), data: { perSecond } },
    ];
  } finally {
    await parley.stop();
    await provider.stop();
  }
}

async function replyToAll(parley: Parley, org: BenchOrg): Promise<void> {
  await org.hub.project();
  const rows = await parley.sql<{ id: string }>("SELECT id FROM conversation LIMIT ?", replies);
  const agentId = org.agentIds[0] as string;
  const say = async (conversationId: string): Promise<void> => {
    const payload = { conversationId, body: "On its way.", takeover: true };
    const answer = await org.hub.execute({ type: "agent", agentId }, randomUUID(), {
      command: "message:send",
      payload,
    } as never);
    if (!answer.ok) throw new Error(answer.message);
  };
  const [first, ...rest] = rows;
  await say(first?.id ?? "");
  let isStopped = false;
  await until(() => {
    void org.hub.channels().then(([channel]) => (isStopped = channel?.state === "stopped"));
    return isStopped;
  }, "the number to stop");
  for (const { id } of rest) await say(id);
}

/** The Graph API as far as a send needs it: refuses the token until it is mended. */
async function startProvider() {
  let accepted = 0;
  let isMended = false;
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      response.writeHead(isMended ? 200 : 401, { "content-type": "application/json" });
      if (!isMended) return response.end(JSON.stringify({ error: { code: 190, message: "expired" } }));
      accepted += 1;
      response.end(JSON.stringify({ messaging_product: "whatsapp", messages: [{ id: `wamid.${accepted}` }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, accepted: () => accepted, mend: () => (isMended = true), stop };
}
