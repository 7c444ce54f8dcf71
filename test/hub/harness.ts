import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { sealSecrets } from "../../src/channels/secrets.ts";
import type { Env } from "../../src/env.ts";
import { hubOf } from "../../src/http/context.ts";
import type { OrgHub } from "../../src/hub/org-hub.ts";
import { admissionHeader, writeAdmission } from "../../src/hub/rpc.ts";
import type { Admission, Answer, IngestBatch, OrgHubStub } from "../../src/hub/rpc.ts";
import type { Command } from "../../src/protocol/commands.ts";
import type { Fact, MessageFact, Outcome, StatusFact } from "../../src/protocol/facts.ts";
import type { ChangesFrame, DownFrame, ResultFrame, WelcomeFrame } from "../../src/protocol/frames.ts";
import type { Channel, Conversation, Message } from "../../src/protocol/records.ts";
import type { ServerSignal } from "../../src/protocol/signals.ts";

const bindings = env as unknown as Env;

/** A socket of an agent, as the hub's tests see it: every frame that came, in order, and the code it closed with. */
export class TestSocket {
  readonly frames: DownFrame[] = [];
  pongs = 0;
  closed: number | null = null;
  readonly #socket: WebSocket;
  readonly #changed: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      if (data === "pong") this.pongs += 1;
      else this.frames.push(JSON.parse(String(data)) as DownFrame);
      this.#wake();
    });
    socket.addEventListener("close", ({ code }) => {
      this.closed = code;
      this.#wake();
    });
    socket.accept();
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  async hello(cursor = 0, session = "tab", pending: string[] = []): Promise<WelcomeFrame> {
    const from = this.frames.length;
    this.send({ type: "hello", protocol: 1, session, cursor, pending });
    await this.until(() => this.frames.slice(from).some((frame) => frame.type === "welcome" && !frame.more));
    const pages = this.frames.slice(from).filter((frame): frame is WelcomeFrame => frame.type === "welcome");
    const last = pages[pages.length - 1];
    if (last === undefined) throw new Error("no welcome");
    return { ...last, records: pages.flatMap((page) => page.records) };
  }

  /** Asks over the socket; resolves to the result, whatever else comes before it. */
  async ask(command: Command, id: string = crypto.randomUUID()): Promise<ResultFrame> {
    this.send({ type: "command", id, ...command });
    const isMine = (frame: DownFrame): frame is ResultFrame => frame.type === "result" && frame.id === id;
    await this.until(() => this.frames.some(isMine));
    return this.frames.find(isMine) as ResultFrame;
  }

  /** Pings, and resolves when the platform has answered. */
  async ping(): Promise<void> {
    const before = this.pongs;
    this.send("ping");
    await this.until(() => this.pongs > before);
  }

  /** Resolves once `met` holds; checked whenever something arrives. */
  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  changes(): ChangesFrame[] {
    return this.frames.filter((frame): frame is ChangesFrame => frame.type === "changes");
  }

  events(): { event: string; payload: Record<string, unknown> }[] {
    return this.changes().flatMap((frame) => frame.events as { event: string; payload: Record<string, unknown> }[]);
  }

  /** What was signalled, in order, also in a crowd's frame. */
  signals(): ServerSignal[] {
    return this.frames.flatMap((frame) =>
      frame.type === "signal" ? [frame] : frame.type === "signals" ? frame.signals : [],
    );
  }

  close(): void {
    this.#socket.close(1000, "");
  }

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

/** One org with its hub, a WhatsApp number and two agents. `step` lets the hub be evicted between steps. */
export class TestOrg {
  readonly id: string;
  channel!: Channel;
  readonly #isEvicted: boolean;
  #deliveries = 0;

  constructor(id: string, isEvicted: boolean) {
    this.id = id;
    this.#isEvicted = isEvicted;
  }

  /** What the runtime's own test functions take. */
  get stub(): DurableObjectStub<OrgHub> {
    return bindings.HUB.get(bindings.HUB.idFromName(this.id));
  }

  get hub(): OrgHubStub {
    return hubOf(bindings, this.id);
  }

  async open(): Promise<void> {
    await this.hub.create(this.id);
    await this.hub.putAgent({ id: "ana", name: "Ana", email: "ana@example.com", role: "owner" });
    await this.hub.putAgent({ id: "ben", name: "Ben", email: "ben@example.com", role: "agent" });
    const sealedSecrets = await sealSecrets(bindings.SECRETS_KEYS, { accessToken: "token" });
    const connected = await this.hub.connectChannel({ type: "agent", agentId: "ana" }, "connect", {
      channel: "whatsapp",
      name: "Main",
      externalId: `number-${this.id}`,
      address: "+15550100",
      accountId: "waba",
      ownApp: false,
      sealedSecrets,
    });
    if (!connected.ok) throw new Error(connected.message);
    this.channel = connected.value;
    await this.step();
  }

  /** Between two steps of a case: nothing when awake, an eviction otherwise (I11). */
  async step(): Promise<void> {
    if (this.#isEvicted) await this.evict();
  }

  async evict(): Promise<void> {
    // Only an object that runs can be evicted, and the last step may have left it asleep.
    await this.hub.health();
    await evictDurableObject(this.stub);
  }

  async ingest(...facts: Fact[]): Promise<Outcome[]> {
    const outcomes = await this.hub.ingest(this.batch(facts));
    await this.step();
    return outcomes;
  }

  batch(facts: readonly Fact[]): IngestBatch {
    this.#deliveries += 1;
    const group = {
      channel: "whatsapp" as const,
      externalId: this.channel.externalId,
      accountId: "waba",
      channelId: this.channel.id,
      facts,
    };
    return {
      deliveryId: `delivery-${this.#deliveries}`,
      receivedAt: new Date().toISOString(),
      groups: [group],
      raw: "{}",
    };
  }

  async execute(agentId: string, command: Command, id: string = crypto.randomUUID()): Promise<Answer<unknown>> {
    const answer = await this.hub.execute({ type: "agent", agentId }, id, command);
    await this.step();
    return answer;
  }

  connect(agentId: string, expiresAt = Date.now() + 3_600_000): Promise<TestSocket> {
    return this.enter({ agentId, expiresAt });
  }

  /** As the Worker hands an upgrade over. */
  async enter(given: Pick<Admission, "agentId"> & Partial<Admission>): Promise<TestSocket> {
    const end = Date.now() + 3_600_000;
    const admission = { expiresAt: end, sid: `sign-in of ${given.agentId}`, sessionEndsAt: end, org: "acme", ...given };
    const response = await this.hub.fetch("http://hub/realtime", {
      headers: { upgrade: "websocket", [admissionHeader]: writeAdmission(admission) },
    });
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    return new TestSocket(response.webSocket);
  }

  /** Rings the alarm, if one is set, whatever the time; `at` is what the hub's clock then says. */
  async ring(at?: number): Promise<void> {
    if (at !== undefined) vi.setSystemTime(at);
    await runDurableObjectAlarm(this.stub);
    await this.step();
  }

  /** A conversation that a customer has begun. */
  async conversation(): Promise<string> {
    await this.ingest(text("first"));
    return (await this.onlyConversation()).id;
  }

  /** What the hub holds, read from its own tables. */
  rows<T extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): Promise<T[]> {
    return runInDurableObject(this.stub, (_, state) => state.storage.sql.exec<T>(statement, ...bindings).toArray());
  }

  /** Changes the hub's own tables behind its back. */
  async write(statement: string, ...bindings: SqlStorageValue[]): Promise<void> {
    await this.rows(statement, ...bindings);
    await this.step();
  }

  /** The alarm rings, whether one is set or not. */
  async wake(): Promise<void> {
    await runInDurableObject(this.stub, (_, { storage }) => storage.setAlarm(Date.now()));
    await this.ring();
  }

  async messages(): Promise<Message[]> {
    const rows = await this.rows<{ json: string }>("SELECT json FROM message ORDER BY position");
    return rows.map(({ json }) => JSON.parse(json) as Message);
  }

  async conversations(): Promise<Conversation[]> {
    const rows = await this.rows<{ json: string }>("SELECT json FROM conversation ORDER BY id");
    return rows.map(({ json }) => JSON.parse(json) as Conversation);
  }

  async onlyConversation(): Promise<Conversation> {
    const all = await this.conversations();
    expect(all).toHaveLength(1);
    return all[0] as Conversation;
  }
}

/** Runs every case twice: with the hub awake throughout, and evicted between its steps. */
export function hubCases(
  title: string,
  define: (hubCase: (name: string, run: (org: TestOrg) => Promise<void>) => void) => void,
): void {
  for (const isEvicted of [false, true]) {
    describe(`${title} (${isEvicted ? "evicted between steps" : "awake"})`, () => {
      define((name, run) => {
        test(name, async () => {
          const org = new TestOrg(crypto.randomUUID(), isEvicted);
          await org.open();
          await run(org);
        });
      });
    });
  }
}

export function text(providerId: string, change: Partial<MessageFact> = {}): MessageFact {
  return {
    fact: "message",
    providerId,
    at: new Date().toISOString(),
    from: { aliases: [{ kind: "phone", value: "15550101" }], name: "Maria" },
    type: "text",
    body: `body of ${providerId}`,
    subject: null,
    content: null,
    attachments: [],
    quotes: null,
    fromAd: false,
    raw: `{"id":"${providerId}"}`,
    ...change,
  };
}

export function status(of: string, to: StatusFact["status"], change: Partial<StatusFact> = {}): StatusFact {
  return {
    fact: "status",
    providerId: of,
    messageId: null,
    status: to,
    at: new Date().toISOString(),
    error: null,
    ...change,
  };
}
