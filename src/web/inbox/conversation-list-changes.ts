import type { ConversationView } from "../../client/inbox.ts";
import { macroCommands } from "../../client/macro.ts";
import type { Macro } from "../../protocol/catalog-records.ts";
import type { ConversationCommand } from "../../protocol/commands.ts";
import type { Priority } from "../../protocol/record-parts.ts";
import { undoSendMs } from "../preferences.ts";
import { useActions } from "../shell/actions.ts";
import { useMe } from "../shell/organisation.ts";
import { now } from "../clock.ts";

/** What can be done to one conversation or to many at once. */
export type Change =
  | { readonly do: "close" | "archive" | "reopen" | "read" | "unread" }
  | { readonly do: "assign"; readonly agentId: string | null }
  | { readonly do: "assignTeam"; readonly teamId: string | null }
  | { readonly do: "label"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: "prioritize"; readonly priority: Priority }
  /** ISO 8601 UTC */
  | { readonly do: "snooze"; readonly until: string };

/** The commands that bring it about. What is so already needs none, so that nothing is undone that was not done. */
export function commandsOf(change: Change, conversations: readonly ConversationView[]): ConversationCommand[] {
  return conversations.flatMap((view) => commandOf(change, view) ?? []);
}

function commandOf(change: Change, { record, unread }: ConversationView): ConversationCommand | null {
  const conversationId = record.id;
  switch (change.do) {
    case "close":
      return record.status === "closed" ? null : { command: "conversation:close", payload: { conversationId } };
    case "archive":
      return record.status === "archived" ? null : { command: "conversation:archive", payload: { conversationId } };
    case "reopen":
      return record.status === "active" ? null : { command: "conversation:reopen", payload: { conversationId } };
    case "read":
      return unread === 0 || record.lastInboundId === undefined
        ? null
        : { command: "conversation:read", payload: { conversationId, upTo: record.lastInboundId } };
    case "unread":
      return unread > 0 ? null : { command: "conversation:unread", payload: { conversationId } };
    case "assign":
      return record.assigneeId === change.agentId
        ? null
        : // Whoever takes it meanwhile keeps it: the answer then says who.
          {
            command: "conversation:assign",
            payload: { conversationId, agentId: change.agentId, expect: record.assigneeId },
          };
    case "assignTeam":
      return record.teamId === change.teamId
        ? null
        : { command: "conversation:assign", payload: { conversationId, teamId: change.teamId } };
    case "label": {
      const add = change.add.filter((id) => !record.labels.includes(id));
      const remove = change.remove.filter((id) => record.labels.includes(id));
      return add.length === 0 && remove.length === 0
        ? null
        : { command: "conversation:label", payload: { conversationId, add, remove } };
    }
    case "prioritize":
      return record.priority === change.priority
        ? null
        : { command: "conversation:prioritize", payload: { conversationId, priority: change.priority } };
    case "snooze":
      return { command: "conversation:snooze", payload: { conversationId, until: change.until } };
  }
}

/** Runs a macro for all of these as one group, so that it is taken back as one. */
export function useRunMacro(): (macro: Macro, conversations: readonly ConversationView[]) => void {
  const actions = useActions();
  const me = useMe();
  return (macro, conversations) => {
    if (me === null) return;
    const context = { me, now: now(), holdMs: undoSendMs() };
    actions.run(
      conversations.flatMap(({ record, contact }) =>
        macroCommands(macro, { ...context, conversation: record, contact }),
      ),
    );
  };
}
