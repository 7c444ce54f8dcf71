import type { Inbox, KeptCommandName } from "../../client/inbox.ts";
import type { ConversationCommand } from "../../protocol/commands.ts";
import { actions } from "../messages/en/actions.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { untilTime } from "../inbox/snooze-times.ts";
import { now } from "../clock.ts";

/** Of those that are done to conversations that are there. */
type DoneCommandName = Extract<KeptCommandName, ConversationCommand["command"]>;
type PlainCommandName = Exclude<
  DoneCommandName,
  "conversation:assign" | "conversation:snooze" | "conversation:label" | "conversation:prioritize"
>;

/** A group of commands, and how far it has come. */
export interface Progress {
  readonly commands: readonly ConversationCommand[];
  readonly isUndo: boolean;
  readonly isDone: boolean;
  /** Those of them that were refused. */
  readonly refused: readonly ConversationCommand[];
  /** How many of them were, or will be, asked for: fewer than all when it was stopped. */
  readonly total: number;
}

/** What is, or was, done: "Closed", "12 conversations closed", "9 of 12 conversations closed". */
export function progressWords({ commands, isUndo, isDone, refused, total }: Progress, inbox: Inbox): string {
  const all = conversationsOf(commands);
  const [first] = commands;
  if (first === undefined) return "";
  if (isUndo) return t(!isDone ? actions.undoing : refused.length > 0 ? actions.undoneInPart : actions.undone);
  if (commands.length === 1) return oneDone(first, inbox);
  const name = commands.every(({ command }) => command === first.command) ? (kept(first.command) ?? "macro") : "macro";
  const conversations = t(shell.conversations, { count: all });
  if (!isDone) return t(actions.ongoing, { doing: t(actions[`doing.${name}`], { conversations }) });
  const done = conversationsOf(commands.slice(0, total)) - conversationsOf(refused);
  if (done < all) {
    const some = t(actions.some, { some: done, all });
    return t(actions[`many.${name}`], { conversations: some });
  }
  return name === "macro" && all === 1 ? t(actions["one.macro"]) : t(actions[`many.${name}`], { conversations });
}

function conversationsOf(commands: readonly ConversationCommand[]): number {
  return new Set(commands.map(({ payload }) => payload.conversationId)).size;
}

/** One that was refused, as a sentence goes on: "Closing 3 conversations". */
export function attemptWords(command: KeptCommandName, conversations: string): string {
  return t(actions[`doing.${command}`], { conversations });
}

function oneDone({ command, payload }: ConversationCommand, inbox: Inbox): string {
  if (command === "conversation:assign") return assigned(payload, inbox);
  if (command === "conversation:snooze")
    return t(actions.snoozedUntil, { time: untilTime(payload.until, new Date(now())) });
  if (command === "conversation:label")
    return t((payload.add ?? []).length > 0 ? actions.labelAdded : actions.labelRemoved);
  if (command === "conversation:prioritize") {
    const { priority } = payload;
    return priority === "none" ? t(actions.priorityRemoved) : t(actions.prioritySet, { priority });
  }
  return t(isPlain(command) ? actions[`one.${command}`] : actions.done);
}

interface Assigning {
  agentId?: string | null | undefined;
  teamId?: string | null | undefined;
}

function assigned({ agentId, teamId }: Assigning, inbox: Inbox): string {
  if (agentId === undefined) {
    const team = inbox.catalog("team").find(({ id }) => id === teamId);
    return team === undefined ? t(actions.takenFromTeam) : t(actions.assignedToTeam, { name: team.name });
  }
  if (agentId === null) return t(actions.assignedToNobody);
  if (agentId === inbox.me) return t(actions.assignedToYou);
  const name = inbox.agents().find(({ id }) => id === agentId)?.name;
  return name === undefined ? t(actions.assigned) : t(actions.assignedToAgent, { name });
}

/** Commands that a device keeps until they are answered: those that are done to conversations. */
function kept(command: ConversationCommand["command"]): DoneCommandName | null {
  return Object.hasOwn(actions, `doing.${command}`) ? (command as DoneCommandName) : null;
}

/** One of those of which nothing more is to be said than that it was done. */
function isPlain(command: ConversationCommand["command"]): command is PlainCommandName {
  return Object.hasOwn(actions, `one.${command}`);
}
