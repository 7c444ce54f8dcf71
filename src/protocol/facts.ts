import type { Alias, Attachment, ChannelType, Consent, DeliveryError } from "./records.ts";
import type { ChannelNotice } from "./channel-notice.ts";
import type { MessageType } from "./message-kinds.ts";
import type { Template } from "./template.ts";

/**
 * Facts: what a provider says has happened, in our words. Parsers make them, purely, from one webhook;
 * the hub decides each on its own. `at` is the provider's clock, ISO 8601 UTC.
 */

/** Who wrote. At least one alias; `phone` may be absent (WhatsApp, since March 2026). */
export interface Identity {
  readonly aliases: readonly Alias[];
  readonly name: string | null;
}

/**
 * A file of a message. The bytes of a `loading` one are fetched from the provider, by `providerMediaId` or from
 * `sourceUrl`, which may hold a secret of the provider's and is never shown to clients. One that came inside the
 * message (mail) is `ready`: stored before.
 */
export type IncomingAttachment = Attachment & { readonly sourceUrl?: string };

/** Earlier messages of a mail's thread, the nearest first. */
export interface MailThread {
  /** Places of messages of ours, each proven by a token that only those have got who got the message. */
  readonly positions: readonly number[];
  /** Provider ids that the mail names. */
  readonly references: readonly string[];
}

export interface MessageFact {
  readonly fact: "message";
  readonly providerId: string;
  readonly at: string;
  readonly from: Identity;
  /** Of mail: who sent it, where `from` is whom it asks to answer. When this is a customer already, it is theirs. */
  readonly sender?: Identity;
  /** Of mail: what tells it from another with the same provider id. */
  readonly fingerprint?: string;
  readonly type: MessageType;
  readonly body: string;
  readonly subject: string | null;
  readonly content: Readonly<Record<string, unknown>> | null;
  readonly attachments: readonly IncomingAttachment[];
  /** Stored files that are part of what it shows, not beside it: a mail's HTML and the pictures within. */
  readonly embedded?: readonly Attachment[];
  /** The provider's id of the quoted message. */
  readonly quotes: string | null;
  /** True when it came from a click-to-WhatsApp advertisement, which opens a longer window. */
  readonly fromAd: boolean;
  /** Of mail: what it answers. */
  readonly thread?: MailThread;
  /** Of mail: a machine wrote it, so that nobody waits for an answer. */
  readonly isAutomatic?: true;
  /** This item of the payload, as received. Kept with the message. */
  readonly raw: string;
}

/** A message sent by the business itself from elsewhere (the phone app), or imported history. `from` is the customer, either way. */
export interface EchoFact extends Omit<MessageFact, "fact" | "fromAd"> {
  readonly fact: "echo";
  readonly direction: "inbound" | "outbound";
  /** History neither counts as unread nor reopens, and lies before everything that is there. */
  readonly history: boolean;
}

export interface StatusFact {
  readonly fact: "status";
  readonly providerId: string;
  /** Our own message id, when the provider hands it back (`biz_opaque_callback_data`). */
  readonly messageId: string | null;
  /** The place of our own message, where a mail proves it. */
  readonly position?: number;
  readonly status: "sent" | "delivered" | "read" | "played" | "failed";
  readonly at: string;
  readonly error: DeliveryError | null;
  /**
   * Of mail: a report about one of those whom the message was for, by every name that it gives them. It may come after the
   * service has said `delivered`, and knows better.
   */
  readonly recipients?: readonly string[];
  /** True when it holds for whatever the business sent before, too: who has read a message has read those above it. */
  readonly andEarlier?: true;
}

export interface ReactionFact {
  readonly fact: "reaction";
  readonly providerId: string;
  readonly target: string;
  readonly at: string;
  readonly from: Identity;
  /** null takes the reaction back. */
  readonly emoji: string | null;
  /** True when the business reacted, in its phone app; `from` is the customer, either way. */
  readonly isOwn?: true;
}

export interface EditFact {
  readonly fact: "edit";
  readonly providerId: string;
  readonly target: string;
  readonly at: string;
  readonly body: string;
}

export interface RevokeFact {
  readonly fact: "revoke";
  readonly providerId: string;
  readonly target: string;
  readonly at: string;
}

/** The provider renamed a customer: old and new names belong to one contact. */
export interface IdentityFact {
  readonly fact: "identity";
  readonly providerId: string;
  readonly at: string;
  readonly from: Identity;
  readonly adds: readonly Alias[];
}

/** A customer has said what they want to get: a STOP word, a setting of the provider's app. */
export interface ConsentFact {
  readonly fact: "consent";
  readonly providerId: string | null;
  readonly at: string;
  readonly from: Identity;
  /** The place of the message of ours whose customer has said so, where a token proves it; then `from` is empty. */
  readonly position?: number;
  /** What it is about. A STOP on SMS bars everything: both. */
  readonly categories: readonly Consent["category"][];
  readonly state: Consent["state"];
  /** It lifts what the customer's own word or the provider has barred, and says nothing else ("Yes"). */
  readonly lifts?: true;
}

/** News of a template, by the provider's name for it. What else it says is fetched. */
export interface TemplateFact {
  readonly fact: "template";
  readonly providerId: string | null;
  readonly at: string;
  readonly name: string;
  readonly language: string;
  readonly change: Partial<Pick<Template, "status" | "reason" | "quality" | "category">>;
}

/** The provider says something of the number or account itself. */
export interface NoticeFact {
  readonly fact: "notice";
  readonly providerId: null;
  readonly at: string;
  /** The number that it is about; null: all of the account. */
  readonly address: string | null;
  readonly notice: Omit<ChannelNotice, "at">;
}

/** A tracked mail was opened, or a link in it was. */
export interface TrackFact {
  readonly fact: "track";
  readonly providerId: null;
  readonly what: "opened" | "clicked";
  /** The place of the message. */
  readonly position: number;
  readonly at: string;
  /** Where the link leads; null for an opening. */
  readonly url: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Whether it came by way of a mailbox's own servers, which also fetch pictures before anybody looks. */
  readonly isProxy: boolean;
  /** Why it is not the customer's doing, as far as the request tells; null when nothing speaks against it. */
  readonly notRead: NotRead | null;
}

/** Who else opens mail: a program that fetches ahead, one that looks for harm, or somebody of the team. */
export type NotRead = "prefetch" | "scanner" | "own";

/** Understood, and deliberately not acted on; or not understood. Recorded either way. */
export interface IgnoredFact {
  readonly fact: "ignored";
  readonly reason: string;
  readonly providerId: string | null;
}

export type Fact =
  | MessageFact
  | EchoFact
  | StatusFact
  | ReactionFact
  | EditFact
  | RevokeFact
  | IdentityFact
  | ConsentFact
  | TrackFact
  | TemplateFact
  | NoticeFact
  | IgnoredFact;

/** Facts of one delivery for one channel, found by the provider's name of the number or account. */
export interface FactGroup {
  readonly channel: ChannelType;
  /** phone_number_id, account id… ; null when the item names none (account-level news). */
  readonly externalId: string | null;
  /** The account above it (a WABA id), by which news without a number finds its org. */
  readonly accountId: string | null;
  readonly facts: readonly Fact[];
}

export type Outcome =
  | { readonly outcome: "stored" | "duplicate" | "parked"; readonly providerId: string | null }
  | { readonly outcome: "ignored" | "failed"; readonly providerId: string | null; readonly reason: string };
