import { draftId } from "../core/draft.ts";
import { conversationIdOf } from "../protocol/on-conversation.ts";
import type { Catalog } from "./catalog.ts";
import { isPersonal } from "./command-nature.ts";
import type { CommandQueue } from "./command-queue.ts";
import { type Guess, type Guesses, noGuesses } from "./guesses.ts";
import type { RecordStore } from "./record-store.ts";

export interface OverlayDeps {
  readonly store: RecordStore;
  readonly queue: CommandQueue;
  readonly catalog: Catalog;
  readonly me: () => string | null;
  readonly session: string;
  readonly baseline: () => number | null;
  readonly guess: Guess;
}

/** The guesses of commands on their way, made again only when they or what they are made over has changed. */
export class Overlay {
  #deps: OverlayDeps;
  #version = "";
  #guesses: Guesses = noGuesses;
  #pending: ReadonlySet<string | null> = new Set();

  constructor(deps: OverlayDeps) {
    this.#deps = deps;
  }

  /** Another one whenever something that a view shows may be another. */
  get version(): string {
    this.#look();
    return this.#version;
  }

  get guesses(): Guesses {
    this.#look();
    return this.#guesses;
  }

  /** A command on the conversation has no answer yet. */
  isPending(conversationId: string): boolean {
    this.#look();
    return this.#pending.has(conversationId);
  }

  #look(): void {
    const { store, queue, catalog, me, session, baseline, guess } = this.#deps;
    const id = me() ?? "";
    const version = `${store.version}/${queue.version}/${id}/${baseline()}`;
    if (version === this.#version) return;
    this.#version = version;
    // Not the guessed ones: an accepted command that changed nothing has no change that would end its guess.
    this.#pending = new Set(
      queue.unanswered().map(({ command }) => (isPersonal(command.command) ? null : conversationIdOf(command.payload))),
    );
    const self = store.get("agent", id);
    this.#guesses = guess(
      {
        get: (kind, recordId) => store.get(kind, recordId),
        readMark: (record) => store.readMark(record, id, baseline()),
        draft: (conversationId, kind) => store.get("draft", draftId(id, conversationId, kind)),
        catalog: (kind) => catalog.of(kind),
      },
      id === "" ? [] : queue.guessed(),
      { id, name: self?.name ?? "", role: self?.role ?? "agent", session },
    );
  }
}
