import type { FactGroup } from "../protocol/facts.ts";
import type { Channel, DeliveryError, Message } from "../protocol/records.ts";

/**
 * What a channel's folder offers. The same file name holds the same concept everywhere: `verify.ts`,
 * `parse.ts` (pure, webhook → facts), `send.ts` (record → request → verdict), `typing.ts` (what the customer
 * sees of a reply being written), `errors.ts` (the code table).
 */

/** Secrets of a channel, opened. Never logged, never in a record. */
export interface ChannelSecrets {
  readonly accessToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
}

/** What every request to a provider needs. */
export interface ProviderRequest {
  readonly channel: Channel;
  readonly secrets: ChannelSecrets;
  /** Base URL of the provider's API, e.g. https://graph.facebook.com/v25.0 */
  readonly baseUrl: string;
}

export interface SendRequest extends ProviderRequest {
  readonly message: Message;
  /** The customer, as this provider addresses them. */
  readonly to: { readonly phone: string | null; readonly userId: string | null };
  /** The provider's id of the quoted message, when there is one. */
  readonly quotes: string | null;
  /** Which try this is, from 1; a provider's own back-off may depend on it. */
  readonly attempt: number;
}

export interface TypingRequest extends ProviderRequest {
  /** The provider's id of the customer's newest message, which the reply will answer. */
  readonly answers: string;
}

/**
 * What a provider's answer proves. Only `rejected` and `retry` prove that the message was not accepted;
 * `ambiguous` is never sent again without a person.
 */
export type SendVerdict =
  | { readonly verdict: "accepted"; readonly providerId: string | null }
  | { readonly verdict: "rejected"; readonly error: DeliveryError }
  | { readonly verdict: "retry"; readonly error: DeliveryError; readonly afterMs: number | null }
  /** The whole number cannot send (expired token, restriction): stop it, keep its queue, tell people. */
  | { readonly verdict: "stop"; readonly error: DeliveryError }
  | { readonly verdict: "ambiguous"; readonly error: DeliveryError };

export interface ChannelAdapter {
  /** Longest text body in UTF-16 units. */
  readonly textLength: number;
  send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict>;
  /**
   * Shows the customer that a reply is being written; absent where a channel cannot. Never throws for what a
   * provider can do: null when it is shown, else why it is not.
   */
  showTyping?(request: TypingRequest, fetcher: typeof fetch, timeoutMs: number): Promise<DeliveryError | null>;
}

export type ParseResult =
  | { readonly ok: true; readonly groups: FactGroup[] }
  | { readonly ok: false; readonly message: string };
