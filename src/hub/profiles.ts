import type { ProfileRequest, ProfileVerdict } from "../channels/channel.ts";
import { channelRules } from "../core/channel-rules.ts";
import { hasUsername, type Profile, receiveProfile, usernameAlias } from "../core/profile.ts";
import { emptyState } from "../core/state.ts";
import type { Alias, Channel, Contact } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import type { Turn } from "./commit.ts";
import { fold } from "./fold.ts";
import { findContact, unownedAliases } from "./identities.ts";
import type { Job, Jobs } from "./jobs.ts";
import type { Store } from "./store.ts";

/** Asks the provider who a customer is. Injected, so that the hub knows no provider. */
export type FetchProfile = (
  request: Omit<ProfileRequest, "secrets" | "baseUrl">,
  sealedSecrets: string,
) => Promise<ProfileVerdict>;

interface Wanted {
  readonly channelId: string;
  readonly customer: Alias;
  readonly until: number;
}

const done = null;

/** The names of customers whose messages bring none: asked for after the message is there, and never in its way (A8). */
export class Profiles {
  readonly #store: Store;
  readonly #jobs: Jobs;
  readonly #fetch: FetchProfile;

  constructor(store: Store, jobs: Jobs, fetch: FetchProfile) {
    this.#store = store;
    this.#jobs = jobs;
    this.#fetch = fetch;
  }

  /** Inside the commit of a customer's message. `contact` is who they were before it, null for somebody new. */
  want(channel: Channel, contact: Contact | null, aliases: readonly Alias[], now: number): void {
    const kind = channelRules[channel.channel].profileOf;
    const customer = aliases.find((alias) => alias.kind === kind);
    if (customer === undefined || (contact !== null && hasUsername(contact))) return;
    const wanted: Wanted = { channelId: channel.id, customer, until: now + timing.profileGiveUpMs };
    this.#jobs.add({ id: `profile:${channel.id}:${customer.value}`, kind: "fetch_profile", payload: wanted, due: now });
  }

  async fetch(job: Job): Promise<(turn: Turn) => number | null> {
    const { channelId, customer, until } = JSON.parse(job.json) as Wanted;
    const channel = this.#store.channel(channelId);
    const secret = this.#store.rows<{ sealed: string }>("SELECT sealed FROM secret WHERE channel = ?", channelId)[0];
    // Asked before the try, too: one that breaks (a secret that cannot be opened) comes to no verdict that would end it.
    if (channel === null || secret === undefined || Date.now() >= until) return () => done;
    const came = await this.#fetch({ channel, customer }, secret.sealed);
    return (turn) => {
      switch (came.verdict) {
        case "found":
          this.#learn(turn, customer, came);
          return done;
        case "gone":
          return done;
        case "retry":
          return Date.parse(turn.now) < until ? (came.afterMs ?? 0) : done;
      }
    };
  }

  /** The contact is read anew: meanwhile it may have been given a name, or be one with another. */
  #learn(turn: Turn, customer: Alias, profile: Profile): void {
    const contact = findContact(this.#store, [customer]);
    if (contact === null) return;
    const aliases = profile.username === null ? [] : [usernameAlias(profile.username)];
    const events = receiveProfile(contact, profile, unownedAliases(this.#store, aliases, contact), turn.now);
    if (events.length === 0) return;
    const { shared } = fold({ ...emptyState, contact }, events);
    turn.write({ actor: "provider", cause: null, ...shared });
  }
}
