import type { Command } from "../protocol/commands.ts";
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
}

export function needsOf(command: Command): Needs {
  switch (command.command) {
    case "message:send":
      return { message: command.payload.replyTo ?? null, makesMessage: true, lock: true, draft: "reply" };
    case "message:retry":
      return { message: command.payload.messageId, lock: true };
    case "note:add":
      return { makesMessage: true, draft: "note", agents: true };
    case "conversation:read":
      return { message: command.payload.upTo };
    case "conversation:assign":
      return { agents: true };
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
    case "conversation:close":
    case "conversation:archive":
    case "conversation:reopen":
      return {};
  }
}
