import type { ConversationCommand, CommandName } from "../protocol/commands.ts";
import type { Rejection } from "../protocol/rejections.ts";
import type { CommandAnswer, DraftKind, Inbox, SentCommand } from "./inbox.ts";
import type { Given } from "./inverse.ts";

/** How many commands of a run may be without an answer: the inbox keeps 500 at most, and a person's own need room. */
const unansweredMax = 50;

export interface RefusedCommand {
  /** As in `Inbox.failures`. */
  readonly id: string;
  readonly command: ConversationCommand;
  readonly reason: Rejection;
}

/** How far a run has come. */
export interface RunView {
  /** Commands that have their answer, refused ones too. */
  readonly settled: number;
  /** Commands that are to be asked: after `stop` those that were. */
  readonly total: number;
  /** Of these, those that are not asked yet, which `stop` can still spare. */
  readonly waiting: number;
  readonly refused: readonly RefusedCommand[];
  readonly isDone: boolean;
}

/** A group of commands under way: one action, a macro, or one action on many conversations. */
export class Run {
  readonly commands: readonly ConversationCommand[];
  /** True when it takes another run back. */
  readonly isUndo: boolean;
  /** Unix milliseconds. */
  readonly at: number;
  /** Resolves with the last answer. While there is no connection it waits. */
  readonly done: Promise<RunView>;
  #inbox: Inbox;
  #view: RunView;
  #given: Given[] = [];
  #asked = 0;
  #stopped = false;
  #finish: (view: RunView) => void = () => undefined;
  #listeners = new Set<() => void>();

  constructor(inbox: Inbox, commands: readonly ConversationCommand[], at: number, isUndo = false) {
    this.#inbox = inbox;
    this.commands = commands;
    this.at = at;
    this.isUndo = isUndo;
    this.#view = { settled: 0, total: commands.length, waiting: 0, refused: [], isDone: false };
    this.done = new Promise((resolve) => (this.#finish = resolve));
    this.#askOn();
  }

  /** Keeps its identity until it changes. */
  get view(): RunView {
    return this.#view;
  }

  /** What was given and not refused, in order. */
  get given(): readonly Given[] {
    return this.#given;
  }

  /** Needs no `this`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };

  /** What was not asked yet is not asked any more. */
  stop(): void {
    this.#stopped = true;
    this.#show({ total: this.#asked });
  }

  #askOn(): void {
    while (!this.#stopped && this.#asked - this.#view.settled < unansweredMax) {
      const command = this.commands[this.#asked];
      if (command === undefined) break;
      this.#asked++;
      this.#ask(command);
    }
    this.#show({});
  }

  #ask(command: ConversationCommand): void {
    const { conversationId } = command.payload;
    const before = this.#inbox.conversation(conversationId)?.record ?? null;
    const { id, settled } = send(this.#inbox, command);
    // The guess shows at once, so what lies between the two is what this command did.
    const after = this.#inbox.conversation(conversationId)?.record ?? null;
    this.#given.push({ id, command, before, after, assigneeId: undefined });
    void settled.then((answer) => this.#answered(id, command, answer));
  }

  #answered(id: string, command: ConversationCommand, answer: CommandAnswer<CommandName>): void {
    let { refused } = this.#view;
    if (answer.ok) {
      const { value } = answer;
      if (value !== null && "assigneeId" in value) {
        const { assigneeId } = value;
        this.#given = this.#given.map((one) => (one.id === id ? { ...one, assigneeId } : one));
      }
    } else {
      const { code, message, details } = answer;
      this.#given = this.#given.filter((one) => one.id !== id);
      const reason = details === undefined ? { code, message } : { code, message, details };
      refused = [...refused, { id, command, reason }];
    }
    this.#view = { ...this.#view, settled: this.#view.settled + 1, refused };
    this.#askOn();
  }

  #show(change: Partial<RunView>): void {
    const next = { ...this.#view, ...change };
    const waiting = next.total - this.#asked;
    this.#view = { ...next, waiting, isDone: next.settled === next.total };
    for (const listener of this.#listeners) listener();
    if (this.#view.isDone) this.#finish(this.#view);
  }
}

/** What stands in the box and is sent from it leaves the box; what a macro says does not touch it. */
function send(inbox: Inbox, { command, payload }: ConversationCommand): SentCommand<CommandName> {
  const { conversationId } = payload;
  const stands = (kind: DraftKind, body: string) => inbox.draft(conversationId, kind)?.content.trim() === body.trim();
  if (command === "message:send" && payload.lockToken === undefined && stands("reply", payload.body)) {
    const { body, conversationId: _, lockToken: _token, ...options } = payload;
    return inbox.send(conversationId, body, options);
  }
  if (command === "note:add" && stands("note", payload.body)) return inbox.addNote(conversationId, payload.body);
  return inbox.ask(command, payload);
}
