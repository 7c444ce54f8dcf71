import { closedLoop, Poster } from "../load.ts";
import type { BenchOrg } from "../org.ts";
import { type Parley, startBenchParley } from "../parley.ts";
import { type Figure, whole } from "../report.ts";
import { cpuSeconds } from "../runtime.ts";
import { median } from "../stats.ts";
import { messagesWebhook, type Said } from "../webhook.ts";

interface Size {
  readonly agents: number;
  readonly conversations: number;
  readonly messages: number;
}

const small: Size = { agents: 5, conversations: 100, messages: 1_000 };
const rounds = 5;
const runMs = 600;
const batch = 10;

/**
 * Whether a message costs more in a larger org (I4): orgs that differ from a small one in one respect take
 * turns with it. No socket is open: what is sent to each of them is not meant. Every org's messages go to
 * as many conversations, picked anew for each run from all that it has: with fewer, more of them would share
 * a row on their way to D1. By default smaller than DESIGN's sizes, for time.
 */
export async function growth(isFull: boolean): Promise<Figure[]> {
  const parley = await startBenchParley();
  try {
    const base = await Crowd.fill(parley, small);
    const figures: Figure[] = [];
    for (const [name, size] of [
      ["agents", { ...small, agents: 500 }],
      ["conversations", { ...small, conversations: isFull ? 100_000 : 10_000 }],
      ["messages", { ...small, messages: isFull ? 1_000_000 : 20_000 }],
    ] as const) {
      const ratios = await compare(parley, base, await Crowd.fill(parley, size));
      const ratio = median(ratios);
      figures.push({
        what: `cost of a message, ${name} ${whole(small[name])} → ${whole(size[name])}`,
        figure: `× ${ratio.toFixed(2)}`,
        budget: "≤ 1.2 ×",
        met: ratio <= 1.2,
        data: { ratios },
      });
    }
    return figures;
  } finally {
    await parley.stop();
  }
}

/** Cost with the large org over cost with the small one, of each round; which goes first alternates. */
async function compare(parley: Parley, small: Crowd, large: Crowd): Promise<number[]> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const costs = new Map<Crowd, number>();
    for (const crowd of round % 2 === 0 ? [small, large] : [large, small]) costs.set(crowd, await crowd.cost(parley));
    ratios.push((costs.get(large) ?? Number.NaN) / (costs.get(small) ?? Number.NaN));
  }
  return ratios;
}

/** An org with its customers. */
class Crowd {
  readonly #org: BenchOrg;
  readonly #size: Size;
  #sent = 0;

  private constructor(org: BenchOrg, size: Size) {
    this.#org = org;
    this.#size = size;
  }

  static async fill(parley: Parley, size: Size): Promise<Crowd> {
    const crowd = new Crowd(await parley.createOrg(size.agents), size);
    const poster = new Poster(`${parley.url}/webhooks/meta`, 1);
    const total = Math.max(size.conversations, size.messages);
    while (crowd.#sent < total) await poster.post(crowd.#webhook(parley, 500, (n) => n % size.conversations));
    poster.close();
    await crowd.#org.hub.project();
    return crowd;
  }

  /** Processor time of a message until D1 has it, or time where the system does not tell that. */
  async cost(parley: Parley): Promise<number> {
    const [before, startedAt] = [await cpuSeconds(parley.pid), performance.now()];
    const writers = Array.from({ length: small.conversations }, () =>
      Math.floor(Math.random() * this.#size.conversations),
    );
    const { latencies } = await closedLoop(`${parley.url}/webhooks/meta`, 2, runMs, () =>
      this.#webhook(parley, batch, (n) => writers[n % writers.length] ?? 0),
    );
    await this.#org.hub.project();
    const after = await cpuSeconds(parley.pid);
    const used = before === null || after === null ? (performance.now() - startedAt) / 1000 : after - before;
    return used / latencies.length;
  }

  #webhook({ appSecret }: Parley, count: number, customer: (n: number) => number) {
    const said = Array.from({ length: count }, (): Said => {
      this.#sent += 1;
      return { id: `growth.${this.#sent}`, from: `346${String(customer(this.#sent)).padStart(8, "0")}` };
    });
    return messagesWebhook({ appSecret, phoneNumberId: this.#org.phoneNumberId }, said);
  }
}
