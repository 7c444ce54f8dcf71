import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { randomUUID } from "node:crypto";
import { Poster } from "../load.ts";
import { startBenchParley } from "../parley.ts";
import type { Figure } from "../report.ts";
import { median } from "../stats.ts";
import { until } from "../team.ts";
import { Customers, messagesWebhook, statusWebhook } from "../webhook.ts";

const samples = 15;

/**
 * Rows that the hub writes, as the platform counts them (index entries and deletes too), each step on its
 * own. The median leaves out the steps during which D1's watermark happened to be noted, a row a batch.
 */
export async function rowsWritten(): Promise<Figure[]> {
  const provider = await startProvider();
  const parley = await startBenchParley({ graphUrl: `${provider.url}/v25.0` });
  try {
    const org = await parley.createOrg(20);
    const target = { appSecret: parley.appSecret, phoneNumberId: org.phoneNumberId };
    const poster = new Poster(`${parley.url}/webhooks/meta`, 1);
    const customers = new Customers(1);
    const cost = async (step: () => Promise<unknown>): Promise<number> => {
      const before = (await org.hub.rows()).written;
      await step();
      return (await org.hub.rows()).written - before;
    };
    const costs = {
      first: [] as number[],
      inbound: [] as number[],
      duplicate: [] as number[],
      status: [] as number[],
      reply: [] as number[],
    };
    for (let n = 0; n < samples; n++) {
      const [first, second] = [
        messagesWebhook(target, customers.say(n, 1)),
        messagesWebhook(target, customers.say(n, 1)),
      ];
      costs.first.push(await cost(() => poster.post(first)));
      costs.inbound.push(await cost(() => poster.post(second)));
      costs.duplicate.push(await cost(() => poster.post(second)));
      // D1 has caught up then too, so that noting its watermark falls into none of the steps.
      await org.hub.project();
      const [row] = await parley.sql<{ id: string }>(
        "SELECT conversation_id AS id FROM message WHERE id = ?",
        `${org.channelId}:${second.ids[0]}`,
      );
      const conversationId = row?.id ?? "";
      const sent = provider.accepted();
      costs.reply.push(
        await cost(async () => {
          const answer = await org.hub.execute({ type: "agent", agentId: org.agentIds[0] as string }, randomUUID(), {
            command: "message:send",
            payload: { conversationId, body: "On its way." },
          } as never);
          if (!answer.ok) throw new Error(answer.message);
          await until(() => provider.accepted() > sent, "the send");
          while ((await org.hub.health()).outboxDue > 0) await new Promise((resolve) => setTimeout(resolve, 1));
          for (const status of ["sent", "delivered"] as const)
            costs.status.push(await cost(() => poster.post(statusWebhook(target, `wamid.${sent + 1}`, status, "346"))));
          await poster.post(statusWebhook(target, `wamid.${sent + 1}`, "read", "346"));
        }),
      );
    }
    poster.close();
    const line = (what: string, values: readonly number[], most: number | null): Figure => ({
      what: `rows written in the hub: ${what}`,
      figure: String(median(values)),
      data: { values },
      ...(most === null ? {} : { budget: most === 0 ? "0" : `≤ ${most}`, met: median(values) <= most }),
    });
    return [
      line("first message of a customer", costs.first, null),
      line("inbound message", costs.inbound, 5),
      line("duplicate", costs.duplicate, 0),
      line("status", costs.status, 2),
      line("reply, all steps to read", costs.reply, 17),
    ];
  } finally {
    await parley.stop();
    await provider.stop();
  }
}

/** The Graph API as far as a send needs it: accepts, and counts. The nth message is `wamid.<n>`. */
async function startProvider(): Promise<{ url: string; accepted(): number; stop(): Promise<void> }> {
  let accepted = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      accepted += 1;
      response.writeHead(200, { "content-type": "application/json" });
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
  return { url: `http://127.0.0.1:${port}`, accepted: () => accepted, stop };
}
