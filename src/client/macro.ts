import { fillVariables } from "../core/variables.ts";
import type { Macro, MacroAction } from "../protocol/catalog-records.ts";
import type { ConversationCommand } from "../protocol/commands.ts";
import type { Agent, Conversation } from "../protocol/records.ts";
import type { ContactSummary } from "./inbox.ts";

/** For which conversation a macro runs, and who runs it. */
export interface MacroContext {
  readonly conversation: Pick<Conversation, "id">;
  readonly contact: ContactSummary | null;
  readonly me: Pick<Agent, "id" | "name">;
  /** Unix milliseconds. */
  readonly now: number;
  /** As `SendOptions.holdMs`, for its replies. */
  readonly holdMs?: number;
}

/** What a macro asks for, in its order, to be run as one group. */
export function macroCommands(macro: Pick<Macro, "actions">, context: MacroContext): ConversationCommand[] {
  return macro.actions.map((action) => commandOf(action, context));
}

function commandOf(action: MacroAction, context: MacroContext): ConversationCommand {
  const { me, now, holdMs } = context;
  const conversationId = context.conversation.id;
  switch (action.do) {
    case "assign": {
      const agentId = action.agentId === "me" ? me.id : action.agentId;
      return { command: "conversation:assign", payload: { conversationId, agentId } };
    }
    case "assignTeam":
      return { command: "conversation:assign", payload: { conversationId, teamId: action.teamId } };
    case "label":
      return { command: "conversation:label", payload: { conversationId, add: action.add, remove: action.remove } };
    case "prioritize":
      return { command: "conversation:prioritize", payload: { conversationId, priority: action.priority } };
    case "snooze": {
      const until = new Date(now + action.minutes * 60_000).toISOString();
      return { command: "conversation:snooze", payload: { conversationId, until } };
    }
    case "reply": {
      const held = holdMs === undefined ? {} : { holdMs };
      return { command: "message:send", payload: { conversationId, body: filled(action.body, context), ...held } };
    }
    case "note":
      return { command: "note:add", payload: { conversationId, body: filled(action.body, context) } };
    case "close":
    case "archive":
    case "reopen":
      return { command: `conversation:${action.do}`, payload: { conversationId } };
  }
}

function filled(text: string, { contact, me }: MacroContext): string {
  return fillVariables(text, { contact, agent: me });
}
