import type { Outcome } from "../protocol/facts.ts";
import { Access } from "./access.ts";
import { AlarmClock } from "./alarm-clock.ts";
import { Assigner } from "./assigner.ts";
import { Catalog } from "./catalog.ts";
import { Channels } from "./channels.ts";
import { Committer } from "./commit.ts";
import { Contacts } from "./contacts.ts";
import { CustomerTyping } from "./customer-typing.ts";
import type { ShowTyping } from "./customer-typing.ts";
import { Delivery } from "./delivery.ts";
import type { React, Send } from "./delivery.ts";
import { recounted } from "./counts.ts";
import { Deliveries } from "./deliveries.ts";
import { Executor } from "./execute.ts";
import type { Sources } from "./execute.ts";
import { GroupCommit } from "./group-commit.ts";
import { Handshake } from "./handshake.ts";
import { Ingest } from "./ingest.ts";
import { IngestCounts } from "./ingest-counts.ts";
import { Journal } from "./journal.ts";
import { Locks } from "./locks.ts";
import { Jobs } from "./jobs.ts";
import { Media } from "./media.ts";
import type { OutsideMedia } from "./media.ts";
import { MediaTable } from "./media-table.ts";
import { Outbox } from "./outbox.ts";
import { Profiles } from "./profiles.ts";
import type { FetchProfile } from "./profiles.ts";
import { Projector } from "./projector.ts";
import type { Projection } from "./projector.ts";
import { PushDevices } from "./push-devices.ts";
import { PushQueue } from "./push-queue.ts";
import { PushSender } from "./push-sender.ts";
import type { SendPush } from "./push-sender.ts";
import { PushSubscriptions } from "./push-subscriptions.ts";
import { Pushes } from "./pushes.ts";
import { Roster } from "./roster.ts";
import type { IngestBatch } from "./rpc.ts";
import { Sessions } from "./sessions.ts";
import { OrgSettings } from "./settings.ts";
import { SignIns } from "./sign-ins.ts";
import { Signals } from "./signals.ts";
import { Snoozes } from "./snoozes.ts";
import { Schedules } from "./schedules.ts";
import { SocketLane } from "./socket-lane.ts";
import { Store } from "./store.ts";
import { migrate } from "./tables.ts";
import { Templates } from "./templates.ts";
import type { ListTemplates } from "./templates.ts";
import type { SignTicket } from "./tickets.ts";
import { Undelivered } from "./undelivered.ts";

/** What a hub reaches beyond itself, given by whoever composes it. */
export interface Outside {
  readonly projection: Projection;
  readonly send: Send;
  readonly react: React;
  readonly listTemplates: ListTemplates;
  readonly showTyping: ShowTyping;
  readonly fetchProfile: FetchProfile;
  /** null where Web Push is not set up. */
  readonly push: SendPush | null;
  readonly media: OutsideMedia;
  readonly signTicket: SignTicket;
}

/** Makes the parts of a hub and wires them; each decides for itself. `afterTurn` follows whatever may leave work. */
export class Parts {
  readonly store: Store;
  readonly journal: Journal;
  readonly sessions: Sessions;
  readonly executor: Executor;
  readonly handshake: Handshake;
  readonly roster: Roster;
  readonly locks: Locks;
  readonly signals: Signals;
  readonly assigner: Assigner;
  readonly snoozes: Snoozes;
  readonly schedules: Schedules;
  readonly templates: Templates;
  readonly undelivered: Undelivered;
  readonly channels: Channels;
  readonly catalog: Catalog;
  readonly contacts: Contacts;
  readonly settings: OrgSettings;
  readonly access: Access;
  readonly deliveries: Deliveries;
  readonly group: GroupCommit<IngestBatch, Outcome[]>;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly jobs: Jobs;
  readonly media: Media;
  readonly projector: Projector;
  readonly clock: AlarmClock;
  readonly lane: SocketLane;
  readonly pushDevices: PushDevices;
  readonly pushQueue: PushQueue;
  /** null where Web Push is not set up. */
  readonly pushSender: PushSender | null;

  constructor(ctx: DurableObjectState, outside: Outside, afterTurn: () => void) {
    const { storage } = ctx;
    migrate(storage);
    this.store = new Store(storage.sql);
    this.journal = new Journal(this.store);
    this.sessions = new Sessions(ctx, ({ agentId, session }, signAt) => {
      if (session !== null) this.locks.remember(agentId, session, signAt);
    });
    this.outbox = new Outbox(this.store);
    const counts = new IngestCounts(this.store, this.journal.lastCounts());
    this.deliveries = new Deliveries(this.store, counts);
    this.access = new Access(this.store, (agentId) => this.sessions.recall(agentId));
    this.signals = new Signals(this.sessions, this.access, () => this.assigner.stir());
    const subscriptions = new PushSubscriptions(this.store);
    this.pushQueue = new PushQueue(this.store);
    const pushes = new Pushes(
      this.store,
      subscriptions,
      this.pushQueue,
      this.access,
      this.sessions,
      outside.push !== null,
    );
    const { store, journal, outbox, access } = this;
    const committer = new Committer(storage, store, journal, outbox, counts, access, pushes, (changes) => {
      this.sessions.broadcast(changes, (agentId, of) => this.access.seenBy(agentId, of));
    });
    this.assigner = new Assigner(this.store, committer, () => this.signals.online());
    this.jobs = new Jobs(
      this.store,
      committer,
      {
        fetch_media: { run: (job) => this.media.fetch(job) },
        discard_media: { run: (job) => this.media.discard(job) },
        fetch_profile: { run: (job) => profiles.fetch(job) },
      },
      afterTurn,
    );
    const profiles = new Profiles(this.store, this.jobs, outside.fetchProfile);
    const mediaTable = new MediaTable(this.store, this.access, this.jobs);
    this.templates = new Templates(this.store, committer, outside.listTemplates, () => this.journal.head);
    const template: Sources["template"] = (...names) => this.templates.find(...names);
    const ingest = new Ingest(this.store, counts, this.assigner, {
      media: mediaTable,
      profiles,
      templates: this.templates,
    });
    this.schedules = new Schedules(this.store, committer, template);
    this.snoozes = new Snoozes(this.store, committer, this.assigner);
    this.locks = new Locks(this.store, this.sessions, committer);
    const { assigner } = this;
    this.executor = new Executor(store, journal, committer, outbox, access, assigner, mediaTable, {
      lock: (id) => this.locks.of(id),
      template,
    });
    this.undelivered = new Undelivered(store, access, this.executor);
    this.media = new Media(store, committer, this.executor, mediaTable, outside.media);
    this.projector = new Projector(this.store, this.journal, committer, outside.projection, () =>
      this.sessions.closeAll(),
    );
    this.handshake = new Handshake(
      this.store,
      this.journal,
      this.executor,
      this.access,
      () => this.projector.projected,
    );
    this.roster = new Roster(this.store, committer, this.locks, this.assigner, this.access);
    const { push } = outside;
    this.pushDevices = new PushDevices(subscriptions, this.pushQueue, committer, this.roster, push !== null);
    this.pushSender =
      push === null ? null : new PushSender(this.pushQueue, subscriptions, committer, this.sessions, push, afterTurn);
    this.channels = new Channels(this.store, this.executor, committer, outbox);
    this.catalog = new Catalog(this.store, this.executor, committer, this.assigner, this.access);
    this.contacts = new Contacts(this.store, this.executor, committer, this.access);
    this.settings = new OrgSettings(this.store, this.executor, committer, this.access);
    this.delivery = new Delivery(this.store, this.outbox, committer, ingest, outside, (channelId) =>
      this.templates.changed(channelId),
    );
    this.group = new GroupCommit(
      (batches) => {
        const outcomes = committer.commit((turn) => batches.map((batch) => ingest.deliver(turn, batch)));
        // Once for all that share the commit.
        afterTurn();
        return outcomes;
      },
      () => storage.sync(),
    );
    const customerTyping = new CustomerTyping(this.store, outside.showTyping);
    this.lane = new SocketLane(
      this.sessions,
      this.roster,
      this.executor,
      this.handshake,
      this.signals,
      customerTyping,
      new SignIns(store),
      outside.signTicket,
    );
    this.clock = new AlarmClock(storage);
    countAnew(this.store, committer);
  }
}

/** A hub from before there were counts counts once. */
function countAnew(store: Store, committer: Committer): void {
  if (store.meta("counted") !== null) return;
  committer.commit((turn) => {
    const records = recounted(store);
    if (records.length > 0) turn.write({ actor: "hub", cause: null, events: [], records });
    store.setMeta("counted", turn.now);
  });
}
