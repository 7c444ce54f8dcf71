import type { CatalogEdit, CatalogRecord, SettingsChange } from "../protocol/catalog.ts";
import type { Settings } from "../protocol/catalog-records.ts";
import type { Command } from "../protocol/commands.ts";
import type { ContactChange } from "../protocol/contact-change.ts";
import type { FactGroup, Outcome } from "../protocol/facts.ts";
import type { PushSubscription } from "../protocol/push.ts";
import type {
  Agent,
  Attachment,
  Channel,
  ChannelType,
  Contact,
  Draft,
  DraftKind,
  ParleyRecord,
  Role,
} from "../protocol/records.ts";
import type { Rejection } from "../protocol/rejections.ts";
import type { Template, TemplateStatus } from "../protocol/template.ts";
import type { UndeliveredCounts, UndeliveredItem, UndeliveredState } from "../protocol/undelivered.ts";

/** What the Worker may ask of an org's hub. Everything crosses as plain data. */

/** Who asks. The hub's own roster decides for agents, whatever a token says. */
export type Actor =
  | { readonly type: "agent"; readonly agentId: string }
  /** A program with an API key; the Worker has checked the key and its scopes. It has no read mark (403). */
  | {
      readonly type: "apiKey";
      readonly keyId: string;
      /** The channels to which it is limited; absent: none. */
      readonly channelIds?: readonly string[] | undefined;
    };

/** Why a message was not accepted is a value; a bug is a throw. */
export type Answer<T> =
  | { readonly ok: true; readonly seq: number; readonly value: T }
  | ({ readonly ok: false } & Rejection);

export interface IngestBatch {
  /** Made by the Worker; an anomaly of this delivery is listed under it. */
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly groups: readonly (FactGroup & { readonly channelId: string })[];
  /** The raw body, kept for 30 days when something of it was not stored. */
  readonly raw: string;
  /** True when a kept delivery is taken in again: its listed outcomes are then replaced. */
  readonly isReplay?: true;
}

export interface NewChannel {
  readonly channel: ChannelType;
  readonly name: string;
  readonly externalId: string;
  readonly address: string;
  readonly accountId: string | null;
  readonly ownApp: boolean;
  /** Of mail. */
  readonly signature?: string;
  readonly tracksMail?: boolean;
  /** Secrets of the channel (access token, app secret), sealed by `channels/secrets.ts`; the hub opens them to send. */
  readonly sealedSecrets: string;
}

/** What is left out stays as it is. */
export interface ChannelChange {
  readonly name?: string;
  readonly sealedSecrets?: string;
  readonly showsTyping?: boolean;
  readonly signature?: string;
  readonly tracksMail?: boolean;
  /** null: as the provider's default is. */
  readonly sendsPerSecond?: number | null;
  /** What had stopped it is mended: it goes on with its queue. */
  readonly resume?: true;
  /** A team of the org; null for none. */
  readonly teamId?: string | null;
}

export interface Delivery {
  id: string;
  receivedAt: string;
  channelId: string | null;
  outcomes: Outcome[];
  raw: string;
}

/** Where a page of deliveries ended. */
export interface DeliveryPlace {
  readonly receivedAt: string;
  readonly id: string;
}

export interface DeliveryQuery {
  readonly limit: number;
  /** null for the newest. */
  readonly after: DeliveryPlace | null;
  /** Only deliveries of which an item came to this. */
  readonly outcome?: Outcome["outcome"] | undefined;
  /** Only deliveries for this channel. */
  readonly channelId?: string | undefined;
}

export interface IngestReport {
  /** Per hour (ISO, minute 0), newest first. */
  hours: { hour: string; stored: number; duplicate: number; ignored: number; parked: number; failed: number }[];
  /** Deliveries of which something was not stored, newest first; each one's raw bytes by `delivery`. */
  deliveries: Omit<Delivery, "raw">[];
  /** Whether older ones follow. */
  more: boolean;
}

export interface TemplateQuery {
  readonly channelId?: string | undefined;
  readonly status?: TemplateStatus | undefined;
  /** Part of the name or text. */
  readonly q?: string | undefined;
  /** Where the page before ended. */
  readonly after: Pick<Template, "name" | "language" | "channelId"> | null;
  readonly limit: number;
}

/** `seq` is the org's clock: what the hub answers holds everything. */
export interface TemplatesPage {
  items: Template[];
  more: boolean;
  seq: number;
}

export interface TemplateSync {
  channelId: string;
  count: number;
  syncedAt: string;
}

export interface UndeliveredQuery {
  /** null: all that is not with its customer. */
  readonly state: UndeliveredState | null;
  readonly channelId?: string | undefined;
  /** The `position` with which the page before ended; newest first. */
  readonly after: number | null;
  readonly limit: number;
}

export interface UndeliveredPage {
  items: UndeliveredItem[];
  more: boolean;
  seq: number;
}

/** Of what failed: what is named, on a channel, or all. */
export interface RetryQuery {
  readonly channelId?: string | undefined;
  readonly messageIds?: readonly string[] | undefined;
}

export interface RetryReport {
  retried: string[];
  refused: { messageId: string; code: string; message: string }[];
  more: boolean;
}

/** What a person has to look after. */
export interface Alert {
  kind: "channel_stopped" | "channel_warned" | "row_refused" | "storage_filling" | "history_behind";
  /** What is wrong, in words. */
  text: string;
  /** null where it concerns the whole org. */
  channelId: string | null;
}

export interface HubHealth {
  seq: number;
  projected: number;
  /** Changes that D1 does not have yet. */
  projectionLag: number;
  outboxDue: number;
  sockets: number;
  databaseBytes: number;
  /** Since when this object runs: after it slept or was reset, a later time. ISO 8601 UTC. */
  awakeSince: string;
  /** How often its alarm and its sockets' frames have called it since: each is a wake-up of a hub that sleeps. */
  alarms: number;
  frames: number;
  /** The texts of `alertDetails`. */
  alerts: string[];
  alertDetails: Alert[];
}

export interface OrgHubRpc {
  /** Once, at sign-up: names the org so that the hub knows whose it is. Idempotent. */
  create(orgId: string): Promise<void>;
  /** Decides each fact on its own; returns when all accepted ones are on disk. One outcome a fact, in order. */
  ingest(batch: IngestBatch): Promise<Outcome[]>;
  /** `id` is the client-made command id (or derived from an Idempotency-Key): repeated, it answers the same. */
  execute(actor: Actor, id: string, command: Command, base?: number): Promise<Answer<unknown>>;
  /** The agent's own draft, or null when there is none. */
  draft(agentId: string, conversationId: string, kind: DraftKind): Promise<Draft | null>;
  /** Records changed since a cursor, as GET /changes answers. */
  changes(actor: Actor, since: number): Promise<Answer<{ seq: number; reset: boolean; records: ParleyRecord[] }>>;
  /** The roster. Put on joining and on a change of role or name; removal closes the agent's sockets at once. */
  putAgent(agent: { id: string; name: string; email: string; role: Role }): Promise<void>;
  removeAgent(agentId: string): Promise<void>;
  /** A person's sign-in has ended: its sockets close, and its tokens and tickets open none. May be repeated. */
  endSession(agentId: string, sid: string): Promise<void>;
  /**
   * A role that the directory is about to write, or a removal with null: what takes rights away holds from now on. False,
   * and nothing happens, where no owner would be left. What the directory never writes is undone after a minute.
   */
  changeMember(agentId: string, role: Role | null): Promise<boolean>;
  /** Puts whoever accepted an invitation; false where its maker is gone or may not give that role. */
  admitMember(agent: { id: string; name: string; email: string; role: Role }, inviterId: string): Promise<boolean>;
  /** The roster's entry, or null: REST asks this, with a short cache, so that removal takes effect at once. */
  agent(agentId: string): Promise<Agent | null>;
  connectChannel(actor: Actor, id: string, channel: NewChannel): Promise<Answer<Channel>>;
  /** Its settings; new secrets resume a channel that was stopped. */
  updateChannel(actor: Actor, channelId: string, change: ChannelChange): Promise<Answer<Channel>>;
  /** Forgets its secrets; what waited for it fails with a reason, its conversations stay. Actor null: another org has its number. */
  disconnectChannel(actor: Actor | null, channelId: string): Promise<Answer<Channel>>;
  channels(): Promise<Channel[]>;
  /**
   * An upload, before its bytes are stored (`loading`) and after (`ready`); the same id again replaces it. Its uploader
   * alone sees it until a message has it; null for what a mail brought.
   */
  putMedia(file: Attachment, uploader: Actor | null): Promise<Answer<null>>;
  /** A file that the asker may see; `not_found` for any other. */
  media(actor: Actor, mediaId: string): Promise<Answer<Attachment>>;
  /** Fetches a customer's file that has failed anew, or at once when it waits. */
  retryMedia(actor: Actor, mediaId: string): Promise<Answer<Attachment>>;
  updateSettings(actor: Actor, change: SettingsChange): Promise<Answer<Settings>>;
  /** Makes, changes or deletes a label, team, canned response, macro or saved view; `id` repeated answers the same. */
  editCatalog(actor: Actor, id: string, edit: CatalogEdit): Promise<Answer<CatalogRecord>>;
  /** What the team notes of a customer; `id` repeated answers the same. */
  updateContact(actor: Actor, id: string, contactId: string, change: ContactChange): Promise<Answer<Contact>>;
  templates(query: TemplateQuery): Promise<TemplatesPage>;
  template(id: string): Promise<Template | null>;
  /** Reads a channel's templates from its provider. */
  syncTemplates(actor: Actor, channelId: string): Promise<Answer<TemplateSync>>;
  /** Messages that are not with their customers, as the asker may see them. */
  undelivered(actor: Actor, query: UndeliveredQuery): Promise<UndeliveredPage>;
  /** How many those are; of one channel, or of all. */
  undeliveredCounts(actor: Actor, channelId?: string): Promise<UndeliveredCounts>;
  /** Sends again what failed; `id` repeated does so once. */
  retryFailed(actor: Actor, id: string, query: RetryQuery): Promise<Answer<RetryReport>>;
  /** A browser of the agent's, told while no page is open; `org` is the slug that a click opens. */
  putPushSubscription(agentId: string, org: string, given: PushSubscription): Promise<Answer<PushSubscription>>;
  /** False when it was not there. */
  removePushSubscription(agentId: string, endpoint: string): Promise<boolean>;
  /** Projects to D1 until nothing is left or D1 fails; resolves to the watermark. */
  project(): Promise<number>;
  /** The newest deliveries when nothing is asked. */
  ingestReport(query?: DeliveryQuery): Promise<IngestReport>;
  delivery(id: string): Promise<Delivery | null>;
  health(): Promise<HubHealth>;
  /** Rows written and read since the hub woke, index entries included: what the platform charges for. */
  rows(): Promise<{ written: number; read: number }>;
}

/** The hub as its callers hold it. */
export type OrgHubStub = OrgHubRpc & Pick<Fetcher, "fetch">;

/** How the Worker hands an authenticated socket upgrade to the hub's `fetch`. Stripped from clients. */
export const admissionHeader = "x-parley-admission";

/** Whom the Worker has checked, and how. */
export interface Admission {
  readonly agentId: string;
  /** When the socket ends, Unix milliseconds. */
  readonly expiresAt: number;
  /** The person's sign-in, and when that ends by itself, Unix milliseconds. */
  readonly sid: string;
  readonly sessionEndsAt: number;
  /** How the socket's address names the org: its id or slug. */
  readonly org: string;
  /** Of a token, which opens one socket: its id, and until when it has to be remembered, Unix milliseconds. */
  readonly once?: { readonly id: string; readonly until: number };
  /** Of a resume ticket: the client session that it is for, and the access that its agent had (`Agent.accessSeq`). */
  readonly resume?: { readonly session: string; readonly accessSeq: number };
}

export function writeAdmission(admission: Admission): string {
  return encodeURIComponent(JSON.stringify(admission));
}

export function readAdmission(headers: Headers): Admission | null {
  const text = headers.get(admissionHeader);
  return text === null ? null : (JSON.parse(decodeURIComponent(text)) as Admission);
}
