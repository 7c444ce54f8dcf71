import { limits } from "../protocol/limits.ts";
import type { Contact, Conversation, Message } from "../protocol/records.ts";
import { isUndelivered } from "./delivery.ts";
import type { DomainEvent } from "./domain-events.ts";
import type { ConversationState, Latest } from "./state.ts";

/** What is true after an event. Pure; the hub runs it as the truth, the client as a guess. */
export function apply(state: ConversationState, event: DomainEvent): ConversationState {
  switch (event.event) {
    case "contact:created":
      return { ...state, contact: event.contact };
    case "contact:updated":
      return { ...state, contact: state.contact && updated(state.contact, event) };
    case "contact:consented":
      return { ...state, contact: event.contact };
    case "conversation:created":
      return { ...state, conversation: event.conversation };
    case "conversation:closed":
      return withConversation(state, { status: "closed", resolvedAt: event.at, snoozedUntil: null });
    case "conversation:archived":
      return withConversation(state, {
        status: "archived",
        resolvedAt: state.conversation?.resolvedAt ?? event.at,
        snoozedUntil: null,
      });
    case "conversation:reopened":
      return withConversation(state, { status: "active", resolvedAt: null, snoozedUntil: null });
    case "conversation:snoozed":
      return withConversation(state, { status: "snoozed", resolvedAt: null, snoozedUntil: event.until });
    case "conversation:assigned":
      return withConversation(state, { assigneeId: event.assigneeId, teamId: event.teamId });
    case "conversation:labeled":
      return withConversation(state, { labels: [...event.labels] });
    case "conversation:prioritized":
      return withConversation(state, { priority: event.priority });
    case "conversation:followed":
      return withConversation(state, { followerIds: [...(state.conversation?.followerIds ?? []), event.agentId] });
    case "conversation:unfollowed":
      return withConversation(state, {
        followerIds: (state.conversation?.followerIds ?? []).filter((id) => id !== event.agentId),
      });
    // Others' mentions are no part of what the asker sees.
    case "mention:created":
      return state;
    case "mention:read":
      return { ...state, mention: event.mention };
    case "note:added":
    case "email:opened":
    case "email:clicked":
      return { ...state, message: event.message };
    case "lock:acquired":
    case "lock:taken_over":
      return { ...state, lock: event.lock };
    case "lock:released":
    case "lock:expired":
      return { ...state, lock: null };
    case "draft:saved":
      return { ...state, draft: event.draft };
    case "draft:discarded":
      return { ...state, draft: { ...event.draft, deleted: true } };
    case "conversation:read":
      return { ...state, readMark: event.mark };
    case "message:received":
      return {
        ...withConversation(state, {
          ...latest(state.conversation, event.message, event.author),
          inboundCount: event.message.number,
          lastInboundAt: later(state.conversation?.lastInboundAt ?? null, event.message.timestamp),
          lastInboundId: event.message.id,
          windowClosesAt: event.windowClosesAt,
        }),
        message: event.message,
      };
    case "message:queued":
    case "message:echoed": {
      const change = {
        ...latest(state.conversation, event.message),
        ...undelivered(state.conversation, event.message),
      };
      return { ...withConversation(state, isNothing(change) ? null : change), message: event.message };
    }
    // The list shows it once it leaves: until then nothing has happened to the conversation.
    case "message:scheduled":
      return { ...state, message: event.message };
    case "message:status":
      return {
        ...withConversation(
          withConversation(state, event.restores ?? null),
          undelivered(state.conversation, event.message),
        ),
        message: event.message,
      };
    case "message:updated":
      return { ...withConversation(state, editedPreview(state.conversation, event.message)), message: event.message };
    case "message:reacted":
      return { ...state, message: state.message && { ...state.message, reactions: [...event.reactions] } };
  }
}

export function applyAll(state: ConversationState, events: readonly DomainEvent[]): ConversationState {
  return events.reduce(apply, state);
}

function withConversation(state: ConversationState, change: Partial<Conversation> | null): ConversationState {
  if (change === null || state.conversation === null) return state;
  return { ...state, conversation: { ...state.conversation, ...change } };
}

export function latestOf(conversation: Conversation): Latest {
  const { lastMessageAt, lastMessagePreview, lastMessageDirection, lastMessageAuthor, lastPosition } = conversation;
  return { lastMessageAt, lastMessagePreview, lastMessageDirection, lastMessageAuthor, lastPosition };
}

/** The list shows the newest message by position; imported history lies below what is there. */
function latest(conversation: Conversation | null, message: Message, author?: string): Partial<Conversation> | null {
  if (conversation === null || message.position < conversation.lastPosition) return null;
  return {
    lastMessageAt: message.timestamp,
    lastMessagePreview: preview(message),
    lastMessageDirection: message.direction,
    lastMessageAuthor: author,
    lastPosition: message.position,
  };
}

/** The list marks a conversation in which a message of ours did not arrive; null when the mark stays as it is. */
function undelivered(conversation: Conversation | null, { id, status }: Message): Partial<Conversation> | null {
  const before = conversation?.undeliveredIds ?? [];
  const isLost = isUndelivered(status);
  if (isLost === before.includes(id)) return null;
  const after = isLost ? [...before, id].slice(-limits.markedUndelivered) : before.filter((one) => one !== id);
  return { undeliveredIds: after };
}

function isNothing(change: object): boolean {
  return Object.keys(change).length === 0;
}

/** An older message that comes late does not set the clock back; both are ISO 8601 UTC of one length. */
function later(current: string | null, at: string): string {
  return current !== null && current > at ? current : at;
}

function editedPreview(conversation: Conversation | null, message: Message): Partial<Conversation> | null {
  return conversation?.lastPosition === message.position ? { lastMessagePreview: preview(message) } : null;
}

function updated(contact: Contact, event: DomainEvent & { event: "contact:updated" }): Contact {
  const aliases = [...contact.aliases, ...event.adds];
  const phone = aliases.find((alias) => alias.kind === "phone");
  return {
    ...contact,
    name: event.name,
    nameAt: event.nameAt,
    aliases,
    phoneNumber: contact.phoneNumber ?? (phone ? `+${phone.value}` : null),
  };
}

/** One line for the list: the text, or the kind in brackets, which the page replaces by its own words. */
export function preview(message: Message): string {
  if (message.revokedAt !== null) return "[revoked]";
  const line = message.body.replace(/\s+/g, " ").trim();
  if (line === "") return `[${message.type}]`;
  return line.length <= limits.previewLength ? line : `${line.slice(0, limits.previewLength - 1).toWellFormed()}…`;
}
