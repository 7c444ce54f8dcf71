import type { Effect } from "../core/domain-events.ts";
import type { LockState } from "../core/lock.ts";
import type { Asker, Context, ConversationState } from "../core/state.ts";
import type { HeldLock, ReleasedLock, StartedConversation, WrittenCommand } from "../protocol/commands.ts";
import type { ParleyRecord } from "../protocol/records.ts";

/** What a decision started from and what became of it. */
export interface Outcome {
  readonly before: ConversationState;
  readonly state: ConversationState;
  readonly effects: readonly Effect[];
}

/** What the matching REST call answers with. */
export function valueOf(
  command: WrittenCommand,
  { before, state, effects }: Outcome,
  asker: Asker,
  context: Context,
): ParleyRecord | HeldLock | ReleasedLock | StartedConversation | null {
  switch (command.command) {
    case "message:send":
    case "message:retry":
    case "message:cancel":
    case "message:react":
    case "message:settle":
    case "note:add":
      return state.message;
    case "conversation:start": {
      const { conversation, message } = state;
      if (conversation === null || message === null) return null;
      // The commit stamps records; this is two of them.
      const seq = conversation === before.conversation ? conversation.seq : context.seq;
      return { ...conversation, seq, message: { ...message, seq: context.seq } };
    }
    case "mention:read":
      return state.mention;
    case "conversation:read":
    case "conversation:unread":
      return state.readMark;
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
    case "conversation:snooze":
    case "conversation:assign":
    case "conversation:label":
    case "conversation:prioritize":
    case "conversation:follow":
    case "conversation:unfollow":
      return state.conversation;
    case "lock:acquire":
    case "lock:heartbeat":
    case "lock:takeover": {
      const renewed = effects.find((effect) => effect.effect === "renew");
      const lock = renewed?.lock ?? state.lock;
      return (
        lock && {
          conversationId: lock.conversationId,
          agentId: lock.agentId,
          token: lock.token,
          expiresAt: lock.expiresAt,
        }
      );
    }
    case "lock:release":
      return released(command.payload.conversationId, before.lock, asker, context);
    case "draft:save":
    case "draft:discard":
      return state.draft;
  }
}

/** The tombstone of the lock that was released; of one that nobody held, the same without a token that ever was one. */
function released(conversationId: string, lock: LockState | null, asker: Asker, { now, seq }: Context): ReleasedLock {
  const { agentId, agentName, token, expiresAt } = lock ?? {
    agentId: asker.id,
    agentName: asker.name,
    token: "0",
    expiresAt: now,
  };
  return { kind: "lock", id: conversationId, seq, conversationId, agentId, agentName, expiresAt, deleted: true, token };
}
