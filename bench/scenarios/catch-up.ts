import { type Bench, settle } from "../bench.ts";
import { Poster } from "../load.ts";
import { type Figure, ms } from "../report.ts";
import { quantile } from "../stats.ts";
import { Team } from "../team.ts";
import { Customers, messagesWebhook } from "../webhook.ts";

const missed = 1_000;
const tries = 30;

/** A client that missed 1,000 messages says hello with its old cursor; until the last frame of its welcome is here. */
export async function catchUp(bench: Bench): Promise<Figure[]> {
  const one = await Team.open(bench.parley, bench.org, 1);
  try {
    one.hello(0);
    const { seq: cursor } = await one.welcomed();
    const customers = new Customers(100);
    const poster = new Poster(bench.webhooks, 1);
    for (let n = 0; n < missed / 100; n++) await poster.post(messagesWebhook(bench.target, customers.say(3000, 100)));
    poster.close();
    await settle(bench, customers);
    const latencies: number[] = [];
    for (let n = 0; n < tries; n++) {
      const startedAt = performance.now();
      one.hello(cursor);
      await one.isWelcomed();
      latencies.push(performance.now() - startedAt);
    }
    const { reset } = await one.welcomed();
    if (reset) throw new Error("The welcome was a reset.");
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    return [
      {
        what: "catching up on 1,000 missed messages, one round trip",
        figure: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
        budget: "< 50 ms",
        met: p50 < 50,
        data: { p50, p99, tries },
      },
    ];
  } finally {
    one.close();
  }
}
