import { type Bench, settle } from "../bench.ts";
import { type CommandSocket, openCommandSocket } from "../command-socket.ts";
import { openLoop, Poster } from "../load.ts";
import { type Figure, ms, whole } from "../report.ts";
import { quantile } from "../stats.ts";
import { Customers, messagesWebhook } from "../webhook.ts";
import { engineLatency } from "./latency.ts";

const rounds = 200;
const conversations = 20;
/** Webhooks a second beside the locks, one message each. */
const loadPerSecond = 200;

/**
 * From a command on an agent's socket to its answer, which is durable by then (I3), while the team's 20 sockets are
 * told of each: a lock that is free, then one taken over from another, quiet and beside webhooks.
 */
export async function locks(bench: Bench): Promise<Figure[]> {
  const ids = await begin(bench);
  const [first, second] = bench.org.agentIds as readonly [string, string];
  const ana = await openCommandSocket(bench.parley, bench.org, first);
  const ben = await openCommandSocket(bench.parley, bench.org, second);
  try {
    await measure(ana, ben, ids, 20);
    const quiet = await measure(ana, ben, ids, rounds);
    const customers = new Customers(1);
    let isOver = false;
    const load = openLoop(bench.webhooks, loadPerSecond, 8 * bench.runMs, (n) =>
      messagesWebhook(bench.target, customers.say(5000 + n, 1)),
    ).then(() => (isOver = true));
    const busy = await measure(ana, ben, ids, Number.POSITIVE_INFINITY, () => isOver);
    await load;
    await settle(bench, customers);
    const engine = await engineLatency(bench, 40, 1);
    return [
      figure("lock acquire, quiet", quiet.acquired, engine, true),
      figure(`lock acquire, beside ${whole(loadPerSecond)} webhooks/s`, busy.acquired, engine, true),
      figure("lock takeover, quiet", quiet.takenOver, engine, false),
      figure(`lock takeover, beside ${whole(loadPerSecond)} webhooks/s`, busy.takenOver, engine, false),
    ];
  } finally {
    ana.close();
    ben.close();
  }
}

/** Customers write, so that there is something to hold. */
async function begin(bench: Bench): Promise<string[]> {
  const customers = new Customers(conversations);
  const poster = new Poster(bench.webhooks, 1);
  await poster.post(messagesWebhook(bench.target, customers.say(4000, conversations)));
  poster.close();
  await settle(bench, customers);
  const rows = await bench.parley.sql<{ id: string }>(
    "SELECT id FROM conversation WHERE org_id = ? ORDER BY last_position DESC LIMIT ?",
    bench.org.id,
    conversations,
  );
  return rows.map(({ id }) => id);
}

interface Engine {
  readonly p50: number;
  readonly p99: number;
}

interface Latencies {
  readonly acquired: number[];
  readonly takenOver: number[];
}

async function measure(
  ana: CommandSocket,
  ben: CommandSocket,
  ids: readonly string[],
  count: number,
  isOver: () => boolean = () => false,
): Promise<Latencies> {
  const acquired: number[] = [];
  const takenOver: number[] = [];
  for (let n = 0; n < count && !isOver(); n++) {
    const payload = { conversationId: ids[n % ids.length] as string };
    acquired.push(await timed(ana, { command: "lock:acquire", payload }));
    takenOver.push(await timed(ben, { command: "lock:takeover", payload }));
    await timed(ben, { command: "lock:release", payload });
  }
  return { acquired, takenOver };
}

async function timed(socket: CommandSocket, command: Parameters<CommandSocket["ask"]>[0]): Promise<number> {
  const { result, ms: took } = await socket.ask(command);
  if (!result.ok) throw new Error(`${command.command}: ${result.message}`);
  // The hub takes so many frames of a socket in ten seconds.
  await new Promise((resolve) => setTimeout(resolve, 25));
  return took;
}

/** Beside the engine's row at a like pace: what of a tail is the machine's own. */
function figure(what: string, latencies: readonly number[], engine: Engine, hasBudget: boolean): Figure {
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return {
    what,
    figure: `p50 ${ms(p50)}, p99 ${ms(p99)} (engine's row: ${ms(engine.p50)}, ${ms(engine.p99)})`,
    ...(hasBudget ? { budget: "p99 < 10 ms", met: p99 < 10 } : {}),
    data: { p50, p99, engineP50: engine.p50, engineP99: engine.p99, count: latencies.length },
  };
}
