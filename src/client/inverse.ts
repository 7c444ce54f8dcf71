import type { ConversationCommand } from "../protocol/commands.ts";
import type { Conversation } from "../protocol/records.ts";

/** A command as it was given, with what it was given about. Times are Unix milliseconds. */
export interface Given {
  /** The command's id: a message that it made has it too. */
  readonly id: string;
  readonly command: ConversationCommand;
  /** The conversation as it was shown before and right after; null when it was not held. */
  readonly before: Conversation | null;
  readonly after: Conversation | null;
  /** Who has it since, as the hub answered; undefined while there is no answer. */
  readonly assigneeId: string | null | undefined;
}

/** The command that takes another one back; null when that cannot be done, or when it changed nothing. */
export function inverseOf(given: Given, now: number): ConversationCommand | null {
  const { id, command, before, after } = given;
  const { conversationId } = command.payload;
  if (command.command === "message:send") {
    const isHeld = (command.payload.holdMs ?? 0) > 0 || command.payload.sendAt !== undefined;
    return isHeld ? { command: "message:cancel", payload: { conversationId, messageId: id } } : null;
  }
  if (before === null || after === null) return null;
  switch (command.command) {
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
    case "conversation:snooze":
      return before.status === after.status && before.snoozedUntil === after.snoozedUntil ? null : putBack(before, now);
    case "conversation:assign":
      return reassign(given, before, after);
    case "conversation:label": {
      const add = before.labels.filter((one) => !after.labels.includes(one));
      const remove = after.labels.filter((one) => !before.labels.includes(one));
      if (add.length === 0 && remove.length === 0) return null;
      return { command: "conversation:label", payload: { conversationId, add, remove } };
    }
    case "conversation:prioritize": {
      const { priority } = before;
      if (priority === after.priority) return null;
      return { command: "conversation:prioritize", payload: { conversationId, priority } };
    }
    case "conversation:follow":
    case "conversation:unfollow": {
      if (before.followerIds?.length === after.followerIds?.length) return null;
      const other = command.command === "conversation:follow" ? "conversation:unfollow" : "conversation:follow";
      return { command: other, payload: { conversationId } };
    }
    case "message:retry":
    case "message:cancel":
    case "message:react":
    case "message:settle":
    case "note:add":
    case "mention:read":
    case "conversation:read":
    case "conversation:unread":
    case "lock:acquire":
    case "lock:heartbeat":
    case "lock:release":
    case "lock:takeover":
    case "draft:save":
    case "draft:discard":
      return null;
  }
}

/** The status from before. A snooze that has ended meanwhile would have brought the conversation back. */
function putBack({ id: conversationId, status, snoozedUntil }: Conversation, now: number): ConversationCommand {
  const payload = { conversationId };
  switch (status) {
    case "active":
      return { command: "conversation:reopen", payload };
    case "closed":
      return { command: "conversation:close", payload };
    case "archived":
      return { command: "conversation:archive", payload };
    case "snoozed":
      return snoozedUntil !== null && Date.parse(snoozedUntil) > now
        ? { command: "conversation:snooze", payload: { conversationId, until: snoozedUntil } }
        : { command: "conversation:reopen", payload };
  }
}

/** Only from whom it was given to: who has taken it since keeps it. */
function reassign({ assigneeId }: Given, before: Conversation, after: Conversation): ConversationCommand | null {
  if (before.assigneeId === after.assigneeId && before.teamId === after.teamId) return null;
  const expect = assigneeId === undefined ? after.assigneeId : assigneeId;
  const team = before.teamId === after.teamId ? {} : { teamId: before.teamId };
  const payload = { conversationId: before.id, agentId: before.assigneeId, ...team, expect };
  return { command: "conversation:assign", payload };
}
