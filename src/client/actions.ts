import type { ConversationCommand } from "../protocol/commands.ts";
import { sameItems } from "./identity.ts";
import type { Inbox } from "./inbox.ts";
import { type Given, inverseOf } from "./inverse.ts";
import { Run } from "./run.ts";

/** So many groups can be taken back, one after another. */
const rememberedGroups = 20;

/** What `undo` would take back. */
export interface Undoable {
  /** Those commands of the newest group that can be taken back, as they were given. */
  readonly commands: readonly ConversationCommand[];
  /** When the group was started, Unix milliseconds. */
  readonly at: number;
  /** When the first of its messages leaves, Unix milliseconds; null when it sends none. */
  readonly until: number | null;
}

/**
 * What an agent does to one conversation or to many, in groups that can be taken back. A group is what one press
 * of a key or button did: one command, a macro, or the same command for all that is selected.
 */
export class Actions {
  #inbox: Inbox;
  #now: () => number;
  #newest: Run | null = null;
  /** Those that were not taken back, oldest first. */
  #groups: Run[] = [];
  #undoable: Undoable | null = null;
  #listeners = new Set<() => void>();

  constructor(inbox: Inbox, now: () => number = Date.now) {
    this.#inbox = inbox;
    this.#now = now;
  }

  /** The run that was started last, an undo too; null when there was none. */
  get newest(): Run | null {
    return this.#newest;
  }

  /** null when there is nothing to take back. Keeps its identity until it changes. */
  get undoable(): Undoable | null {
    return this.#undoable;
  }

  /** Calls `listener` when `newest`, its progress or `undoable` may have changed. Needs no `this`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const entry = () => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  };

  /** Does all of it, in order; what is refused holds nothing up. */
  run(commands: readonly ConversationCommand[]): Run {
    return this.#start(commands, false);
  }

  /**
   * Takes the newest group back, once; null when there is none. What was refused is left alone, and what was not
   * asked yet is not asked any more.
   */
  undo(): Run | null {
    const run = this.#group();
    if (run === null) return null;
    run.stop();
    this.#groups = this.#groups.filter((one) => one !== run);
    const inverses = this.#inverses(run).map(({ inverse }) => inverse);
    return this.#start(inverses.toReversed(), true);
  }

  #start(commands: readonly ConversationCommand[], isUndo: boolean): Run {
    const run = new Run(this.#inbox, commands, this.#now(), isUndo);
    this.#newest = run;
    if (!isUndo) this.#groups = [...this.#groups, run].slice(-rememberedGroups);
    run.subscribe(() => this.#changed());
    this.#changed();
    return run;
  }

  /** The newest group of which something can be taken back. */
  #group(): Run | null {
    return this.#groups.findLast((run) => this.#inverses(run).length > 0) ?? null;
  }

  #inverses(run: Run): { readonly given: Given; readonly inverse: ConversationCommand }[] {
    return run.given.flatMap((given) => {
      const inverse = inverseOf(given, this.#now());
      return inverse === null ? [] : [{ given, inverse }];
    });
  }

  #changed(): void {
    const run = this.#group();
    const next =
      run === null
        ? null
        : undoableOf(
            run,
            this.#inverses(run).map(({ given }) => given.command),
          );
    const before = this.#undoable;
    const isSame = before !== null && next?.at === before.at && sameItems(before.commands, next.commands);
    if (!isSame) this.#undoable = next;
    for (const listener of this.#listeners) listener();
  }
}

function undoableOf({ at }: Run, commands: readonly ConversationCommand[]): Undoable {
  const times = commands.flatMap(({ command, payload }) => {
    if (command !== "message:send") return [];
    return [payload.sendAt === undefined ? at + (payload.holdMs ?? 0) : Date.parse(payload.sendAt)];
  });
  return { commands, at, until: times.length === 0 ? null : Math.min(...times) };
}
