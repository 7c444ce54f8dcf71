import * as v from "valibot";
import type { FactGroup } from "../protocol/facts.ts";
import type { HealthCheck } from "./health.ts";
import type { Alias, Attachment, Channel, DeliveryError, Message } from "../protocol/records.ts";
import type { Template } from "../protocol/template.ts";

/**
 * What a channel's folder offers. The same file name holds the same concept everywhere, and is absent where a channel
 * has no such thing: `verify.ts` (is a webhook the provider's), `parse.ts` (what came in → facts, pure), `message.ts` (an
 * item that somebody has said), `kinds.ts` (of which kind it is), `status.ts` (how far a message of ours has come),
 * `send.ts` (the adapter: record → request → verdict), `body.ts` (a message as the provider takes it), `request.ts` (the
 * provider's API), `errors.ts` (its codes), `media.ts` (files), `react.ts`, `profile.ts`
 * (who a customer is), `typing.ts` (what the customer sees of a reply
 * being written), `templates.ts` (the provider's list), `health.ts` (what is wrong with a channel, in words). What two
 * channels share lies beside the folders; what both of Meta's do alike, in `meta/`.
 */

/** Secrets of a channel, opened. Never logged, never in a record. */
export const ChannelSecretsSchema = v.object({
  /** Meta's for a number or account; an HTTP mail provider's key. */
  accessToken: v.exactOptional(v.string()),
  appSecret: v.exactOptional(v.string()),
  verifyToken: v.exactOptional(v.string()),
  /** Of an HTTP mail provider: what signs its webhooks. Several with commas between while they rotate. */
  webhookSecret: v.exactOptional(v.string()),
  /** Twilio's, which signs its webhooks too. */
  authToken: v.exactOptional(v.string()),
});
export type ChannelSecrets = Readonly<v.InferOutput<typeof ChannelSecretsSchema>>;

/** What every request to a provider needs. */
export interface ProviderRequest {
  readonly channel: Channel;
  readonly secrets: ChannelSecrets;
  /** Base URL of the provider's API, e.g. https://graph.facebook.com/v25.0 */
  readonly baseUrl: string;
  /** For mail alone. */
  readonly mail?: MailService;
}

/** How mail leaves a deployment, and what signs its threads and links. */
export interface MailService {
  /** Cloudflare's, which is used where no `baseUrl` is set; null when wrangler.toml has none. */
  readonly binding: SendEmail | null;
  /** Of the HTTP API at `baseUrl`, for channels that have no key of their own. */
  readonly apiToken: string;
  /** Whether the deployment's account sends for the channel: its domain is proved to be its org's (Do4). */
  readonly isProved: boolean;
  /** SECRETS_KEYS. */
  readonly keys: string;
}

export interface SendRequest extends ProviderRequest {
  readonly orgId: string;
  readonly message: Message;
  /** What it answers: the quoted message, else the customer's newest; null when there is none. */
  readonly answers: Message | null;
  /** The customer's names, of which the provider addresses them by its own. */
  readonly to: readonly Alias[];
  /** Of mail: who gets it. */
  readonly recipients?: { readonly to: string | null; readonly cc: readonly string[] };
  /** The message's attachments, in their order. */
  readonly files: readonly OutgoingFile[];
  /** The provider's id of the quoted message, when there is one. */
  readonly quotes: string | null;
  /** When the customer last wrote, ISO 8601; null when never. Some providers want to be told that it was long ago. */
  readonly lastInboundAt: string | null;
  /** Origin at which this deployment takes callbacks, e.g. https://inbox.example.com */
  readonly publicUrl: string;
  /** Which try this is, from 1; a provider's own back-off may depend on it. */
  readonly attempt: number;
}

/** An attachment on its way out: a provider takes its bytes, or fetches it from an address that soon expires. */
export interface OutgoingFile {
  readonly attachment: Attachment;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  publicUrl(): Promise<string>;
}

/** The business's reaction to a message; there is one, and a later one replaces it, so that asking twice does no harm. */
export interface ReactionRequest extends ProviderRequest {
  /** The provider's id of the message. */
  readonly target: string;
  /** null takes it back. */
  readonly emoji: string | null;
  readonly to: readonly Alias[];
  readonly attempt: number;
}

/** A template as its provider tells it: without what is ours. */
export type ProviderTemplate = Omit<Template, "kind" | "id" | "seq" | "deleted" | "channelId" | "updatedAt">;

/** All templates of the channel's account, or why they could not be read. */
export type TemplateList =
  | { readonly ok: true; readonly templates: readonly ProviderTemplate[] }
  | { readonly ok: false; readonly error: DeliveryError };

export interface TypingRequest extends ProviderRequest {
  /** The provider's id of the customer's newest message, which the reply will answer. */
  readonly answers: string;
  /** The customer's names, as for a message. */
  readonly to: readonly Alias[];
}

export interface ProfileRequest extends ProviderRequest {
  /** The customer, as the provider names them. */
  readonly customer: Alias;
}

export type ProfileVerdict =
  /** `username` is without its `@`; null where the provider has or tells none. */
  | { readonly verdict: "found"; readonly name: string | null; readonly username: string | null }
  /** The provider does not tell it: asking again would not help. */
  | { readonly verdict: "gone"; readonly error: DeliveryError }
  | { readonly verdict: "retry"; readonly error: DeliveryError; readonly afterMs: number | null };

export interface MediaRequest extends ProviderRequest {
  /** The attachment, `loading`. */
  readonly attachment: Attachment;
  /** Where the provider said that the file is; null when it gave an id. */
  readonly sourceUrl: string | null;
}

/** What became of a download. `error` is shown to agents when it is the last word. */
export type MediaVerdict =
  /** Its body has the bytes; whoever asked reads it to the end or cancels it. */
  | {
      readonly verdict: "found";
      readonly response: Response;
      /** As the provider says; the content decides. */
      readonly mimeType: string | null;
      /** In hexadecimal or base64, where the provider tells it; what differs is not kept. */
      readonly sha256?: string;
    }
  /** The provider has it no more, or never gives it: asking again would not help. */
  | { readonly verdict: "gone"; readonly error: DeliveryError }
  | { readonly verdict: "retry"; readonly error: DeliveryError; readonly afterMs: number | null };

/**
 * What a provider's answer proves. Only `rejected` and `retry` prove that the message was not accepted;
 * `ambiguous` is never sent again without a person.
 */
export type SendVerdict =
  | { readonly verdict: "accepted"; readonly providerId: string | null }
  /** `staleTemplates`: the provider's template is not as we know it; read them anew. */
  | { readonly verdict: "rejected"; readonly error: DeliveryError; readonly staleTemplates?: boolean }
  | { readonly verdict: "retry"; readonly error: DeliveryError; readonly afterMs: number | null }
  /** The whole number cannot send (expired token, restriction): stop it, keep its queue, tell people. */
  | { readonly verdict: "stop"; readonly error: DeliveryError }
  | { readonly verdict: "ambiguous"; readonly error: DeliveryError };

export interface ChannelAdapter {
  send(request: SendRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict>;
  /** Absent where a channel has no reactions. */
  react?(request: ReactionRequest, fetcher: typeof fetch, timeoutMs: number): Promise<SendVerdict>;
  /** Absent where a channel has no templates. `timeoutMs` is for each of its requests. Never throws for what a provider can do. */
  listTemplates?(request: ProviderRequest, fetcher: typeof fetch, timeoutMs: number): Promise<TemplateList>;
  /**
   * Asks for a file that a customer sent. `fetcher` goes to public addresses alone and follows redirects by itself,
   * without credentials to another origin (`public-fetch.ts`). `timeoutMs` is until the body begins. Never throws
   * for what a provider can do.
   */
  fetchMedia?(request: MediaRequest, fetcher: typeof fetch, timeoutMs: number): Promise<MediaVerdict>;
  /**
   * Shows the customer that a reply is being written; absent where a channel cannot. Never throws for what a
   * provider can do: null when it is shown, else why it is not.
   */
  showTyping?(request: TypingRequest, fetcher: typeof fetch, timeoutMs: number): Promise<DeliveryError | null>;
  /** Who a customer is; absent where messages bring their names. Never throws for what a provider can do. */
  fetchProfile?(request: ProfileRequest, fetcher: typeof fetch, timeoutMs: number): Promise<ProfileVerdict>;
  /** Asks the provider how the channel stands. Never throws for what a provider can do. */
  checkHealth(request: ProviderRequest, fetcher: typeof fetch, timeoutMs: number): Promise<HealthCheck[]>;
}

export type ParseResult =
  | { readonly ok: true; readonly groups: FactGroup[] }
  | { readonly ok: false; readonly message: string };
