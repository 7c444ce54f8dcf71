import type { Command, CommandPayload } from "../protocol/commands.ts";
import { limits } from "../protocol/limits.ts";
import type { ChannelType, Conversation, Message, ReadMark } from "../protocol/records.ts";
import type { DomainEvent } from "./domain-events.ts";
import { discardDraft, saveDraft } from "./draft.ts";
import { acquire, heartbeat, lockForSend, release, takeOver } from "./lock.ts";
import { mentionedIn } from "./mentions.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";

/** Longest text a channel takes, in UTF-16 units. */
const textLength: Record<ChannelType, number> = {
  whatsapp: limits.whatsappTextLength,
  instagram: 1_000,
  sms: 1_600,
  email: 500_000,
};

/**
 * Decides an agent's command over the records it is about. `id` is the command's own id: a message that it
 * makes gets it, so that its author's guess and the truth are one message.
 */
export function decide(
  state: ConversationState,
  id: string,
  command: Command,
  asker: Asker,
  context: Context,
): Decision {
  const { conversation } = state;
  if (conversation === null) return refused("not_found", "There is no such conversation.");
  const denial = denied(command, asker);
  if (denial) return denial;
  switch (command.command) {
    case "message:send":
      return send(state, conversation, id, command.payload, asker, context);
    case "note:add":
      return addNote(state, conversation, id, command.payload.body, asker, context);
    case "conversation:assign":
      return assign(state, conversation, command.payload, asker);
    case "conversation:snooze":
      return snooze(conversation, command.payload.until, asker, context);
    case "lock:acquire":
      return acquire(state.lock, command.payload, asker, context);
    case "lock:heartbeat":
      return heartbeat(state.lock, command.payload, asker, context);
    case "lock:release":
      return release(state.lock, command.payload, asker, context);
    case "lock:takeover":
      return takeOver(state.lock, command.payload, asker, context);
    case "draft:save":
      return saveDraft(state.draft, command.payload, asker, context);
    case "draft:discard":
      return discardDraft(state.draft);
    case "message:retry":
      return retry(state, conversation, asker, context);
    case "conversation:read":
      return read(state, conversation, asker);
    case "conversation:unread":
      return markUnread(state.readMark, conversation, asker);
    case "conversation:close":
      if (conversation.status === "closed") return unchanged;
      return accepted([{ event: "conversation:closed", agentId: asker.id, at: context.now }]);
    case "conversation:archive":
      if (conversation.status === "archived") return unchanged;
      return accepted([{ event: "conversation:archived", agentId: asker.id, at: context.now }]);
    case "conversation:reopen":
      if (conversation.status === "active") return unchanged;
      return accepted([{ event: "conversation:reopened", agentId: asker.id }]);
  }
}

/** Who may ask. `mark`: every person. `own`: people who may write, since an API key has nothing of its own. `write`: also programs. */
const audience: Record<Command["command"], "mark" | "own" | "write"> = {
  "message:send": "write",
  "message:retry": "write",
  "note:add": "write",
  "conversation:assign": "write",
  "conversation:snooze": "write",
  "conversation:close": "write",
  "conversation:archive": "write",
  "conversation:reopen": "write",
  "conversation:read": "mark",
  "conversation:unread": "mark",
  "lock:acquire": "own",
  "lock:heartbeat": "own",
  "lock:release": "own",
  "lock:takeover": "own",
  "draft:save": "own",
  "draft:discard": "own",
};

function denied({ command }: Command, asker: Asker): (Decision & { ok: false }) | null {
  const who = audience[command];
  if (asker.role === null)
    return who === "write" ? null : refused("forbidden", "An API key has no read mark, draft or lock.");
  return asker.role === "viewer" && who !== "mark" ? refused("forbidden", "Your role may read, not write.") : null;
}

function send(
  state: ConversationState,
  conversation: Conversation,
  id: string,
  payload: CommandPayload<"message:send">,
  asker: Asker,
  context: Context,
): Decision {
  if (payload.body.trim() === "") return refused("invalid", "A message needs a body.", { field: "body" });
  const limit = textLength[conversation.channel];
  if (payload.body.length > limit) {
    return refused("too_long", `This channel takes up to ${limit} characters.`, { limit, length: payload.body.length });
  }
  const replyTo = payload.replyTo ?? null;
  if (replyTo !== null && state.message?.conversationId !== conversation.id) {
    return refused("not_found", "The quoted message is not in this conversation.", { field: "replyTo" });
  }
  const lock = lockForSend(state.lock, payload, asker, context);
  if ("ok" in lock) return lock;
  const message = outbound(conversation, { id, body: payload.body, authorId: asker.id, replyTo }, context);
  // The send clears its author's draft in the same commit, so that nobody finds it half done.
  const cleared: DomainEvent[] = state.draft === null ? [] : [{ event: "draft:discarded", draft: state.draft }];
  return accepted(
    [...lock.events, { event: "message:queued", message }, ...cleared],
    [{ effect: "send", messageId: id }],
  );
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
function addNote(
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
  return accepted([{ event: "note:added", message, mentions }, ...cleared]);
}

/** C6: out of sight until a time, or until the customer writes. */
function snooze(conversation: Conversation, until: string, asker: Asker, context: Context): Decision {
  const at = Date.parse(until);
  if (!(at > Date.parse(context.now))) return refused("invalid", "Snooze until a time to come.", { field: "until" });
  const snoozedUntil = new Date(at).toISOString();
  if (conversation.status === "snoozed" && conversation.snoozedUntil === snoozedUntil) return unchanged;
  return accepted(
    [{ event: "conversation:snoozed", agentId: asker.id, until: snoozedUntil }],
    [{ effect: "wake", conversationId: conversation.id, until: snoozedUntil }],
  );
}

/** C7: compare-and-set, so that of two who claim a conversation one learns who has it. */
function assign(
  state: ConversationState,
  conversation: Conversation,
  payload: CommandPayload<"conversation:assign">,
  asker: Asker,
): Decision {
  const { agentId: assigneeId, expect } = payload;
  const previousAssigneeId = conversation.assigneeId;
  if (expect !== undefined && expect !== previousAssigneeId) {
    const holder = state.agents.find(({ id }) => id === previousAssigneeId);
    return refused("already_assigned", holder ? `${holder.name} has it.` : "It is assigned to nobody.", {
      assigneeId: previousAssigneeId,
      assigneeName: holder?.name ?? null,
    });
  }
  if (assigneeId === previousAssigneeId) return unchanged;
  const assignee = state.agents.find(({ id }) => id === assigneeId);
  if (assigneeId !== null && assignee === undefined)
    return refused("not_found", "There is no such agent.", { field: "agentId" });
  if (assignee?.role === "viewer")
    return refused("invalid", "Who may only read cannot be assigned.", { field: "agentId" });
  return accepted([{ event: "conversation:assigned", agentId: asker.id, assigneeId, previousAssigneeId }]);
}

/**
 * A person sends again what did not arrive, under the same id. For an `unconfirmed` message this is that
 * person's decision that the first try was lost (I9). It is a reply like any other: not while another replies (I6).
 */
function retry(
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

function read(state: ConversationState, conversation: Conversation, asker: Asker): Decision {
  const { message, readMark } = state;
  if (message?.conversationId !== conversation.id)
    return refused("not_found", "There is no such message.", { field: "upTo" });
  if (readMark !== null && readMark.number >= message.number) return unchanged;
  return accepted([{ event: "conversation:read", mark: mark(conversation, asker, message.number, message.id) }]);
}

/** The newest inbound message becomes unread again, and with it nothing of anyone else's. */
function markUnread(readMark: ReadMark | null, conversation: Conversation, asker: Asker): Decision {
  if (conversation.inboundCount === 0)
    return refused("invalid", "There is nothing from the customer to mark as unread.");
  const number = conversation.inboundCount - 1;
  if (readMark !== null && readMark.number <= number) return unchanged;
  return accepted([{ event: "conversation:read", mark: mark(conversation, asker, number, null) }]);
}

/** An agent's mark in a conversation: messages numbered above `number` are unread for that agent (I4). */
export function mark(
  conversation: Conversation,
  asker: Pick<Asker, "id">,
  number: number,
  upTo: string | null,
): ReadMark {
  return {
    kind: "readMark",
    id: `${asker.id}:${conversation.id}`,
    seq: 0,
    conversationId: conversation.id,
    agentId: asker.id,
    upTo,
    number,
    unread: conversation.inboundCount - number,
  };
}

/** I4: unread is a subtraction. */
export function unread(
  conversation: Pick<Conversation, "inboundCount">,
  readMark: Pick<ReadMark, "number"> | null,
): number {
  return Math.max(0, conversation.inboundCount - (readMark?.number ?? 0));
}
