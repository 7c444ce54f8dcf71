import type { WrittenCommand } from "../protocol/commands.ts";
import type { DraftKind } from "../protocol/records.ts";

/** What a command's decision reads beyond its conversation and the asker's read mark. */
export interface Needs {
  /** The message that it is about, or quotes. */
  readonly message?: string | null;
  /** True when it makes a message, under the command's own id. */
  readonly makesMessage?: true;
  readonly lock?: true;
  /** The draft that it saves, or that its message was. */
  readonly draft?: DraftKind;
  readonly agents?: true;
  readonly labels?: true;
  readonly teams?: true;
  /** The note whose mention of the asker it is about. */
  readonly mention?: string;
  /** What is asked is judged by what its contact wants to get. */
  readonly contact?: true;
  /** The message is one that may still be in the outbox. */
  readonly outbox?: true;
  /** The customer is to hear of it. */
  readonly channel?: true;
}

export function needsOf(command: WrittenCommand): Needs {
  switch (command.command) {
    case "message:send": {
      const { replyTo = null } = command.payload;
      return { message: replyTo, makesMessage: true, lock: true, draft: "reply", contact: true, channel: true };
    }
    case "conversation:start":
      return { makesMessage: true };
    case "message:retry":
      return { message: command.payload.messageId, lock: true, contact: true, channel: true };
    case "message:react":
      return { message: command.payload.messageId, channel: true };
    case "message:settle":
      return { message: command.payload.messageId };
    case "note:add":
      return { makesMessage: true, draft: "note", agents: true };
    case "conversation:read":
      return { message: command.payload.upTo };
    case "message:cancel":
      return { message: command.payload.messageId, outbox: true };
    case "mention:read":
      return { mention: command.payload.messageId };
    case "conversation:assign":
      return { agents: true, teams: true };
    case "conversation:label":
      return { labels: true };
    case "lock:acquire":
    case "lock:heartbeat":
    case "lock:release":
    case "lock:takeover":
      return { lock: true };
    case "draft:save":
    case "draft:discard":
      return { draft: command.payload.kind };
    case "conversation:unread":
    case "conversation:snooze":
    case "conversation:prioritize":
    case "conversation:follow":
    case "conversation:unfollow":
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return {};
  }
}
