import type { ConversationCommand } from "../protocol/commands.ts";
import type { Mention } from "../protocol/mention.ts";
import type { Conversation } from "../protocol/records.ts";
import { discardDraft, saveDraft } from "./draft.ts";
import { acquire, heartbeat, release, takeOver } from "./lock.ts";
import { markUnread, read } from "./read-mark.ts";
import { react } from "./reaction.ts";
import { cancel, retry, settle } from "./resend.ts";
import { addNote, send } from "./send.ts";
import { accepted, refused, unchanged } from "./state.ts";
import type { Asker, Context, ConversationState, Decision } from "./state.ts";
import { assign, follow, label, prioritize, snooze } from "./triage.ts";

/**
 * Decides an agent's command over the records it is about. `id` is the command's own id: a message that it
 * makes gets it, so that its author's guess and the truth are one message.
 */
export function decide(
  state: ConversationState,
  id: string,
  command: ConversationCommand,
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
    case "conversation:label":
      return label(state, conversation, command.payload, asker);
    case "conversation:prioritize":
      return prioritize(conversation, command.payload.priority, asker);
    case "conversation:follow":
      return follow(conversation, asker, true);
    case "conversation:unfollow":
      return follow(conversation, asker, false);
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
    case "message:cancel":
      return cancel(state, conversation, context);
    case "message:react":
      return react(state, conversation, command.payload, asker, context);
    case "message:settle":
      return settle(state, conversation, command.payload.arrived, context);
    case "mention:read":
      return readMention(state.mention, conversation, context);
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
const audience: Record<ConversationCommand["command"], "mark" | "own" | "write"> = {
  "message:send": "write",
  "message:retry": "write",
  "message:cancel": "write",
  "message:react": "write",
  "message:settle": "write",
  "note:add": "write",
  "conversation:assign": "write",
  "conversation:label": "write",
  "conversation:prioritize": "write",
  "conversation:follow": "mark",
  "conversation:unfollow": "mark",
  "conversation:snooze": "write",
  "conversation:close": "write",
  "conversation:archive": "write",
  "conversation:reopen": "write",
  "conversation:read": "mark",
  "conversation:unread": "mark",
  "mention:read": "mark",
  "lock:acquire": "own",
  "lock:heartbeat": "own",
  "lock:release": "own",
  "lock:takeover": "own",
  "draft:save": "own",
  "draft:discard": "own",
};

function denied({ command }: ConversationCommand, asker: Asker): (Decision & { ok: false }) | null {
  const who = audience[command];
  if (asker.role === null)
    return who === "write" ? null : refused("forbidden", "An API key has no read mark, draft or lock.");
  return asker.role === "viewer" && who !== "mark" ? refused("forbidden", "Your role may read, not write.") : null;
}

function readMention(mention: Mention | null, conversation: Conversation, context: Context): Decision {
  if (mention?.conversationId !== conversation.id) return refused("not_found", "There is no such mention.");
  if (mention.readAt !== null) return unchanged;
  return accepted([{ event: "mention:read", mention: { ...mention, readAt: context.now } }]);
}
