import * as v from "valibot";
import { limits } from "./limits.ts";
import type { Conversation, Message, ReadMark } from "./records.ts";

/**
 * Commands: what an agent asks for, in the imperative. A command's payload is the body of the matching
 * REST call plus the ids of its path; its `value` is that call's answer. Its id is made by whoever starts
 * it, so that it may be repeated: the same id gives the same accepted answer.
 */

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.idLength));

/** Bodies, as REST takes them. */
export const SendBodySchema = v.object({
  body: v.string(),
  replyTo: v.optional(v.nullable(id)),
});
export const ReadBodySchema = v.object({ upTo: id });

const conversationId = id;
const messageId = id;

export const commandPayloads = {
  "message:send": v.object({ conversationId, ...SendBodySchema.entries }),
  "message:retry": v.object({ conversationId, messageId }),
  "conversation:read": v.object({ conversationId, ...ReadBodySchema.entries }),
  "conversation:unread": v.object({ conversationId }),
  "conversation:close": v.object({ conversationId }),
  "conversation:archive": v.object({ conversationId }),
  "conversation:reopen": v.object({ conversationId }),
} as const;

export type CommandName = keyof typeof commandPayloads;
export type CommandPayload<N extends CommandName> = v.InferOutput<(typeof commandPayloads)[N]>;

/** A command with its payload, as a union that a switch can exhaust. */
export type Command = { [N in CommandName]: { command: N; payload: CommandPayload<N> } }[CommandName];

/** What an accepted command answers. */
export interface CommandValues {
  "message:send": Message;
  "message:retry": Message;
  "conversation:read": ReadMark;
  "conversation:unread": ReadMark;
  "conversation:close": Conversation;
  "conversation:archive": Conversation;
  "conversation:reopen": Conversation;
}

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandPayloads, name);
}
