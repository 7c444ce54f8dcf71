import { setTimeout as pause } from "node:timers/promises";
import type { CallbackFault } from "./faults.ts";
import type { World } from "./world.ts";

/** Parley's answer to a webhook, or null when it could not be reached. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly body: string;
}

export interface CallbackTiming {
  /** Between two steps of a message's delivery. */
  readonly stepMs: number;
  /** Before the first step, when a script asked for a delay. */
  readonly delayMs: number;
  /** First pause before a callback that was not answered 2xx is sent again; doubles up to `retryMaxMs`. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
}

export const metaTiming: CallbackTiming = { stepMs: 300, delayMs: 5_000, retryBaseMs: 1_000, retryMaxMs: 60_000 };

/** A signed webhook. */
export interface WebhookRequest {
  /** Under Parley's origin, or a whole address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A step of a message's delivery, as its provider tells of it. */
export interface CallbackStep {
  readonly tick: "sent" | "delivered" | "read";
  /** Made when the step happens. */
  readonly request: () => WebhookRequest;
}

/** Posts signed webhooks to Parley, and retries until they are answered with a 2xx. */
export class Delivery {
  readonly appSecret: string;
  readonly #world: World;
  readonly #parleyUrl: string;
  readonly #timing: CallbackTiming;
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: { world: World; parleyUrl: string; appSecret: string; timing: CallbackTiming }) {
    this.#world = options.world;
    this.#parleyUrl = options.parleyUrl;
    this.appSecret = options.appSecret;
    this.#timing = options.timing;
  }

  /** One attempt. */
  async post({ path, headers, body }: WebhookRequest): Promise<WebhookAnswer> {
    try {
      const response = await fetch(new URL(path, this.#parleyUrl), {
        method: "POST",
        headers,
        body,
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(20_000)]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: null, body: "" };
    }
  }

  /** Posts until the answer is a 2xx; resolves then, or when the simulator stops. */
  async postUntilAnswered(request: WebhookRequest): Promise<void> {
    for (let waitMs = this.#timing.retryBaseMs; ; waitMs = Math.min(waitMs * 2, this.#timing.retryMaxMs)) {
      if (isSuccess(await this.post(request)) || (await this.#pause(waitMs))) return;
    }
  }

  /** Goes on with a webhook in the background that was not answered well the first time. */
  keepTrying(request: WebhookRequest, onAnswered: () => void): void {
    this.#track(
      (async () => {
        if (await this.#pause(this.#timing.retryBaseMs)) return;
        await this.postUntilAnswered(request);
        if (!this.#stopped.signal.aborted) onAnswered();
      })(),
    );
  }

  /** Calls back for an accepted message; each step after the previous was answered. */
  callBack(messageId: string, steps: readonly CallbackStep[], faults: ReadonlySet<CallbackFault>): void {
    this.#track(this.#callBack(messageId, steps, faults));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#running);
  }

  async #callBack(
    messageId: string,
    steps: readonly CallbackStep[],
    faults: ReadonlySet<CallbackFault>,
  ): Promise<void> {
    if (faults.has("delay_callbacks") && (await this.#pause(this.#timing.delayMs))) return;
    for (const { tick, request } of faults.has("reorder_callbacks") ? steps.toReversed() : steps) {
      if (await this.#pause(this.#timing.stepMs)) return;
      this.#world.tick(messageId, tick);
      const webhook = request();
      await this.postUntilAnswered(webhook);
      if (faults.has("duplicate_callbacks")) await this.postUntilAnswered(webhook);
    }
  }

  /** Resolves to true when the simulator was stopped meanwhile. */
  async #pause(ms: number): Promise<boolean> {
    await pause(ms, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    return this.#stopped.signal.aborted;
  }

  #track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => console.error("Simulator:", error))
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }
}

export function isSuccess(answer: WebhookAnswer): boolean {
  return answer.status !== null && answer.status >= 200 && answer.status < 300;
}
