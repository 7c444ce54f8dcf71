import { macroCommands } from "../../client/macro.ts";
import { useInbox } from "../../client/react.ts";
import type { Macro } from "../../protocol/catalog-records.ts";
import type { ConversationCommand } from "../../protocol/commands.ts";
import type { Priority } from "../../protocol/record-parts.ts";
import type { Conversation } from "../../protocol/records.ts";
import { undoSendMs } from "../preferences.ts";
import { useActions } from "../shell/actions.ts";
import { useMe } from "../shell/organisation.ts";
import { now } from "../clock.ts";

/** What the header does to its conversation. All of it can be taken back from the shell. */
export interface ConversationActions {
  close(): void;
  archive(): void;
  reopen(): void;
  assign(agentId: string | null): void;
  assignTeam(teamId: string | null): void;
  label(add: readonly string[], remove: readonly string[]): void;
  prioritize(priority: Priority): void;
  snooze(until: Date): void;
  follow(wants: boolean): void;
}

export function useConversationActions({ id: conversationId, assigneeId }: Conversation): ConversationActions {
  const actions = useActions();
  const run = (command: ConversationCommand) => void actions.run([command]);
  const payload = { conversationId };
  return {
    close: () => run({ command: "conversation:close", payload }),
    archive: () => run({ command: "conversation:archive", payload }),
    reopen: () => run({ command: "conversation:reopen", payload }),
    // Whoever takes it meanwhile keeps it: the answer then says who.
    assign: (agentId) => run({ command: "conversation:assign", payload: { ...payload, agentId, expect: assigneeId } }),
    assignTeam: (teamId) => run({ command: "conversation:assign", payload: { ...payload, teamId } }),
    label: (add, remove) =>
      run({ command: "conversation:label", payload: { ...payload, add: [...add], remove: [...remove] } }),
    prioritize: (priority) => run({ command: "conversation:prioritize", payload: { ...payload, priority } }),
    snooze: (until) => run({ command: "conversation:snooze", payload: { ...payload, until: until.toISOString() } }),
    follow: (wants) => run({ command: wants ? "conversation:follow" : "conversation:unfollow", payload }),
  };
}

/** Runs a macro as one group, so that it is taken back as one. */
export function useRunMacro(conversation: Conversation): (macro: Macro) => void {
  const inbox = useInbox();
  const actions = useActions();
  const me = useMe();
  return (macro) => {
    if (me === null) return;
    const contact = inbox.contact(conversation.contactId);
    actions.run(macroCommands(macro, { conversation, contact, me, now: now(), holdMs: undoSendMs() }));
  };
}
