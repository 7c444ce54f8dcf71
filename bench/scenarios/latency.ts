import { type Bench, settle } from "../bench.ts";
import { openLoop } from "../load.ts";
import { type Figure, ms, whole } from "../report.ts";
import { quantile } from "../stats.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

// Posts of an open loop overlap, so each has a lane of its own: order is held to within it, and by `seq`.

/** From the moment a webhook was due until the last of the team's sockets has its message. */
export async function fanOut(bench: Bench, saturation: number): Promise<Figure[]> {
  const perSecond = saturation / 2;
  const customers = new Customers(1);
  const due = new Map<string, number>();
  const latencies: number[] = [];
  bench.team.onEverywhere = (ids) => {
    const now = performance.now();
    for (const id of ids) latencies.push(now - (due.get(id) ?? Number.NaN));
  };
  await openLoop(bench.webhooks, perSecond, 3 * bench.runMs, (n, dueAt) => {
    const said = customers.say(1000 + n, 1);
    for (const { id } of said) due.set(id, dueAt);
    return messagesWebhook(bench.target, said);
  });
  await settle(bench, customers);
  bench.team.onEverywhere = () => undefined;
  const engine = await engineLatency(bench, perSecond, 1);
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return [
    {
      what: `webhook → last of 20 sockets, open loop at ${whole(perSecond)}/s`,
      figure: `p50 ${ms(p50)}, p99 ${ms(p99)} (engine's row: ${ms(engine.p50)}, ${ms(engine.p99)})`,
      budget: "p99 < 20 ms",
      met: p99 < 20,
      data: { perSecond, p50, p99, engineP50: engine.p50, engineP99: engine.p99, count: latencies.length },
    },
  ];
}

/** Acknowledgements at 1,000 messages/s, in webhooks of 10. */
export async function acknowledgement(bench: Bench): Promise<Figure[]> {
  const customers = new Customers(1);
  let lane = 0;
  const { latencies, perSecond } = await openLoop(bench.webhooks, 100, 3 * bench.runMs, () =>
    messagesWebhook(bench.target, customers.say(2000 + lane++, 10)),
  );
  await settle(bench, customers);
  const engine = await engineLatency(bench, 100, 10);
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return [
    {
      what: "acknowledgement at 1,000 messages/s in webhooks of 10",
      figure: `p50 ${ms(p50)}, p99 ${ms(p99)} (engine's row: ${ms(engine.p50)}, ${ms(engine.p99)})`,
      budget: "p99 < 50 ms",
      met: p99 < 50,
      data: {
        messagesPerSecond: perSecond * 10,
        p50,
        p99,
        engineP50: engine.p50,
        engineP99: engine.p99,
        count: latencies.length,
      },
    },
  ];
}

/** The engine's acknowledgements at the same rate: what of a tail is the machine's own. */
export async function engineLatency(
  bench: Bench,
  perSecond: number,
  batch: number,
): Promise<{ p50: number; p99: number }> {
  const customers = new Customers(1);
  const { latencies } = await openLoop(bench.engine.url, perSecond, 2 * bench.runMs, (n) => {
    const { body, headers } = messagesWebhook(bench.target, customers.say(n, batch));
    return { body, headers: { ...headers, "x-rows": String(batch) } };
  });
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}
