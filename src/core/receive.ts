import type {
  ConsentFact,
  EchoFact,
  EditFact,
  IdentityFact,
  MessageFact,
  ReactionFact,
  RevokeFact,
  StatusFact,
} from "../protocol/facts.ts";
import { placeName } from "../protocol/place-name.ts";
import type { Alias, Channel, Consent, Contact, Message } from "../protocol/records.ts";
import { timing } from "../protocol/timing.ts";
import { received } from "./attachments.ts";
import { isBarred, isNewer, withConsents } from "./consent.ts";
import { isNewerName } from "./contact-name.ts";
import { otherAuthor, withAuthor } from "./mail-author.ts";
import { wordsOf } from "./content/words.ts";
import { isSameEmoji } from "./channel-basics.ts";
import { withStatus } from "./delivery.ts";
import type { DomainEvent } from "./domain-events.ts";
import { receiveReport } from "./mail-report.ts";
import { metContact } from "./new-contact.ts";
import { newConversation } from "./new-conversation.ts";
import { isReached } from "./reached-by.ts";
import type { Context, ConversationState } from "./state.ts";
import { windowAfter } from "./window.ts";

/** What becomes of a fact: events, or why there are none. */
export type Reception =
  | { readonly outcome: "stored"; readonly events: readonly DomainEvent[] }
  | { readonly outcome: "duplicate" }
  | { readonly outcome: "ignored"; readonly reason: string };

const duplicate: Reception = { outcome: "duplicate" };

/** Where a fact landed: its channel, ids for what may have to be made, and the aliases that nobody owns yet. */
export interface Reach {
  readonly channel: Pick<Channel, "id" | "channel">;
  readonly messageId: string;
  readonly contactId: string;
  /** Whose names they wrote by, when that contact was merged into `contactId`. */
  readonly identityId?: string;
  /** The number or address of that one. */
  readonly identityAddress?: string;
  readonly conversationId: string;
  readonly unowned: readonly Alias[];
  /** Our id of the quoted message, or the provider's where we do not know it. */
  readonly replyTo: string | null;
}

/** I1: a message that is there already is a duplicate, whatever else its second copy says. */
export function receive(state: ConversationState, fact: MessageFact, reach: Reach, context: Context): Reception {
  if (state.message !== null) return duplicate;
  if (tooOld(fact.at, context.now)) return { outcome: "ignored", reason: "too old" };
  const events = met(state, fact, reach, context);
  const before = state.conversation;
  if (before !== null && before.status !== "active" && fact.isAutomatic !== true) {
    events.push({ event: "conversation:reopened", agentId: null });
  }
  const names = state.contact?.aliases ?? fact.from.aliases;
  const message = {
    ...inbound(fact, reach, context, (before?.inboundCount ?? 0) + 1),
    content: withAuthor(fact.content, [...names, ...reach.unowned]),
  };
  const windowClosesAt = windowAfter(before?.windowClosesAt ?? null, reach.channel.channel, fact);
  const author = otherAuthor(message);
  events.push({
    event: "message:received",
    message,
    windowClosesAt,
    isNewConversation: before === null,
    ...(author === undefined ? {} : { author }),
  });
  return { outcome: "stored", events };
}

/** What the business sent from elsewhere, or history: shown in its place, without unread, window or reopening. */
export function receiveEcho(state: ConversationState, fact: EchoFact, reach: Reach, context: Context): Reception {
  if (state.message !== null) return duplicate;
  if (!fact.history && tooOld(fact.at, context.now)) return { outcome: "ignored", reason: "too old" };
  const events = met(state, fact, reach, context);
  const message: Message = {
    ...inbound(fact, reach, context, fact.history ? 0 : (state.conversation?.inboundCount ?? 0)),
    direction: fact.direction,
    status: fact.direction === "outbound" ? "sent" : null,
    sentAt: fact.direction === "outbound" ? fact.at : null,
  };
  events.push({ event: "message:echoed", message });
  return { outcome: "stored", events };
}

export function receiveStatus(message: Message, fact: StatusFact, addresses: readonly string[] = []): Reception {
  const isPlace = fact.position !== undefined && fact.providerId === placeName(fact.position);
  const report = { ...fact, providerId: isPlace ? null : fact.providerId };
  const { recipients } = fact;
  if (recipients !== undefined) return receiveReport(message, { ...report, recipients }, addresses);
  const next = withStatus(message, report);
  if (next === null) return duplicate;
  const moved = next.status !== message.status;
  return {
    outcome: "stored",
    events: [{ event: "message:status", message: next, status: fact.status, at: fact.at, moved }],
  };
}

export function receiveReaction(message: Message, fact: ReactionFact): Reception {
  const isTheirs = (by: string) => (by === "contact") === (fact.isOwn !== true);
  // One a side: on the customer's phone all of the business's are one person's.
  const earlier = message.reactions.find(({ by }) => isTheirs(by));
  if (earlier !== undefined && (earlier.at > fact.at || isSameEmoji(earlier.emoji, fact.emoji))) return duplicate;
  if (earlier === undefined && fact.emoji === null) return duplicate;
  const others = message.reactions.filter((reaction) => reaction !== earlier);
  const reactions =
    fact.emoji === null
      ? others
      : [...others, { emoji: fact.emoji, by: fact.isOwn ? "business" : "contact", at: fact.at }];
  return { outcome: "stored", events: [{ event: "message:reacted", reactions }] };
}

export function receiveEdit(message: Message, fact: EditFact): Reception {
  if (message.editedAt !== null && message.editedAt >= fact.at) return duplicate;
  return {
    outcome: "stored",
    events: [{ event: "message:updated", message: { ...message, body: fact.body, editedAt: fact.at } }],
  };
}

export function receiveRevoke(message: Message, fact: RevokeFact): Reception {
  if (message.revokedAt !== null) return duplicate;
  return { outcome: "stored", events: [{ event: "message:updated", message: { ...message, revokedAt: fact.at } }] };
}

/** The provider renamed a customer: old and new names belong to one contact, whichever was known first. */
export function receiveIdentity(
  contact: Contact | null,
  fact: IdentityFact,
  given: { contactId: string; unowned: readonly Alias[] },
  context: Context,
): Reception {
  if (contact === null) {
    const aliases = [...fact.from.aliases, ...fact.adds];
    return {
      outcome: "stored",
      events: [
        {
          event: "contact:created",
          contact: metContact({ ...fact, from: { ...fact.from, aliases } }, given.contactId, context.now),
        },
      ],
    };
  }
  if (given.unowned.length === 0) return duplicate;
  return {
    outcome: "stored",
    events: [{ event: "contact:updated", name: contact.name, nameAt: contact.nameAt, adds: given.unowned }],
  };
}

/** What a customer wants to get, said in a message (STOP) or in the provider's app. */
export function receiveConsent(
  contact: Contact | null,
  fact: ConsentFact,
  channel: Channel["channel"],
  contactId: string,
  context: Context,
): Reception {
  const { at, state, from } = fact;
  // Its name counts as a message's does, or the same deliveries in another order would end in another name.
  const renames =
    contact !== null && from.name !== null && from.name !== contact.name && isNewerName(from.name, at, contact);
  const named = renames ? { name: from.name, nameAt: at } : {};
  const known = contact === null ? metContact(fact, contactId, context.now) : { ...contact, ...named };
  const said = fact.categories.map((category): Consent => ({ channel, category, state, at, source: "customer" }));
  const consents = said.filter(
    (consent) => isNewer(known, consent) && (fact.lifts !== true || isBarred(known, consent)),
  );
  if (consents.length === 0 && !renames) return duplicate;
  const events: DomainEvent[] = [];
  if (contact === null) events.push({ event: "contact:created", contact: known });
  else if (renames) events.push({ event: "contact:updated", name: from.name, nameAt: at, adds: [] });
  if (consents.length > 0)
    events.push({ event: "contact:consented", contact: withConsents(known, consents), consents });
  return { outcome: "stored", events };
}

/** Contact and conversation, made where they are missing and renamed where the provider's news is newer. */
function met(state: ConversationState, fact: MessageFact | EchoFact, reach: Reach, context: Context): DomainEvent[] {
  const events: DomainEvent[] = [];
  const { name } = fact.from;
  if (state.contact === null) {
    events.push({ event: "contact:created", contact: metContact(fact, reach.contactId, context.now) });
  } else {
    const renamed = name !== null && name !== state.contact.name && isNewerName(name, fact.at, state.contact);
    if (renamed || reach.unowned.length > 0) {
      events.push({
        event: "contact:updated",
        name: renamed ? name : state.contact.name,
        nameAt: renamed ? fact.at : state.contact.nameAt,
        adds: reach.unowned,
      });
    }
  }
  if (state.conversation === null)
    events.push({
      event: "conversation:created",
      conversation: newConversation({ ...reach, ...oneWay(fact, reach) }, context.now),
    });
  return events;
}

/** A sender that is a word takes no answer. */
function oneWay({ from }: MessageFact | EchoFact, { channel }: Reach): { readonly oneWay?: true } {
  return from.aliases.length === 0 || isReached(channel.channel, from.aliases) ? {} : { oneWay: true };
}

function inbound(fact: MessageFact | EchoFact, reach: Reach, context: Context, number: number): Message {
  return {
    kind: "message",
    id: reach.messageId,
    seq: 0,
    conversationId: reach.conversationId,
    contactId: reach.contactId,
    channelId: reach.channel.id,
    position: context.seq,
    number,
    direction: "inbound",
    type: fact.type,
    body: wordsOf(fact),
    subject: fact.subject,
    content: fact.content,
    status: null,
    error: null,
    providerId: fact.providerId,
    authorId: null,
    timestamp: fact.at,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    replyTo: reach.replyTo,
    attachments: received(fact.attachments, reach.messageId),
    reactions: [],
    campaignId: null,
  };
}

function tooOld(at: string, now: string): boolean {
  return Date.parse(now) - Date.parse(at) > timing.factMaxAgeMs;
}
