import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildAll } from "../../../src/dev/build.ts";
import { type Stack, startStack } from "../../../src/dev/stack.ts";

/** Of a message as WhatsApp takes it, what tests look at. */
interface SentMessage {
  type?: string;
  text?: { body?: string };
  image?: { caption?: string };
  audio?: { voice?: boolean };
  template?: { name?: string; components?: unknown[] };
  location?: unknown;
  interactive?: unknown;
}

/** Parley and the simulator as `npm start` runs them, on free ports and state of their own, with no stories. */
export class LocalParley {
  #stack: Stack;
  #directory: string;

  private constructor(stack: Stack, directory: string) {
    this.#stack = stack;
    this.#directory = directory;
  }

  static async start(): Promise<LocalParley> {
    await buildAll();
    const directory = await mkdtemp(join(tmpdir(), "parley-e2e-"));
    return new LocalParley(await startStack({ port: 0, simulatorPort: 0, directory, stories: false }), directory);
  }

  get url(): string {
    return this.#stack.url;
  }

  get simulator(): string {
    return this.#stack.simulator;
  }

  get demo(): Stack["demo"] {
    return this.#stack.demo;
  }

  /** Ends both; what is on disk stays. Resolves to how to start them again, at the same addresses. */
  async interrupt(): Promise<() => Promise<void>> {
    const port = Number(new URL(this.url).port);
    const simulatorPort = Number(new URL(this.simulator).port);
    await this.#stack.stop();
    return async () => {
      this.#stack = await startStack({ port, simulatorPort, directory: this.#directory, stories: false });
    };
  }

  async stop(): Promise<void> {
    await this.#stack.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** A customer writes, without a window on the phone. */
  async customerWrites(message: {
    from: string;
    name?: string;
    text?: string;
    type?: string;
    [field: string]: unknown;
  }): Promise<void> {
    await this.#control("POST", "/control/inbound", { channel: "whatsapp", ...message });
  }

  /** The next `times` sends of the provider fail like this. */
  async fault(kind: string, times = 1): Promise<void> {
    await this.#control("POST", "/control/faults", { channel: "whatsapp", kind, times });
  }

  /** The TXT records of a name, as DNS tells them from now on. */
  async setDns(name: string, texts: readonly string[]): Promise<void> {
    await this.#control("POST", "/control/dns", { name, texts });
  }

  /** What the provider was asked to send, in order. */
  async sent(): Promise<SentMessage[]> {
    const { items } = (await this.#control("GET", "/control/sent?since=0")) as {
      items: { path: string; body: SentMessage | null }[];
    };
    return items.flatMap(({ path, body }) => (path.endsWith("/messages") ? (body ?? []) : []));
  }

  /** Bodies of the text messages that the provider was asked to send, in order. */
  async textsSent(): Promise<string[]> {
    return (await this.sent()).flatMap(({ text }) => text?.body ?? []);
  }

  /** Captions of the pictures that the provider was asked to send, in order. */
  async picturesSent(): Promise<string[]> {
    return (await this.sent()).flatMap(({ image }) => (image === undefined ? [] : [image.caption ?? ""]));
  }

  /** Names of the templates that the provider was asked to send, in order. */
  async templatesSent(): Promise<string[]> {
    return (await this.sent()).flatMap(({ template }) => template?.name ?? []);
  }

  /** The link in the newest mail to an address; undefined while there is none. */
  async mailedLink(to: string): Promise<string | undefined> {
    const { items } = (await this.#control("GET", `/control/mail?to=${encodeURIComponent(to)}`)) as {
      items: { text: string }[];
    };
    return items[0]?.text.match(/https?:\S+/u)?.[0];
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.simulator + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
