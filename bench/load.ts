import { Agent, request } from "node:http";
import type { Webhook } from "./webhook.ts";

/** Sends over connections that are kept open. */
export class Poster {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    // Miniflare listens on both loopback addresses of `localhost`; a look-up for each would only add noise.
    this.#url.hostname = "127.0.0.1";
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Resolves to the milliseconds until the acknowledgement; throws when the answer is not 200. */
  post({ body, headers }: Pick<Webhook, "body" | "headers">): Promise<number> {
    const startedAt = performance.now();
    return new Promise((resolve, reject) => {
      const sending = request(
        this.#url.href,
        { method: "POST", agent: this.#agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
        (response) => {
          response.resume();
          response.once("end", () => {
            if (response.statusCode === 200) resolve(performance.now() - startedAt);
            else reject(new Error(`${this.#url.pathname} answered ${response.statusCode}.`));
          });
        },
      );
      sending.once("error", reject);
      sending.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export interface LoadResult {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}

type Next = (lane: number) => Pick<Webhook, "body" | "headers">;

/** Each connection posts again as soon as it was answered, for `durationMs`. */
export async function closedLoop(
  url: string,
  connections: number,
  durationMs: number,
  next: Next,
): Promise<LoadResult> {
  const poster = new Poster(url, connections);
  const latencies: number[] = [];
  const startedAt = performance.now();
  const lane = async (n: number): Promise<void> => {
    while (performance.now() - startedAt < durationMs) latencies.push(await poster.post(next(n)));
  };
  try {
    await Promise.all(Array.from({ length: connections }, (_, n) => lane(n)));
    return { perSecond: latencies.length / ((performance.now() - startedAt) / 1000), latencies };
  } finally {
    poster.close();
  }
}

/**
 * Posts at a fixed rate whether or not earlier ones were answered; a latency counts from the moment at which
 * the post was due, so that a stall is felt by all who would have come meanwhile.
 */
export async function openLoop(
  url: string,
  perSecond: number,
  durationMs: number,
  next: (n: number, dueAt: number) => Pick<Webhook, "body" | "headers">,
): Promise<LoadResult> {
  const poster = new Poster(url, Number.POSITIVE_INFINITY);
  const latencies: number[] = [];
  const running: Promise<unknown>[] = [];
  const startedAt = performance.now();
  const total = Math.floor((perSecond * durationMs) / 1000);
  try {
    for (let n = 0; n < total;) {
      const now = performance.now();
      for (; n < total && startedAt + (n * 1000) / perSecond <= now; n++) {
        const dueAt = startedAt + (n * 1000) / perSecond;
        running.push(poster.post(next(n, dueAt)).then(() => latencies.push(performance.now() - dueAt)));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(running);
    return { perSecond: latencies.length / ((performance.now() - startedAt) / 1000), latencies };
  } finally {
    poster.close();
  }
}
