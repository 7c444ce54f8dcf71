import type { Random } from "../random.ts";
import type { Clock } from "./clock.ts";
import { takePair } from "./hub-host.ts";
import type { HubHost } from "./hub-host.ts";

const RealDate = Date;

export interface GlobalsDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly hub: HubHost;
  /** The hub's requests to providers. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly log: (line: string) => void;
}

/**
 * Puts virtual time, seeded chance and the platform's own words in the place of the globals that the code
 * under test uses. Returns how to undo it.
 */
export function install({ clock, random, hub, fetch, log }: GlobalsDeps): () => void {
  class VirtualDate extends RealDate {
    constructor(given: number | string = clock.now()) {
      super(given);
    }

    static override now(): number {
      return clock.now();
    }
  }
  const { subtle } = crypto;
  const replaced: Record<string, unknown> = {
    Date: VirtualDate,
    setTimeout: (run: () => void, delayMs = 0) => hub.setTimeout(run, delayMs),
    clearTimeout: (timer: unknown) => hub.clearTimeout(timer),
    crypto: { subtle, randomUUID: random.uuid },
    console: { ...console, warn: log, error: log },
    fetch,
    scheduler: { wait: (delayMs: number) => clock.wait(delayMs) },
    WebSocketPair: function WebSocketPair() {
      return takePair();
    },
    WebSocketRequestResponsePair: class {},
    Response: function Response(body: unknown, init: { status?: number } = {}) {
      return { body, ...init };
    },
  };
  const before = Object.fromEntries(
    Object.keys(replaced).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(replaced))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  const { random: realRandom } = Math;
  Math.random = random.next;
  return () => {
    Math.random = realRandom;
    for (const [name, descriptor] of Object.entries(before)) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  };
}

/** A response whose body is there at once: a stream would need real turns of the event loop. */
export function jsonResponse(status: number, body: unknown): Response {
  const text = JSON.stringify(body);
  const headers = { get: () => null };
  return {
    ok: status < 300,
    status,
    headers,
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  } as unknown as Response;
}
