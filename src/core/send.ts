import type { CommandPayload } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation, Message } from "../protocol/records.ts";
import { latestOf, preview } from "./apply.ts";
import { barredFrom } from "./departure.ts";
import type { DomainEvent, Effect } from "./domain-events.ts";
import { lockForSend } from "./lock.ts";
import { mentionedIn } from "./mentions.ts";
import { nothingSaid } from "./outgoing-text.ts";
import type { OutgoingContent } from "./outgoing-text.ts";
import { accepted, refused } from "./state.ts";
import type { Asker, Context, ConversationState, Decision, Refusal } from "./state.ts";

/** A reply, now or later: refused while another replies, unless it takes over (I6). */
export function send(
  state: ConversationState,
  conversation: Conversation,
  id: string,
  payload: CommandPayload<"message:send">,
  asker: Asker,
  context: Context,
): Decision {
  const sendAt = payload.sendAt === undefined ? null : timeToLeave(payload.sendAt, context);
  if (sendAt !== null && typeof sendAt !== "string") return sendAt;
  const content = state.said ?? nothingSaid();
  if ("ok" in content) return content;
  const replyTo = payload.replyTo ?? null;
  if (replyTo !== null && state.message?.conversationId !== conversation.id) {
    return refused("not_found", "The quoted message is not in this conversation.", { field: "replyTo" });
  }
  const barred = barredFrom(state, conversation, content, sendAt ?? context.now);
  if (barred !== null) return barred;
  const lock = lockForSend(state.lock, payload, asker, context);
  if ("ok" in lock) return lock;
  const message = outbound(conversation, { id, ...content, authorId: asker.id, replyTo }, context);
  // The send clears its author's draft in the same commit, so that nobody finds it half done.
  const cleared: DomainEvent[] = state.draft === null ? [] : [{ event: "draft:discarded", draft: state.draft }];
  const attached: Effect[] = content.attachments.length === 0 ? [] : [attaches(message)];
  if (sendAt !== null) {
    const scheduled: Message = { ...message, status: "scheduled", sendAt };
    return accepted(
      [...lock.events, { event: "message:scheduled", message: scheduled, sendAt }, ...cleared],
      [{ effect: "schedule", messageId: id, at: sendAt }, ...attached],
    );
  }
  return accepted(
    [...lock.events, { event: "message:queued", message }, ...cleared],
    [{ effect: "send", messageId: id, ...held(payload.holdMs, conversation) }, ...attached],
  );
}

function attaches({ id: messageId, attachments }: Message): Effect {
  return { effect: "attach", messageId, attachments };
}

function timeToLeave(sendAt: string, context: Context): string | Refusal {
  const [at, now] = [Date.parse(sendAt), Date.parse(context.now)];
  if (!(at > now)) return refused("invalid", "Schedule it for a time to come.", { field: "sendAt" });
  if (at - now > limits.scheduleMaxMs)
    return refused("invalid", "This is too far ahead.", { field: "sendAt", limitMs: limits.scheduleMaxMs });
  return new Date(at).toISOString();
}

function held(holdMs: number | undefined, conversation: Conversation) {
  return holdMs === undefined || holdMs === 0 ? {} : { hold: { ms: holdMs, before: latestOf(conversation) } };
}

function outbound(
  conversation: Conversation,
  given: Pick<Message, "id" | "authorId" | "replyTo"> & OutgoingContent,
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
  const note: OutgoingContent = { type: "note", body, subject: null, content: { mentions }, attachments: [] };
  const message: Message = {
    ...outbound(conversation, { ...note, id, authorId: asker.id, replyTo: null }, context),
    status: null,
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
