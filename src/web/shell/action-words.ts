import type { Inbox, KeptCommandName } from "../../client/inbox.ts";
import type { Command, CommandName } from "../../protocol/commands.ts";
import { untilTime } from "../inbox/snooze-times.ts";

/** What a command does to conversations: while it does, and when it is done. */
const words: Readonly<Record<KeptCommandName, { doing: string; done: string }>> = {
  "message:send": { doing: "Writing to", done: "written to" },
  "message:retry": { doing: "Sending again to", done: "written to again" },
  "message:cancel": { doing: "Taking messages back from", done: "without the message again" },
  "message:react": { doing: "Reacting in", done: "reacted to" },
  "message:settle": { doing: "Settling a message of", done: "with the message settled" },
  "note:add": { doing: "Adding a note to", done: "given a note" },
  "mention:read": { doing: "Marking as read in", done: "with mentions read" },
  "conversation:read": { doing: "Marking as read", done: "marked as read" },
  "conversation:unread": { doing: "Marking as unread", done: "marked as unread" },
  "conversation:close": { doing: "Closing", done: "closed" },
  "conversation:archive": { doing: "Archiving", done: "archived" },
  "conversation:reopen": { doing: "Reopening", done: "reopened" },
  "conversation:snooze": { doing: "Snoozing", done: "snoozed" },
  "conversation:assign": { doing: "Assigning", done: "assigned" },
  "conversation:label": { doing: "Labelling", done: "labelled" },
  "conversation:prioritize": { doing: "Setting the priority of", done: "given their priority" },
  "conversation:follow": { doing: "Following", done: "followed" },
  "conversation:unfollow": { doing: "Letting go of", done: "no longer followed" },
};

/** A group of commands, and how far it has come. */
export interface Progress {
  readonly commands: readonly Command[];
  readonly isUndo: boolean;
  readonly isDone: boolean;
  /** Those of them that were refused. */
  readonly refused: readonly Command[];
}

/** What is, or was, done: "Closed", "12 conversations closed", "9 of 12 conversations closed". */
export function progressWords({ commands, isUndo, isDone, refused }: Progress, inbox: Inbox): string {
  const all = conversationsOf(commands);
  const many = all === 1 ? "1 conversation" : `${all} conversations`;
  const [first] = commands;
  if (first === undefined) return "";
  const name = commands.every(({ command }) => command === first.command) ? kept(first.command) : null;
  if (isUndo) return !isDone ? "Undoing…" : refused.length > 0 ? "Undone in part" : "Undone";
  if (commands.length === 1) return capitalised(oneDone(first, inbox));
  if (!isDone) return `${name === null ? "Running the macro on" : words[name].doing} ${many}…`;
  const whole = refused.length === 0 ? many : `${all - conversationsOf(refused)} of ${many}`;
  if (name !== null) return `${whole} ${words[name].done}`;
  return all === 1 ? "Macro done" : `Macro done on ${whole}`;
}

function conversationsOf(commands: readonly Command[]): number {
  return new Set(commands.map(({ payload }) => payload.conversationId)).size;
}

/** One that was refused, as a sentence goes on: "Closing 3 conversations". */
export function attemptWords(command: KeptCommandName, conversations: string): string {
  return `${words[command].doing} ${conversations}`;
}

function oneDone({ command, payload }: Command, inbox: Inbox): string {
  if (command === "conversation:assign") return assigned(payload, inbox);
  if (command === "conversation:snooze") return `snoozed until ${untilTime(payload.until, new Date())}`;
  if (command === "conversation:label") return (payload.add ?? []).length > 0 ? "label added" : "label removed";
  if (command === "conversation:prioritize")
    return payload.priority === "none" ? "priority removed" : `priority set to ${payload.priority}`;
  const name = kept(command);
  return name === null ? "done" : words[name].done;
}

interface Assigning {
  agentId?: string | null | undefined;
  teamId?: string | null | undefined;
}

function assigned({ agentId, teamId }: Assigning, inbox: Inbox): string {
  if (agentId === undefined) {
    const team = inbox.catalog("team").find(({ id }) => id === teamId);
    return team === undefined ? "taken from its team" : `assigned to team ${team.name}`;
  }
  if (agentId === null) return "assigned to nobody";
  const name = agentId === inbox.me ? "you" : inbox.agents().find(({ id }) => id === agentId)?.name;
  return name === undefined ? "assigned" : `assigned to ${name}`;
}

function kept(command: CommandName): KeptCommandName | null {
  return Object.hasOwn(words, command) ? (command as KeptCommandName) : null;
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
