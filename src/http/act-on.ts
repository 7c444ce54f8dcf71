import type { Context } from "hono";
import type { CommandName } from "../protocol/commands.ts";
import { ConversationSchema } from "../protocol/records.ts";
import type { AppEnv } from "./context.ts";
import { commandId } from "./idempotency.ts";
import { respond } from "./problem.ts";

/** Actions on a conversation, each a command of the hub. */

/** Commands that need nothing but their conversation. */
type BareCommand = Extract<
  CommandName,
  `conversation:${"unread" | "close" | "archive" | "reopen" | "follow" | "unfollow"}`
>;

/** The handler of such a command. */
export function actOn(command: BareCommand) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    const payload = { conversationId: c.req.param("conversationId") ?? "" };
    return respond(await c.var.hub.execute(c.var.actor, await commandId(c), { command, payload }));
  };
}

/** What most of them answer. */
export const changedConversation = {
  status: 200,
  description: "The conversation as changed",
  schema: ConversationSchema,
} as const;
