import { DurableObject } from "cloudflare:workers";
import { channels } from "../channels/registry.ts";
import { openSecrets } from "../channels/secrets.ts";
import { membersOf } from "../db/members.ts";
import { d1Projection } from "../db/project.ts";
import type { Env } from "../env.ts";
import type { Command } from "../protocol/commands.ts";
import type { Outcome } from "../protocol/facts.ts";
import type { Agent, Channel, Draft, DraftKind, ParleyRecord, Role } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { AlarmClock, attempt } from "./alarm-clock.ts";
import { Channels } from "./channels.ts";
import { Committer } from "./commit.ts";
import { Delivery } from "./delivery.ts";
import { Deliveries } from "./deliveries.ts";
import { Executor } from "./execute.ts";
import type { TextAnswer } from "./execute.ts";
import { GroupCommit } from "./group-commit.ts";
import { Handshake, parseRecords } from "./handshake.ts";
import { Ingest } from "./ingest.ts";
import { IngestCounts } from "./ingest-counts.ts";
import { Journal } from "./journal.ts";
import { Locks } from "./locks.ts";
import { Outbox } from "./outbox.ts";
import { Projector } from "./projector.ts";
import { Roster } from "./roster.ts";
import type {
  Actor,
  Answer,
  Delivery as KeptDelivery,
  HubHealth,
  IngestBatch,
  IngestReport,
  NewChannel,
  OrgHubRpc,
} from "./rpc.ts";
import { Sessions } from "./sessions.ts";
import { Signals } from "./signals.ts";
import { Snoozes } from "./snoozes.ts";
import { SocketLane } from "./socket-lane.ts";
import { Store } from "./store.ts";
import { migrate } from "./tables.ts";

/** An org's one writer. This class only wires its parts together and lends them to the platform's entry points. */
export class OrgHub extends DurableObject<Env> implements OrgHubRpc {
  readonly #store: Store;
  readonly #journal: Journal;
  readonly #sessions: Sessions;
  readonly #executor: Executor;
  readonly #handshake: Handshake;
  readonly #roster: Roster;
  readonly #locks: Locks;
  readonly #signals: Signals;
  readonly #snoozes: Snoozes;
  readonly #channels: Channels;
  readonly #counts: IngestCounts;
  readonly #deliveries: Deliveries;
  readonly #group: GroupCommit<IngestBatch, Outcome[]>;
  readonly #outbox: Outbox;
  readonly #delivery: Delivery;
  readonly #projector: Projector;
  readonly #clock: AlarmClock;
  readonly #lane: SocketLane;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { storage } = ctx;
    migrate(storage);
    this.#store = new Store(storage.sql);
    this.#journal = new Journal(this.#store);
    this.#sessions = new Sessions(ctx, ({ agentId, session }, signAt) => {
      if (session !== null) this.#locks.remember(agentId, session, signAt);
    });
    this.#signals = new Signals(this.#sessions, (id) => this.#store.conversation(id) !== null);
    this.#outbox = new Outbox(this.#store);
    this.#counts = new IngestCounts(this.#store, this.#journal.lastCounts());
    this.#deliveries = new Deliveries(this.#store, this.#counts);
    const committer = new Committer(storage, this.#store, this.#journal, this.#outbox, this.#counts, (changes) => {
      this.#sessions.broadcast(changes);
    });
    const ingest = new Ingest(this.#store, this.#counts);
    this.#snoozes = new Snoozes(this.#store, committer);
    this.#locks = new Locks(this.#store, this.#sessions, committer);
    this.#executor = new Executor(this.#store, this.#journal, committer, (id) => this.#locks.of(id));
    this.#projector = new Projector(this.#store, this.#journal, committer, d1Projection(env.DB), () =>
      this.#sessions.closeAll(),
    );
    this.#handshake = new Handshake(this.#store, this.#journal, this.#executor, () => this.#projector.projected);
    this.#roster = new Roster(this.#store, committer, this.#locks);
    this.#channels = new Channels(this.#store, this.#executor, committer);
    this.#delivery = new Delivery(this.#store, this.#outbox, committer, ingest, async (request, sealed) => {
      const adapter = channels[request.channel.channel];
      if (adapter === undefined) throw new Error(`no adapter for ${request.channel.channel}`);
      const secrets = await openSecrets(env.SECRETS_KEYS, sealed);
      return adapter.send({ ...request, secrets, baseUrl: env.GRAPH_URL }, fetch, timing.providerTimeoutMs);
    });
    this.#group = new GroupCommit(
      (batches) => {
        const outcomes = committer.commit((turn) => batches.map((batch) => ingest.deliver(turn, batch)));
        // Once for all that share the commit.
        this.#afterTurn();
        return outcomes;
      },
      () => storage.sync(),
    );
    this.#lane = new SocketLane(this.#sessions, this.#roster, this.#executor, this.#handshake, this.#signals);
    this.#clock = new AlarmClock(storage);
    void ctx.blockConcurrencyWhile(async () => {
      await this.#clock.wake();
      this.#afterTurn();
      this.#armSockets(Date.now());
    });
  }

  async create(orgId: string): Promise<void> {
    if (this.#store.meta("org") === null) this.#store.setMeta("org", orgId);
  }

  async ingest(batch: IngestBatch): Promise<Outcome[]> {
    return this.#group.submit(batch);
  }

  async execute(actor: Actor, id: string, command: Command, base?: number): Promise<Answer<unknown>> {
    const answer = this.#executor.execute(actor, id, command, base ?? null);
    this.#afterTurn();
    return answerOf(answer);
  }

  async draft(agentId: string, conversationId: string, kind: DraftKind): Promise<Draft | null> {
    return this.#executor.draft({ type: "agent", agentId }, conversationId, kind);
  }

  async changes(
    actor: Actor,
    since: number,
  ): Promise<Answer<{ seq: number; reset: boolean; records: ParleyRecord[] }>> {
    const agent = actor.type === "agent" ? this.#roster.agent(actor.agentId) : null;
    if (actor.type === "agent" && agent === null)
      return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const { seq, reset, records } = this.#handshake.catchUp(agent, since);
    return { ok: true, seq, value: { seq, reset, records: parseRecords(records) } };
  }

  async putAgent(agent: { id: string; name: string; email: string; role: Role }): Promise<void> {
    this.#roster.put(agent);
    this.#afterTurn();
  }

  async removeAgent(agentId: string): Promise<void> {
    this.#roster.remove(agentId);
    this.#signals.around(() => this.#sessions.closeAgent(agentId));
    this.#afterTurn();
  }

  async agent(agentId: string): Promise<Agent | null> {
    return this.#roster.agent(agentId);
  }

  async connectChannel(actor: Actor, id: string, channel: NewChannel): Promise<Answer<Channel>> {
    const answer = this.#channels.connect(actor, id, channel);
    this.#afterTurn();
    return answerOf(answer) as Answer<Channel>;
  }

  async updateChannel(
    actor: Actor,
    channelId: string,
    change: { name?: string; sealedSecrets?: string },
  ): Promise<Answer<Channel>> {
    const answer = this.#channels.update(actor, channelId, change);
    this.#afterTurn();
    return answerOf(answer) as Answer<Channel>;
  }

  async channels(): Promise<Channel[]> {
    return this.#store.channels();
  }

  async project(): Promise<number> {
    await this.#projector.run();
    return this.#projector.projected;
  }

  async ingestReport(): Promise<IngestReport> {
    return this.#deliveries.report();
  }

  async delivery(id: string): Promise<KeptDelivery | null> {
    return this.#deliveries.one(id);
  }

  async health(): Promise<HubHealth> {
    const databaseBytes = this.ctx.storage.sql.databaseSize;
    const projectionLag = this.#journal.countSince(this.#projector.projected);
    const outboxDue = this.#outbox.size();
    const sockets = this.#sessions.count();
    const alerts = this.#deliveries.alerts({ databaseBytes, projectionLag, outboxDue });
    return {
      seq: this.#journal.head,
      projected: this.#projector.projected,
      projectionLag,
      outboxDue,
      sockets,
      databaseBytes,
      alerts,
    };
  }

  /** Rows written since the hub woke: what a benchmark and a test count. */
  async rowsWritten(): Promise<number> {
    return this.#store.rowsWritten;
  }

  /** The Worker has checked who this is; see `upgradeHeaders`. */
  override async fetch(request: Request): Promise<Response> {
    const answer = this.#lane.open(request);
    this.#armSockets(Date.now());
    return answer;
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    this.#lane.receive(socket, data);
    this.#clock.arm(this.#sessions.nextSilence(Date.now()));
    this.#afterTurn();
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    // Codes 1005 and 1006 say that none was sent; they may not be sent back.
    this.#signals.around(() => this.#sessions.end(socket, code === 1005 || code === 1006 ? 1000 : code, ""), socket);
    this.#afterTurn();
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#signals.around(() => this.#sessions.end(socket, 1011, ""), socket);
    this.#afterTurn();
  }

  /**
   * Does what is due at once, arms the next alarm, and starts the slow work without waiting for it (I12). Each part
   * for itself: the platform gives up on an alarm that keeps throwing, and with it on everything else that is due.
   */
  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#clock.rang();
    // Also tells of those who have fallen silent since.
    attempt("sessions", () => this.#signals.around(() => this.#sessions.closeExpired(now)));
    attempt("locks", () => this.#locks.sweep(now));
    attempt("snoozes", () => this.#snoozes.sweep(now));
    attempt("deliveries", () => this.#deliveries.sweep(now));
    attempt("delivery", () => this.#delivery.pump());
    if (this.#roster.isDue(now)) void this.#reconcile(now);
    if (this.#projector.isBehind()) {
      void this.#projector.run().then(() => this.#afterTurn());
      // Should this object die before D1 has answered, this alarm finds the rest.
      this.#clock.arm(now + timing.drainLimitMs);
    }
    this.#armRows(now);
    this.#armSockets(now);
  }

  /** Membership is the auth library's; what a request could not tell the hub it finds out here. */
  async #reconcile(now: number): Promise<void> {
    const orgId = this.#store.meta("org");
    try {
      const members = orgId === null ? null : await membersOf(this.env.DB, orgId);
      const gone = this.#roster.reconcile(members, now);
      this.#signals.around(() => gone.forEach((agentId) => this.#sessions.closeAgent(agentId)));
      this.#afterTurn();
    } catch (error) {
      // D1 is out of reach: the next alarm tries again.
      console.warn(JSON.stringify({ at: "hub.reconcile", error: String(error) }));
    }
  }

  /** After anything that may have left work: start sends, and let the alarm see to the rest. */
  #afterTurn(): void {
    this.#delivery.pump();
    const now = Date.now();
    this.#clock.arm(this.#projector.nextDue(now));
    this.#armRows(now);
  }

  #armRows(now: number): void {
    this.#clock.arm(this.#outbox.nextDue(now));
    this.#clock.arm(this.#locks.nextDue(now));
    this.#clock.arm(this.#snoozes.nextDue());
  }

  /** Reads every socket's attachment, so it is not for every turn: a new socket arms its own, the alarm the next. */
  #armSockets(now: number): void {
    this.#clock.arm(this.#sessions.nextExpiry(now));
    this.#clock.arm(this.#sessions.nextSilence(now));
  }
}

function answerOf(answer: TextAnswer): Answer<unknown> {
  return answer.ok ? { ok: true, seq: answer.seq, value: JSON.parse(answer.text) } : answer;
}
