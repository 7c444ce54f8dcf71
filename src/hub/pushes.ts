import { knownAddress } from "../core/known-address.ts";
import { isWanted, keyOf, occurrenceOf, quoted, together, toldEvents } from "../core/occurrence.ts";
import type { Desk, Occurrence } from "../core/occurrence.ts";
import type { EventName, ParleyEvent } from "../protocol/events.ts";
import type { Access } from "./access.ts";
import type { Change } from "./commit.ts";
import type { PushQueue } from "./push-queue.ts";
import type { KeptSubscription, PushSubscriptions } from "./push-subscriptions.ts";
import { ownerOf } from "./record-key.ts";
import type { Sessions } from "./sessions.ts";
import type { Store } from "./store.ts";

const told: ReadonlySet<EventName> = new Set(toldEvents);

interface Heard {
  readonly event: ParleyEvent;
  /** The agent whom alone it reaches. */
  readonly owner: string | null;
}

/**
 * Which agents are told by push of what a commit has changed: those who have subscribed, see it, want to hear of it, and
 * have no live page, which would tell them itself. By the page's own rule (core/occurrence.ts).
 */
export class Pushes {
  readonly #store: Store;
  readonly #subscriptions: PushSubscriptions;
  readonly #queue: PushQueue;
  readonly #access: Pick<Access, "hides">;
  readonly #sessions: Pick<Sessions, "isHere">;
  readonly #isSetUp: boolean;

  constructor(
    store: Store,
    subscriptions: PushSubscriptions,
    queue: PushQueue,
    access: Pick<Access, "hides">,
    sessions: Pick<Sessions, "isHere">,
    isSetUp: boolean,
  ) {
    this.#store = store;
    this.#subscriptions = subscriptions;
    this.#queue = queue;
    this.#access = access;
    this.#sessions = sessions;
    this.#isSetUp = isSetUp;
  }

  /** At the end of a commit, inside it. Where nobody has subscribed it reads nothing and writes nothing. */
  hear(changes: readonly Change[], now: number): void {
    if (this.#subscriptions.all().size === 0) return;
    const heard: Heard[] = [];
    for (const { events, records } of changes) {
      for (const event of events) {
        if (event.event === "agent:left") this.#leave(event.payload.agentId);
        if (!told.has(event.event)) continue;
        heard.push({ event, owner: records[0] === undefined ? null : ownerOf(records[0]) });
      }
    }
    // Keys that were taken away may come back, and the browsers are still there.
    if (heard.length === 0 || !this.#isSetUp) return;
    for (const [agentId, subscriptions] of this.#subscriptions.all()) {
      if (!this.#sessions.isHere(agentId, now)) this.#tell(agentId, subscriptions, heard, now);
    }
  }

  /** The commit was rolled back. */
  forget(): void {
    this.#subscriptions.forget();
    this.#queue.forget();
  }

  #leave(agentId: string): void {
    this.#subscriptions.removeAgent(agentId);
    this.#queue.forget();
  }

  #tell(agentId: string, subscriptions: readonly KeptSubscription[], heard: readonly Heard[], now: number): void {
    const desk = this.#desk(agentId);
    const occurrences = heard.flatMap(({ event, owner }) => {
      if (owner !== null && owner !== agentId) return [];
      const one = occurrenceOf(event, desk);
      return one === null || this.#isHidden(agentId, one) ? [] : [one];
    });
    if (occurrences.length === 0) return;
    for (const { endpoint, topics } of subscriptions) {
      // A browser that subscribed before there was a topic has not asked for it.
      const wanted = occurrences.filter((one) => isWanted(one, topics[one.topic] ?? "off"));
      for (const [subject, group] of Map.groupBy(wanted, (one) => keyOf(one.subject))) {
        const push = together(group);
        this.#queue.add(endpoint, subject, { ...push, told: short(push.told) }, now);
      }
    }
  }

  /** C7: nothing is told of what is out of an agent's sight. */
  #isHidden(agentId: string, { subject }: Occurrence): boolean {
    if (subject.kind !== "conversation") return false;
    const conversation = this.#store.conversation(subject.id);
    return conversation === null || this.#access.hides({ id: agentId }, conversation);
  }

  #desk(agentId: string): Desk {
    return {
      me: agentId,
      // Whoever is busy says so on a socket, and whoever has one is told by the page.
      isBusy: false,
      myTeamIds: this.#store.all("team").flatMap(({ id, agentIds }) => (agentIds.includes(agentId) ? [id] : [])),
      conversation: (id) => this.#store.conversation(id),
      contactName: (id) => {
        const contact = this.#store.contact(this.#store.conversation(id)?.contactId ?? "");
        return contact?.name ?? contact?.phoneNumber ?? knownAddress(contact?.aliases ?? []);
      },
      agentName: (id) => (id.startsWith("apiKey:") ? "API" : (this.#store.agent(id)?.name ?? id)),
      mentionText: (id) => this.#store.mention(id, agentId)?.preview ?? "",
    };
  }
}

/** A push service takes 4 kB, and a browser shows a few lines. */
function short(occurrence: Occurrence): Occurrence {
  return { ...occurrence, text: quoted(occurrence.text) };
}
