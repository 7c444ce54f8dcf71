import { historyPosition } from "../core/history-position.ts";
import { identityIn } from "../core/merge-fields.ts";
import { receive, receiveConsent, receiveEcho, receiveIdentity, receiveStatus } from "../core/receive.ts";
import type { Reach, Reception } from "../core/receive.ts";
import { type AboutFact, receiveAbout } from "../core/receive-about.ts";
import { receiveTrack } from "../core/track.ts";
import { emptyState } from "../core/state.ts";
import type { ConversationState } from "../core/state.ts";
import type {
  ConsentFact,
  EchoFact,
  Fact,
  IdentityFact,
  MessageFact,
  Outcome,
  StatusFact,
  TrackFact,
} from "../protocol/facts.ts";
import type { Channel, Message } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Assigner } from "./assigner.ts";
import type { Turn } from "./commit.ts";
import { learnOptOut, tellPerson } from "./consents.ts";
import { fold } from "./fold.ts";
import { findContact, namesInReports, personOf, recipientOf, unownedAliases } from "./identities.ts";
import type { IngestCounts } from "./ingest-counts.ts";
import { isForged, newOf, writerOf } from "./mail-identity.ts";
import { belonging } from "./mail-thread.ts";
import type { MediaTable } from "./media-table.ts";
import { hearNotice, isNotice, leaveOut } from "./notices.ts";
import { ownEcho } from "./own-echo.ts";
import type { Profiles } from "./profiles.ts";
import type { IngestBatch } from "./rpc.ts";
import { sentLately } from "./sent-lately.ts";
import { keepDelivery } from "./keep-delivery.ts";
import type { Store } from "./store.ts";
import type { Templates } from "./templates.ts";
import { stateForFact } from "./message-state.ts";

type Group = IngestBatch["groups"][number];

/** Whoever has more to find out about what came in. */
interface Learning {
  readonly media: MediaTable;
  readonly profiles: Profiles;
  readonly templates: Templates;
}

/** Decides the facts of deliveries inside a commit, each in its own savepoint and with its own outcome. */
export class Ingest {
  readonly #store: Store;
  readonly #counts: IngestCounts;
  readonly #assigner: Assigner;
  readonly #media: MediaTable;
  readonly #profiles: Profiles;
  readonly #templates: Templates;
  /** How many facts wait for their message; null when not counted since waking. Spares the common case a look. */
  #parked: number | null = null;

  constructor(store: Store, counts: IngestCounts, assigner: Assigner, { media, profiles, templates }: Learning) {
    this.#store = store;
    this.#counts = counts;
    this.#assigner = assigner;
    this.#media = media;
    this.#profiles = profiles;
    this.#templates = templates;
  }

  /** One outcome a fact, in payload order. */
  deliver(turn: Turn, batch: IngestBatch): Outcome[] {
    const outcomes: Outcome[] = [];
    for (const group of batch.groups) {
      const channel = this.#store.channel(group.channelId);
      for (const fact of group.facts) outcomes.push(this.#one(turn, channel, group, fact));
    }
    for (const { outcome } of outcomes) this.#counts.add(outcome, turn.now);
    if (batch.isReplay || outcomes.some(isAnomaly) || isNotice(batch)) keepDelivery(this.#store, batch, outcomes);
    return outcomes;
  }

  #one(turn: Turn, channel: Channel | null, group: Group, fact: Fact): Outcome {
    const { providerId } = fact;
    // What the directory still took for it (`timing.routeTtlMs`) keeps its bytes, and can be replayed.
    if (channel === null || channel.state === "disconnected")
      return { outcome: "failed", providerId, reason: `no channel ${group.channelId}` };
    try {
      return turn.isolated(() => this.#decide(turn, channel, fact));
    } catch (error) {
      // A bug of ours or a row that the tables refuse: kept with its raw bytes for replay, and its neighbours go on.
      this.#parked = null;
      console.error(JSON.stringify({ at: "hub.ingest", channelId: channel.id, providerId, error: String(error) }));
      return { outcome: "failed", providerId, reason: String(error) };
    }
  }

  #decide(turn: Turn, channel: Channel, fact: Fact): Outcome {
    switch (fact.fact) {
      case "message":
      case "echo":
        return this.#message(turn, channel, fact);
      case "status":
      case "reaction":
      case "edit":
      case "revoke":
        return this.#about(turn, channel, fact);
      case "identity":
        return this.#identity(turn, fact);
      case "track":
        return this.#tracked(turn, channel, fact);
      case "consent":
        return this.#consent(turn, channel, fact);
      case "template":
        return this.#templates.heard(turn, channel, fact);
      case "notice":
        return hearNotice(turn, this.#store, channel, fact);
      case "ignored":
        return leaveOut(turn, this.#store, channel, fact);
    }
  }

  #message(turn: Turn, channel: Channel, given: MessageFact | EchoFact): Outcome {
    // The duplicate's path is the cheapest: one read, nothing written.
    const fact = newOf(this.#store, channel, given);
    if (fact === null) return { outcome: "duplicate", providerId: given.providerId };
    const { providerId } = fact;
    const messageId = `${channel.id}:${providerId}`;
    const { identity, contact: sender } = writerOf(this.#store, fact);
    const thread = fact.fact === "message" && fact.thread ? belonging(this.#store, channel, fact, sender) : null;
    const contact = thread?.host ?? sender;
    // Who joins another's conversation lends it neither name nor address.
    const from = thread?.host ? { aliases: [], name: null } : identity;
    const name = contact !== null && isForged(fact) ? null : from.name;
    const own = fact.fact === "echo" && contact !== null ? ownEcho(turn, this.#store, channel, contact, fact) : null;
    if (own !== null) return this.#about(turn, channel, own);
    const identityId = contact?.id ?? crypto.randomUUID();
    const person = contact && personOf(this.#store, contact);
    const reach: Reach = {
      channel,
      messageId,
      contactId: person?.id ?? identityId,
      ...(contact === null || person === contact ? {} : identityIn(contact)),
      conversationId: `${channel.id}.${identityId}`,
      unowned: unownedAliases(this.#store, from.aliases, contact),
      replyTo: thread?.answers?.id ?? (fact.quotes && (this.#target(channel, fact.quotes)?.id ?? fact.quotes)),
    };
    const state: ConversationState = {
      ...emptyState,
      contact,
      person: person === contact ? null : person,
      conversation: contact && this.#store.conversation(reach.conversationId),
    };
    const context = {
      now: turn.now,
      seq: fact.fact === "echo" && fact.history ? this.#freePosition(fact.at) : turn.nextSeq(),
    };
    const reception =
      fact.fact === "echo"
        ? receiveEcho(state, fact, reach, context)
        : receive(state, { ...fact, from: { ...from, name } }, reach, context);
    const outcome = this.#write(turn, state, reception, providerId, fact.raw);
    if (outcome.outcome === "stored") {
      this.#media.expect(messageId, [...fact.attachments, ...(fact.embedded ?? [])], Date.parse(turn.now));
      if (fact.fact === "message") this.#profiles.want(channel, contact, from.aliases, Date.parse(turn.now));
      this.#unpark(turn, channel, providerId);
    }
    return outcome;
  }

  /** What is said about a message: applied where the message is, parked where it is not here yet. */
  #about(turn: Turn, channel: Channel, fact: AboutFact): Outcome {
    const target = fact.fact === "status" ? fact.providerId : fact.target;
    const named = fact.fact === "status" ? this.#named(fact) : null;
    const message = named?.channelId === channel.id ? named : this.#target(channel, target);
    if (message === null) return this.#park(turn, channel, target, fact);
    const reception = receiveAbout(message, fact, namesInReports(this.#store, message, fact));
    const outcome = this.#write(turn, stateForFact(this.#store, message, fact), reception, fact.providerId);
    if (fact.fact === "status" && fact.andEarlier === true) this.#readEarlier(turn, message, fact);
    if (fact.fact === "status" && fact.error !== null && outcome.outcome === "stored") {
      const failed = this.#store.message(message.id);
      if (failed !== null) learnOptOut(turn, this.#store, failed);
    }
    // A status that named our own id has told the provider's, for which others may wait: the answer to the send was lost.
    if (fact.fact === "status" && message.providerId === null && outcome.outcome === "stored")
      this.#unpark(turn, channel, fact.providerId);
    return outcome;
  }

  /** Our own message, by the id or the place that came back to us. */
  #named({ messageId, position }: StatusFact): Message | null {
    if (messageId !== null) return this.#store.message(messageId);
    return position === undefined ? null : this.#store.messageAt(position);
  }

  /** Nothing waits for a message that is not here: the links of one that was never sent are in nobody's hands. */
  #tracked(turn: Turn, channel: Channel, fact: TrackFact): Outcome {
    const message = this.#store.messageAt(fact.position);
    if (message?.channelId !== channel.id) return { outcome: "ignored", providerId: null, reason: "no such mail" };
    return this.#write(turn, { ...emptyState, message }, receiveTrack(message, fact), null);
  }

  /** Who has read a message has read those above it, of which some providers tell nothing. */
  #readEarlier(turn: Turn, upTo: Message, fact: StatusFact): void {
    for (const message of sentLately(this.#store, upTo.conversationId, upTo.position, ["sent", "delivered"]))
      this.#write(turn, { ...emptyState, message }, receiveStatus(message, fact), fact.providerId);
  }

  #identity(turn: Turn, fact: IdentityFact): Outcome {
    const aliases = [...fact.from.aliases, ...fact.adds];
    const contact = findContact(this.#store, aliases);
    const given = {
      contactId: contact?.id ?? crypto.randomUUID(),
      unowned: unownedAliases(this.#store, aliases, contact),
    };
    const reception = receiveIdentity(contact, fact, given, { now: turn.now, seq: turn.nextSeq() });
    return this.#write(turn, { ...emptyState, contact }, reception, fact.providerId);
  }

  #consent(turn: Turn, channel: Channel, fact: ConsentFact): Outcome {
    const contact =
      fact.position === undefined
        ? findContact(this.#store, fact.from.aliases)
        : recipientOf(this.#store, channel, fact.position);
    if (contact === null && fact.position !== undefined)
      return { outcome: "ignored", providerId: fact.providerId, reason: "no such mail" };
    const context = { now: turn.now, seq: turn.nextSeq() };
    const reception = receiveConsent(contact, fact, channel.channel, crypto.randomUUID(), context);
    const outcome = this.#write(turn, { ...emptyState, contact }, reception, fact.providerId);
    if (contact !== null) tellPerson(turn, this.#store, contact.id);
    return outcome;
  }

  #write(
    turn: Turn,
    before: ConversationState,
    reception: Reception,
    providerId: string | null,
    raw?: string,
  ): Outcome {
    if (reception.outcome === "ignored") return { outcome: "ignored", providerId, reason: reception.reason };
    if (reception.outcome === "duplicate") return { outcome: "duplicate", providerId };
    const { state, shared } = fold(before, reception.events);
    turn.write({ actor: "provider", cause: null, ...shared, ...(raw === undefined ? {} : { extras: { raw } }) });
    if (state.conversation !== null) this.#assigner.settle(turn, before.conversation, state.conversation);
    return { outcome: "stored", providerId };
  }

  #target(channel: Channel, providerId: string): Message | null {
    const key = `${channel.id}:${providerId}`;
    return this.#store.message(key) ?? this.#store.sentMessage(key);
  }

  #park(turn: Turn, channel: Channel, target: string, fact: Fact): Outcome {
    const text = JSON.stringify(fact);
    const key = `${channel.id}:${target}`;
    const known = this.#store.rows("SELECT 1 FROM parked WHERE target = ? AND fact = ?", key, text).length > 0;
    if (known) return { outcome: "duplicate", providerId: fact.providerId };
    this.#store.run(
      "INSERT INTO parked (target, fact, channel, until) VALUES (?, ?, ?, ?)",
      key,
      text,
      channel.id,
      Date.parse(turn.now) + timing.parkedTtlMs,
    );
    this.#parked = null;
    return { outcome: "parked", providerId: fact.providerId };
  }

  /** The message has come: what waited for it takes effect now, each fact as its own change. */
  #unpark(turn: Turn, channel: Channel, providerId: string): void {
    this.#parked ??= this.#store.rows<{ n: number }>("SELECT count(*) AS n FROM parked")[0]?.n ?? 0;
    if (this.#parked === 0) return;
    const key = `${channel.id}:${providerId}`;
    const waiting = this.#store.rows<{ fact: string }>("SELECT fact FROM parked WHERE target = ?", key);
    if (waiting.length === 0) return;
    this.#store.run("DELETE FROM parked WHERE target = ?", key);
    this.#parked = null;
    for (const { fact } of waiting) this.#decide(turn, channel, JSON.parse(fact) as Fact);
  }

  /** For a message sent by us whose provider id has just become known. */
  settleParked(turn: Turn, channelId: string, providerId: string): void {
    const channel = this.#store.channel(channelId);
    if (channel !== null) this.#unpark(turn, channel, providerId);
  }

  #freePosition(at: string): number {
    let position = historyPosition(Date.parse(at));
    while (this.#store.messageAt(position) !== null) position += 1;
    return position;
  }
}

function isAnomaly(outcome: Outcome): boolean {
  return outcome.outcome !== "stored" && outcome.outcome !== "duplicate";
}
