import type { CommandPayload } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation, Message } from "../protocol/records.ts";
import { latestOf, preview } from "./apply.ts";
import { attach } from "./attachments.ts";
import { channelRules, lengthOf } from "./channel-rules.ts";
import type { DomainEvent } from "./domain-events.ts";
import { lockForSend } from "./lock.ts";
import { mentionedIn } from "./mentions.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";

/** A reply: refused while another replies, unless it takes over (I6). */
export function send(
  state: ConversationState,
  conversation: Conversation,
  id: string,
  payload: CommandPayload<"message:send">,
  asker: Asker,
  context: Context,
): Decision {
  const ids = payload.attachments ?? [];
  if (payload.body.trim() === "" && ids.length === 0)
    return refused("invalid", "A message needs a body.", { field: "body" });
  const rules = channelRules[conversation.channel];
  const length = lengthOf(payload.body, rules);
  if (length > rules.textLength) {
    const unit = rules.countedIn === "bytes" ? "bytes" : "characters";
    return refused("too_long", `This channel takes up to ${rules.textLength} ${unit}.`, {
      limit: rules.textLength,
      length,
    });
  }
  const attached = attach(ids, state.files, rules, payload.body);
  if (!attached.ok) return attached;
  const { attachments } = attached;
  const replyTo = payload.replyTo ?? null;
  if (replyTo !== null && state.message?.conversationId !== conversation.id) {
    return refused("not_found", "The quoted message is not in this conversation.", { field: "replyTo" });
  }
  const lock = lockForSend(state.lock, payload, asker, context);
  if ("ok" in lock) return lock;
  const { subject, cc = [] } = payload;
  const message: Message = {
    ...outbound(conversation, { id, body: payload.body, authorId: asker.id, replyTo }, context),
    ...(attachments[0] === undefined ? {} : { type: attachments[0].type, attachments: [...attachments] }),
    // A mail is a text that has files.
    ...(rules.subject ? { type: "text", subject: subject || null, content: cc.length === 0 ? null : { cc } } : {}),
  };
  // The send clears its author's draft in the same commit, so that nobody finds it half done.
  const cleared: DomainEvent[] = state.draft === null ? [] : [{ event: "draft:discarded", draft: state.draft }];
  return accepted(
    [...lock.events, { event: "message:queued", message }, ...cleared],
    [
      { effect: "send", messageId: id, ...held(payload.holdMs, conversation) },
      ...(attachments.length === 0 ? [] : [{ effect: "attach" as const, messageId: id, attachments }]),
    ],
  );
}

function held(holdMs: number | undefined, conversation: Conversation) {
  return holdMs === undefined || holdMs === 0 ? {} : { hold: { ms: holdMs, before: latestOf(conversation) } };
}

function outbound(
  conversation: Conversation,
  given: Pick<Message, "id" | "body" | "authorId" | "replyTo">,
  context: Context,
): Message {
  return {
    kind: "message",
    seq: 0,
    conversationId: conversation.id,
    contactId: conversation.contactId,
    channelId: conversation.channelId,
    position: context.seq,
    number: conversation.inboundCount,
    direction: "outbound",
    type: "text",
    subject: null,
    content: null,
    status: "queued",
    error: null,
    providerId: null,
    timestamp: context.now,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    openedAt: null,
    clickedAt: null,
    editedAt: null,
    revokedAt: null,
    attachments: [],
    reactions: [],
    campaignId: null,
    ...given,
  };
}

/** A note is for the team: it has a place in the thread, and neither status nor effect. */
export function addNote(
  state: ConversationState,
  conversation: Conversation,
  id: string,
  body: string,
  asker: Asker,
  context: Context,
): Decision {
  if (body.trim() === "") return refused("invalid", "A note needs a body.", { field: "body" });
  if (body.length > limits.draftLength)
    return refused("too_long", `A note has up to ${limits.draftLength} characters.`, { limit: limits.draftLength });
  const mentions = mentionedIn(body, state.agents);
  const message: Message = {
    ...outbound(conversation, { id, body, authorId: asker.id, replyTo: null }, context),
    type: "note",
    status: null,
    content: { mentions },
  };
  const cleared: DomainEvent[] = state.draft === null ? [] : [{ event: "draft:discarded", draft: state.draft }];
  const told = mentions
    .filter((agentId) => agentId !== asker.id)
    .map((agentId): DomainEvent => ({ event: "mention:created", mention: mentionOf(message, agentId) }));
  return accepted([{ event: "note:added", message, mentions }, ...told, ...cleared]);
}

function mentionOf(note: Message, agentId: string): Mention {
  return {
    kind: "mention",
    id: mentionId(note.id, agentId),
    seq: 0,
    agentId,
    conversationId: note.conversationId,
    messageId: note.id,
    position: note.position,
    authorId: note.authorId,
    preview: preview(note),
    at: note.timestamp,
    readAt: null,
  };
}

export function mentionId(messageId: string, agentId: string): string {
  return `${messageId}:${agentId}`;
}

/**
 * A person sends again what did not arrive, under the same id. For an `unconfirmed` message this is that
 * person's decision that the first try was lost (I9). It is a reply like any other: not while another replies (I6).
 */
export function retry(
  { message, lock }: ConversationState,
  conversation: Conversation,
  asker: Asker,
  context: Context,
): Decision {
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  if (message.status !== "failed" && message.status !== "unconfirmed") {
    return refused("not_retriable", "Only a failed or unconfirmed message can be sent again.", {
      status: message.status,
    });
  }
  const heldByOther = lockForSend(lock, {}, asker, context);
  if ("ok" in heldByOther) return heldByOther;
  const again: Message = {
    ...message,
    status: "queued",
    error: null,
    providerId: null,
    sentAt: null,
    timestamp: context.now,
  };
  return accepted([{ event: "message:queued", message: again }], [{ effect: "send", messageId: message.id }]);
}

/** C10: a message that the provider cannot have yet is taken back, and the list shows what it showed before. */
export function cancel(
  { message, isSending, before }: ConversationState,
  conversation: Conversation,
  context: Context,
): Decision {
  if (message?.conversationId !== conversation.id) return refused("not_found", "There is no such message.");
  if (message.status === "cancelled") return unchanged;
  if ((message.status !== "queued" && message.status !== "scheduled") || isSending)
    return refused("not_cancellable", "It is on its way already.", { status: message.status });
  const isShown = before !== null && conversation.lastPosition === message.position;
  return accepted(
    [
      {
        event: "message:status",
        message: { ...message, status: "cancelled" },
        status: "cancelled",
        at: context.now,
        moved: true,
        ...(isShown ? { restores: before } : {}),
      },
    ],
    [{ effect: "unsend", messageId: message.id }],
  );
}
