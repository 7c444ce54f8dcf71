import { DurableObject } from "cloudflare:workers";
import { membersOf } from "../db/members.ts";
import type { Env } from "../env.ts";
import type { CatalogEdit, CatalogRecord, SettingsChange } from "../protocol/catalog.ts";
import type { Settings } from "../protocol/catalog-records.ts";
import type { Command } from "../protocol/commands.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import type { Outcome } from "../protocol/facts.ts";
import type { PushSubscription } from "../protocol/push.ts";
import type { Agent, Attachment, Channel, Contact, Draft, DraftKind, ParleyRecord, Role } from "../protocol/records.ts";
import { limits } from "../protocol/limits.ts";
import type { Template } from "../protocol/template.ts";
import { timing } from "../protocol/timing.ts";
import type { UndeliveredCounts } from "../protocol/undelivered.ts";
import { attempt } from "./alarm-clock.ts";
import { answerOf } from "./answer.ts";
import type { TextAnswer } from "./answer.ts";
import { parseRecords } from "./handshake.ts";
import { healthOf } from "./health.ts";
import { admitMember, changeMember, reconcile, removeMember } from "./members.ts";
import { outsideOf } from "./outside.ts";
import { Parts } from "./parts.ts";
import type { Member } from "./roster.ts";
import { armRows, armSockets, pump, sweep } from "./upkeep.ts";
import type {
  Actor,
  Answer,
  Delivery as KeptDelivery,
  HubHealth,
  IngestBatch,
  DeliveryQuery,
  IngestReport,
  ChannelChange,
  NewChannel,
  OrgHubRpc,
  RetryQuery,
  RetryReport,
  TemplateQuery,
  TemplatesPage,
  TemplateSync,
  UndeliveredPage,
  UndeliveredQuery,
} from "./rpc.ts";

/** An org's one writer. This class only wires its parts together and lends them to the platform's entry points. */
export class OrgHub extends DurableObject<Env> implements OrgHubRpc {
  readonly #parts: Parts;
  readonly #awakeSince = new Date().toISOString();
  #alarms = 0;
  #frames = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = new Parts(
      ctx,
      outsideOf(env, () => this.#orgId()),
      () => this.#afterTurn(),
    );
    void ctx.blockConcurrencyWhile(async () => {
      await this.#parts.clock.wake();
      this.#afterTurn();
      armSockets(this.#parts, Date.now());
    });
  }

  async create(orgId: string): Promise<void> {
    if (this.#parts.store.meta("org") === null) this.#parts.store.setMeta("org", orgId);
  }

  async ingest(batch: IngestBatch): Promise<Outcome[]> {
    return this.#parts.group.submit(batch);
  }

  async execute(actor: Actor, id: string, command: Command, base?: number): Promise<Answer<unknown>> {
    const answer = this.#parts.executor.execute(actor, id, command, base ?? null);
    this.#afterTurn();
    return answerOf(answer);
  }

  async draft(agentId: string, conversationId: string, kind: DraftKind): Promise<Draft | null> {
    return this.#parts.executor.draft({ type: "agent", agentId }, conversationId, kind);
  }

  async changes(
    actor: Actor,
    since: number,
  ): Promise<Answer<{ seq: number; reset: boolean; records: ParleyRecord[] }>> {
    const agent = actor.type === "agent" ? this.#parts.roster.agent(actor.agentId) : null;
    if (actor.type === "agent" && agent === null)
      return { ok: false, code: "forbidden", message: "You are not a member of this organisation." };
    const { seq, reset, records } = this.#parts.handshake.catchUp(agent, since);
    const viewer = actor.type === "apiKey" ? { id: actor.keyId, channelIds: actor.channelIds } : null;
    const seen = viewer?.channelIds === undefined ? records : this.#parts.access.ofChannels(viewer, records);
    return { ok: true, seq, value: { seq, reset, records: parseRecords(seen) } };
  }

  async putAgent(agent: Member): Promise<void> {
    this.#parts.roster.put(agent);
    this.#afterTurn();
  }

  async removeAgent(agentId: string): Promise<void> {
    removeMember(this.#parts, agentId);
    this.#afterTurn();
  }

  async endSession(agentId: string, sid: string): Promise<void> {
    this.#parts.lane.signedOut(agentId, sid);
    this.#afterTurn();
  }

  async changeMember(agentId: string, role: Role | null): Promise<boolean> {
    const isDone = changeMember(this.#parts, agentId, role, Date.now());
    this.#afterTurn();
    return isDone;
  }

  async admitMember(agent: Member, inviterId: string): Promise<boolean> {
    const isIn = admitMember(this.#parts, agent, inviterId);
    this.#afterTurn();
    return isIn;
  }

  async agent(agentId: string): Promise<Agent | null> {
    return this.#parts.roster.agent(agentId);
  }

  async connectChannel(actor: Actor, id: string, channel: NewChannel): Promise<Answer<Channel>> {
    return this.#told(this.#parts.channels.connect(actor, id, channel));
  }

  async updateChannel(actor: Actor, channelId: string, change: ChannelChange): Promise<Answer<Channel>> {
    return this.#told(this.#parts.channels.update(actor, channelId, change));
  }

  async disconnectChannel(actor: Actor | null, channelId: string): Promise<Answer<Channel>> {
    return this.#told(this.#parts.channels.disconnect(actor, channelId));
  }

  async updateSettings(actor: Actor, change: SettingsChange): Promise<Answer<Settings>> {
    return this.#told(this.#parts.settings.update(actor, change));
  }

  async editCatalog(actor: Actor, id: string, edit: CatalogEdit): Promise<Answer<CatalogRecord>> {
    return this.#told(this.#parts.catalog.edit(actor, id, edit));
  }

  async updateContact(actor: Actor, id: string, contactId: string, change: ContactChange): Promise<Answer<Contact>> {
    return this.#told(this.#parts.contacts.update(actor, id, contactId, change));
  }

  async putPushSubscription(agentId: string, org: string, given: PushSubscription): Promise<Answer<PushSubscription>> {
    return this.#parts.pushDevices.subscribe(agentId, org, given);
  }

  async removePushSubscription(agentId: string, endpoint: string): Promise<boolean> {
    return this.#parts.pushDevices.unsubscribe(agentId, endpoint);
  }

  async putMedia(file: Attachment, uploader: Actor | null): Promise<Answer<null>> {
    const answer = this.#parts.media.put(file, uploader);
    this.#afterTurn();
    return answer;
  }

  async media(actor: Actor, mediaId: string): Promise<Answer<Attachment>> {
    return this.#parts.media.seenBy(actor, mediaId);
  }

  async retryMedia(actor: Actor, mediaId: string): Promise<Answer<Attachment>> {
    const answer = this.#parts.media.retry(actor, mediaId);
    this.#afterTurn();
    return answer;
  }

  async channels(): Promise<Channel[]> {
    return this.#parts.store.channels();
  }

  async templates(query: TemplateQuery): Promise<TemplatesPage> {
    return this.#parts.templates.page(query);
  }

  async template(id: string): Promise<Template | null> {
    return this.#parts.templates.byId(id);
  }

  async syncTemplates(actor: Actor, channelId: string): Promise<Answer<TemplateSync>> {
    const answer = await this.#parts.templates.syncFor(this.#parts.executor.asker(actor), channelId);
    this.#afterTurn();
    return answer;
  }

  async undelivered(actor: Actor, query: UndeliveredQuery): Promise<UndeliveredPage> {
    return { ...this.#parts.undelivered.page(actor, query, Date.now()), seq: this.#parts.journal.head };
  }

  async undeliveredCounts(actor: Actor, channelId?: string): Promise<UndeliveredCounts> {
    return this.#parts.undelivered.counts(actor, channelId, Date.now());
  }

  async retryFailed(actor: Actor, id: string, query: RetryQuery): Promise<Answer<RetryReport>> {
    const answer = this.#parts.undelivered.retryAll(actor, id, query, limits.retriesAtOnce);
    this.#afterTurn();
    return { ok: true, seq: this.#parts.journal.head, value: answer };
  }

  async project(): Promise<number> {
    await this.#parts.projector.run();
    return this.#parts.projector.projected;
  }

  async ingestReport(query?: DeliveryQuery): Promise<IngestReport> {
    return this.#parts.deliveries.report(query);
  }

  async delivery(id: string): Promise<KeptDelivery | null> {
    return this.#parts.deliveries.one(id);
  }

  async health(): Promise<HubHealth> {
    return healthOf(this.#parts, {
      databaseBytes: this.ctx.storage.sql.databaseSize,
      awakeSince: this.#awakeSince,
      alarms: this.#alarms,
      frames: this.#frames,
    });
  }

  /** Rows since the hub woke: what a benchmark and a test count. */
  async rows(): Promise<{ written: number; read: number }> {
    return { ...this.#parts.store.counted };
  }

  /** The Worker has checked who this is; see `Admission`. */
  override async fetch(request: Request): Promise<Response> {
    const { answer, socket } = this.#parts.lane.open(request);
    if (socket !== null) this.#parts.clock.arm(this.#parts.sessions.expiryOf(socket));
    return answer;
  }

  override async webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): Promise<void> {
    this.#frames += 1;
    this.#parts.lane.receive(socket, data);
    this.#parts.clock.arm(this.#parts.sessions.signs.nextOf(socket));
    this.#afterTurn();
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    this.#parts.lane.closed(socket, code);
    this.#afterTurn();
  }

  override async webSocketError(socket: WebSocket): Promise<void> {
    this.#parts.lane.closed(socket, 1011);
    this.#afterTurn();
  }

  /**
   * Does what is due at once, arms the next alarm, and starts the slow work without waiting for it (I12). Each part
   * for itself: the platform gives up on an alarm that keeps throwing, and with it on everything else that is due.
   */
  override async alarm(): Promise<void> {
    this.#alarms += 1;
    const now = Date.now();
    this.#parts.clock.rang();
    sweep(this.#parts, now);
    pump(this.#parts, now, () => this.#afterTurn());
    const membersNow = (orgId: string): ReturnType<typeof membersOf> => membersOf(this.env.DB, orgId);
    if (this.#parts.roster.isDue(now)) void reconcile(this.#parts, membersNow, now, () => this.#afterTurn());
    if (this.#parts.projector.isBehind()) {
      void this.#parts.projector.run().then(() => this.#afterTurn());
      // Should this object die before D1 has answered, this alarm finds the rest.
      this.#parts.clock.arm(now + timing.drainLimitMs);
    }
    armRows(this.#parts, now);
    armSockets(this.#parts, now);
  }

  #told<T>(answer: TextAnswer): Answer<T> {
    this.#afterTurn();
    return answerOf(answer) as Answer<T>;
  }

  #orgId(): string {
    const orgId = this.#parts.store.meta("org");
    if (orgId === null) throw new Error("the hub was not created");
    return orgId;
  }

  /** After anything that may have left work: assign what waits, start sends, and let the alarm see to the rest. */
  #afterTurn(): void {
    if (this.#parts.access.hasRecalled) this.#parts.signals.around(() => this.#parts.access.settle());
    attempt("assigner", () => this.#parts.assigner.look());
    const now = Date.now();
    pump(this.#parts, now, () => this.#afterTurn());
    this.#parts.clock.arm(this.#parts.projector.nextDue(now));
    armRows(this.#parts, now);
  }
}
