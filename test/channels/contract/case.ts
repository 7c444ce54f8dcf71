import type { ChannelAdapter, ChannelSecrets, MailService, SendRequest } from "../../../src/channels/channel.ts";
import type { Fact } from "../../../src/protocol/facts.ts";
import type { Alias, Channel } from "../../../src/protocol/records.ts";

/** What a channel brings to the suite that all of them pass: its provider's answers, and how its webhooks look. */
export interface AdapterCase {
  readonly name: string;
  readonly adapter: ChannelAdapter;
  readonly channel: Channel;
  readonly secrets: ChannelSecrets;
  /** The value of `secrets` that a provider might repeat. */
  readonly secret: string;
  /** Of mail alone. */
  readonly mail?: MailService;
  /** A deployment in which nobody has given the channel anything to send with. */
  readonly without: Partial<Pick<SendRequest, "secrets" | "baseUrl" | "mail">>;
  readonly to: readonly Alias[];
  /** The provider's answers to a send. */
  readonly answers: {
    readonly accepted: (id: string) => Response;
    /** Refused for good, and never again better. */
    readonly rejected: () => Response;
    /** The provider's code in it. */
    readonly rejectedCode: string;
    /** The credentials are no good; the answer repeats `secret`. */
    readonly stopped: (secret: string) => Response;
    readonly rateLimited: () => Response;
    /** A 5xx with the provider's own code: not accepted. */
    readonly unavailable: () => Response;
  };
  /** What an accepted message is known by: the provider's `id`, or what we named it where that finds nothing. */
  readonly knownBy: (id: string) => unknown;
  /** Whether a webhook passes that was made so. */
  readonly verify: (made: "genuine" | "changed" | "with another secret" | "unsigned") => Promise<boolean>;
  /** Items of one webhook; a provider that sends one a webhook gets as many webhooks. */
  readonly read: (items: readonly unknown[]) => Promise<Read>;
  readonly items: {
    readonly text: (id: string, text: string) => unknown;
    /** Of a kind that nobody has heard of; it has `hologram` in it. */
    readonly unknown: (id: string) => unknown;
    /** Broken so that nothing can be made of it. */
    readonly broken: () => unknown;
  };
  /** The message that `unknown` becomes is known by this. */
  readonly unknownBy: (id: string) => unknown;
  /** What an id becomes that is longer than any of the provider's. */
  readonly longId: "ignored" | "shortened";
}

export interface Read {
  readonly facts: readonly Fact[];
  /** Files that the items came with, as text: what a message shows may be a part of them. */
  readonly files: readonly string[];
}

export function channelOf(given: Pick<Channel, "channel" | "externalId" | "accountId">): Channel {
  return {
    kind: "channel",
    id: "channel-1",
    seq: 1,
    name: "Support",
    address: given.externalId,
    ownApp: false,
    state: "connected",
    stateReason: null,
    createdAt: "2026-09-01T00:00:00.000Z",
    ...given,
  };
}

export const receivedAt = "2026-09-01T12:00:00.000Z";

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}
