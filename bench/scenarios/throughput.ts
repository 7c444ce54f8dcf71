import { type Bench, settle } from "../bench.ts";
import { closedLoop } from "../load.ts";
import { type Figure, whole } from "../report.ts";
import { cpuSeconds } from "../runtime.ts";
import { median } from "../stats.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

const rounds = 3;

interface Run {
  readonly perSecond: number;
  /** Processor time of the runtime, microseconds a message. */
  readonly cpu: number;
}

/** Messages/s in webhooks of `batch`, in turn with the engine, so that both meet the same noise. */
async function compare(bench: Bench, connections: number, batch: number): Promise<{ parley: Run[]; engine: Run[] }> {
  const runs = { parley: [] as Run[], engine: [] as Run[] };
  for (let round = 0; round < rounds; round++) {
    const customers = new Customers(100);
    runs.parley.push(
      await measured(bench.parley.pid, batch, () =>
        closedLoop(bench.webhooks, connections, bench.runMs, (lane) =>
          messagesWebhook(bench.target, customers.say(lane, batch)),
        ),
      ),
    );
    await settle(bench, customers);
    const strangers = new Customers(100);
    runs.engine.push(
      await measured(bench.engine.pid, batch, () =>
        closedLoop(bench.engine.url, connections, bench.runMs, (lane) => {
          const { body, headers } = messagesWebhook(bench.target, strangers.say(lane, batch));
          return { body, headers: { ...headers, "x-rows": String(batch) } };
        }),
      ),
    );
  }
  return runs;
}

async function measured(
  pid: number,
  batch: number,
  load: () => Promise<{ perSecond: number; latencies: readonly number[] }>,
): Promise<Run> {
  const before = await cpuSeconds(pid);
  const { perSecond, latencies } = await load();
  const after = await cpuSeconds(pid);
  const used = before === null || after === null ? Number.NaN : after - before;
  return { perSecond: perSecond * batch, cpu: (used * 1e6) / (latencies.length * batch) };
}

/** Pairs of neighbouring runs are compared, and the median of their ratios stands for them all. */
function summary({ parley, engine }: { parley: readonly Run[]; engine: readonly Run[] }) {
  const ratio = median(parley.map((run, n) => run.perSecond / (engine[n]?.perSecond ?? Number.NaN)));
  const [perSecond, enginePerSecond] = [
    median(parley.map((run) => run.perSecond)),
    median(engine.map((run) => run.perSecond)),
  ];
  const [cpu, engineCpu] = [median(parley.map((run) => run.cpu)), median(engine.map((run) => run.cpu))];
  return { ratio, perSecond, enginePerSecond, cpu, engineCpu };
}

/** `saturation` is what later scenarios take their rates from, webhooks/s at 32 connections. */
export async function throughput(bench: Bench): Promise<{ figures: Figure[]; saturation: number }> {
  const figures: Figure[] = [];
  let saturation = 0;
  for (const connections of [1, 8, 32]) {
    const { ratio, ...data } = summary(await compare(bench, connections, 1));
    saturation = data.perSecond;
    const asked = connections === 32 ? { budget: "≥ 0.8 of engine", met: ratio >= 0.8 } : {};
    const figure = `${whole(data.perSecond)}/s (engine ${whole(data.enginePerSecond)}), CPU ${whole(data.cpu)} µs (${whole(data.engineCpu)})`;
    figures.push({
      what: `one-message webhooks, ${connections} connection${connections === 1 ? "" : "s"}`,
      figure,
      ratio,
      data,
      ...asked,
    });
  }
  const { ratio, ...data } = summary(await compare(bench, 4, 100));
  figures.push({
    what: "messages in webhooks of 100, 4 connections",
    figure: `${whole(data.perSecond)}/s (engine ${whole(data.enginePerSecond)}), CPU ${whole(data.cpu)} µs (${whole(data.engineCpu)})`,
    ratio,
    budget: "≥ 10,000/s",
    met: data.perSecond >= 10_000,
    data,
  });
  return { figures, saturation };
}
