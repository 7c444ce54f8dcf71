import type { ChannelAdapter, ChannelSecrets } from "../../../src/channels/channel.ts";
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
  readonly to: readonly Alias[];
  /** The provider's answers to a send. */
  readonly answers: {
    readonly accepted: (id: string) => Response;
    /** Refused for good, and never again better. */
    readonly rejected: () => Response;
    /** The credentials are no good; the answer repeats `secret`. */
    readonly stopped: (secret: string) => Response;
    readonly rateLimited: () => Response;
    /** A 5xx with the provider's own code: not accepted. */
    readonly unavailable: () => Response;
  };
  /** Whether a webhook passes that was made so. */
  readonly verify: (made: "genuine" | "changed" | "with another secret" | "unsigned") => Promise<boolean>;
  /** Items of one webhook; a provider that sends one a webhook gets as many webhooks. */
  readonly facts: (items: readonly unknown[]) => readonly Fact[];
  readonly items: {
    readonly text: (id: string, text: string) => unknown;
    /** Of a kind that nobody has heard of. */
    readonly unknown: (id: string) => unknown;
    /** Broken so that nothing can be made of it. */
    readonly broken: () => unknown;
  };
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
