import type { Env } from "../../src/env.ts";
import { Desk } from "./desk.ts";
import type { Made } from "./desk.ts";
import { setUp } from "./catalog.ts";
import { orgId } from "./org.ts";
import { Provider } from "./provider.ts";
import { Random } from "./random.ts";
import { Clock } from "./runtime/clock.ts";
import { type Fate, History, quick } from "./runtime/d1.ts";
import { install } from "./runtime/globals.ts";
import { HubHost } from "./runtime/hub-host.ts";
import { Server } from "./server.ts";
import { Signs } from "./signs.ts";
import { Trail } from "./trail.ts";
import { Webhooks } from "./webhooks.ts";

const history = new History();
const linesKept = 60;

/** One org with everything around it: hub, D1, provider, customers and clients, all of it from one seed. */
export class World {
  readonly seed: number;
  readonly random: Random;
  readonly clock = new Clock();
  readonly history = history;
  readonly hub: HubHost;
  readonly provider: Provider;
  readonly webhooks: Webhooks;
  readonly server: Server;
  readonly desks: Desk[] = [];
  /** What programs and plain REST calls asked for, by command id. */
  readonly calls = new Map<string, Made>();
  readonly signs = new Signs(this.clock.now);
  readonly trail = new Trail(this);
  /** While true, everything outside the code under test may go wrong. */
  hasFaults = false;
  isD1Down = false;
  hubCallsToD1 = 0;
  channelId = "";
  /** The team that assigns in turn; null in worlds without one. */
  teamId: string | null = null;
  /** What went wrong outside of a check: a throw in the hub, a refused call. */
  problem: unknown = null;
  #lines: string[] = [];
  #uninstall: () => void;

  constructor(seed: number) {
    this.seed = seed;
    this.random = new Random(seed);
    this.history.clear();
    this.hub = new HubHost(
      this.clock,
      this.random,
      (hears) => this.#env(hears),
      (error) => this.failed(error),
    );
    this.hub.alarmDelay = () => (this.hasFaults && this.random.chance(0.1) ? this.random.between(100, 20_000) : 0);
    this.hub.listen = (socket, data) => this.signs.heard(socket, data);
    this.provider = new Provider(this);
    this.webhooks = new Webhooks(this);
    this.server = new Server(this);
    this.#uninstall = install({
      clock: this.clock,
      random: this.random,
      hub: this.hub,
      fetch: (url, init) => this.hub.promise((resolve, reject) => this.provider.request(url, init, resolve, reject)),
      log: (line) => this.log(line),
    });
  }

  log(line: string): void {
    this.#lines.push(`${(this.clock.now() % 1e8) / 1000}s ${line}`);
    if (this.#lines.length > linesKept) this.#lines.shift();
  }

  get lastSteps(): string {
    return this.#lines.join("\n");
  }

  failed(error: unknown): void {
    this.problem ??= error;
  }

  /** The machine that the hub runs on dies. */
  reset(): void {
    this.signs.lastResetAt = this.clock.now();
    this.hub.reset();
  }

  async open(): Promise<void> {
    await this.#finish(this.hub.call((hub) => hub.create(orgId)));
    await this.#finish(
      this.hub.call((hub) => hub.putAgent({ id: "ana", name: "Ana", email: "ana@example.com", role: "owner" })),
    );
    await this.#finish(
      this.hub.call((hub) => hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role: "agent" })),
    );
    const given = {
      name: "Main",
      externalId: "number",
      address: "+15550100",
      accountId: "waba",
      ownApp: false,
      sealedSecrets: "sealed",
    };
    const connected = await this.#finish(
      this.hub.call((hub) =>
        hub.connectChannel({ type: "agent", agentId: "ana" }, "connect", { channel: "whatsapp", ...given }),
      ),
    );
    if (!connected.ok) throw new Error(connected.message);
    this.channelId = connected.value.id;
    await setUp(this, (promise) => this.#finish(promise));
    const count = this.random.between(2, 4);
    for (let index = 0; index < count; index++) {
      this.desks.push(
        new Desk(this, index === 0 ? "ana" : index === 1 ? "ben" : this.random.pick(["ana", "ben"]), `tab-${index}`),
      );
    }
    await this.clock.advance(200);
    this.hasFaults = true;
  }

  close(): void {
    for (const desk of this.desks) desk.inbox.dispose();
    this.#uninstall();
    this.hub.database.close();
  }

  async #finish<T>(promise: Promise<T>): Promise<T> {
    await this.clock.advance(20);
    return promise;
  }

  #env(hears: () => boolean): Env {
    const fate = () => this.#fateAtD1();
    return {
      DB: this.history.binding(this.history.primary, this.clock, fate, hears),
      PUBLIC_URL: "http://parley.test",
      GRAPH_URL: "http://graph.test",
      SECRETS_KEYS: "",
      AUTH_SECRET: "a secret that only the simulation knows",
    } as unknown as Env;
  }

  #fateAtD1(): Fate {
    if (this.hub.isDoomed) return { runsAfterMs: null, answersAfterMs: Number.POSITIVE_INFINITY, fails: true };
    const fate = this.hasFaults ? this.#faultAtD1() : quick;
    this.hubCallsToD1 += 1;
    this.clock.setTimeout(() => (this.hubCallsToD1 -= 1), Math.min(fate.answersAfterMs, 120_000));
    return fate;
  }

  /** Down; slow; a commit whose caller hears of a failure; one that lands after its caller tried again. */
  #faultAtD1(): Fate {
    const { random } = this;
    if (this.isD1Down) return { runsAfterMs: null, answersAfterMs: 5, fails: true };
    const slow = random.between(200, 25_000);
    const late = random.between(500, 40_000);
    return random.weighted<Fate>([
      [80, quick],
      [6, { runsAfterMs: random.between(1, slow), answersAfterMs: slow, fails: false }],
      [5, { runsAfterMs: 2, answersAfterMs: 4, fails: true }],
      [5, { runsAfterMs: late, answersAfterMs: 10, fails: true }],
      [2, { runsAfterMs: late, answersAfterMs: Number.POSITIVE_INFINITY, fails: true }],
      [2, { runsAfterMs: null, answersAfterMs: 10, fails: true }],
    ]);
  }
}
