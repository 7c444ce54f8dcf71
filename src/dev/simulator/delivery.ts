import { setTimeout as pause } from "node:timers/promises";
import type { CallbackFault } from "./faults.ts";
import { type Change, signature, statusChange, webhookBody } from "./webhook.ts";
import type { BusinessNumber, Customer, World } from "./world.ts";

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

/** Posts signed webhooks to Parley, and retries like Meta does until they are answered with a 2xx. */
export class Delivery {
  readonly #world: World;
  readonly #webhookUrl: string;
  readonly #appSecret: string;
  readonly #timing: CallbackTiming;
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: { world: World; webhookUrl: string; appSecret: string; timing: CallbackTiming }) {
    this.#world = options.world;
    this.#webhookUrl = options.webhookUrl;
    this.#appSecret = options.appSecret;
    this.#timing = options.timing;
  }

  /** One attempt. */
  async post(changes: readonly Change[]): Promise<WebhookAnswer> {
    const body = webhookBody(changes);
    try {
      const response = await fetch(this.#webhookUrl, {
        method: "POST",
        headers: { "content-type": "application/json", "x-hub-signature-256": signature(body, this.#appSecret) },
        body,
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(20_000)]),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      return { status: null, body: "" };
    }
  }

  /** Posts until the answer is a 2xx; resolves then, or when the simulator stops. */
  async postUntilAnswered(changes: readonly Change[]): Promise<void> {
    for (let waitMs = this.#timing.retryBaseMs; ; waitMs = Math.min(waitMs * 2, this.#timing.retryMaxMs)) {
      if (isSuccess(await this.post(changes)) || (await this.#pause(waitMs))) return;
    }
  }

  /** Goes on with a webhook in the background that was not answered well the first time. */
  keepTrying(changes: readonly Change[], onAnswered: () => void): void {
    this.#track(
      (async () => {
        if (await this.#pause(this.#timing.retryBaseMs)) return;
        await this.postUntilAnswered(changes);
        if (!this.#stopped.signal.aborted) onAnswered();
      })(),
    );
  }

  /** Calls back sent, delivered and read for an accepted message; each after the previous was answered. */
  callBack(
    number: BusinessNumber,
    customer: Customer,
    message: { id: string; data: string | null },
    faults: ReadonlySet<CallbackFault>,
  ): void {
    this.#track(this.#callBack(number, customer, message, faults));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#running);
  }

  async #callBack(
    number: BusinessNumber,
    customer: Customer,
    message: { id: string; data: string | null },
    faults: ReadonlySet<CallbackFault>,
  ): Promise<void> {
    const steps: ("sent" | "delivered" | "read")[] = ["sent", "delivered", "read"];
    if (faults.has("reorder_callbacks")) steps.reverse();
    if (faults.has("delay_callbacks") && (await this.#pause(this.#timing.delayMs))) return;
    for (const status of steps) {
      if (await this.#pause(this.#timing.stepMs)) return;
      this.#world.tick(message.id, status);
      const change = statusChange(number, customer, { ...message, at: Date.now(), status });
      await this.postUntilAnswered([change]);
      if (faults.has("duplicate_callbacks")) await this.postUntilAnswered([change]);
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
