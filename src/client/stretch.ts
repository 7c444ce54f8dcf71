import { limits } from "../protocol/limits.ts";
import type { Message } from "../protocol/records.ts";
import type { Page } from "../protocol/resources.ts";
import type { Pager } from "./pager.ts";
import { type Query, type Rest, RestError } from "./rest.ts";

/**
 * A place in a thread: one of its messages, the first one that was sent at a time or later (ISO 8601 UTC), or where a
 * message of another thread has its `position`, whether there is one here or not.
 */
export type ThreadPlace = { readonly messageId: string } | { readonly at: string } | { readonly position: number };

/** Where a jump has led to; or why nowhere. */
export type ThreadJump =
  /** `messageId` is null for a position at which, and before which, nothing was said. */
  | { readonly ok: true; readonly messageId: string | null }
  | { readonly ok: false; readonly reason: "notThere" | "notReached" };

export interface StretchDeps {
  readonly rest: Rest;
  readonly path: string;
  readonly baseline: () => number | null;
  /** False when the records that it belonged to are gone. */
  readonly accept: (items: readonly Message[]) => boolean;
  /** The thread's newest pages. */
  readonly tail: Pager<Message>;
  readonly changed: () => void;
}

/**
 * A part of a thread away from its newest pages, where somebody has jumped to: whole from `boundary` up to `ceiling`.
 * It grows at both ends until it meets the tail, which then takes it over.
 */
export class Stretch {
  loading = false;
  error: string | null = null;
  hasMore = true;
  boundary = Number.POSITIVE_INFINITY;
  ceiling = Number.NEGATIVE_INFINITY;
  asOf = Number.POSITIVE_INFINITY;
  isJoined = false;
  #deps: StretchDeps;
  #count = 0;
  #isAtHead = false;

  constructor(deps: StretchDeps) {
    this.#deps = deps;
  }

  /** The page around a place; resolves to the id of the message that it is about, null when there is none. Rejects as `Rest` does. */
  async open(place: ThreadPlace): Promise<string | null> {
    if ("position" in place) return this.#openBelow(place.position);
    const page = await this.#page("messageId" in place ? { around: place.messageId } : { at: place.at });
    this.hasMore = page.nextCursor !== null;
    this.#take(page);
    if ("messageId" in place) return place.messageId;
    return page.items.findLast(({ timestamp }) => timestamp >= place.at)?.id ?? null;
  }

  async #openBelow(position: number): Promise<string | null> {
    const page = await this.#page({ before: position });
    this.hasMore = page.nextCursor !== null;
    this.boundary = this.ceiling = position;
    this.#take(page);
    return page.items[0]?.id ?? null;
  }

  older(): Promise<void> {
    return this.#grow({ before: this.boundary }, (page) => {
      this.hasMore = page.nextCursor !== null;
    });
  }

  newer(): Promise<void> {
    return this.#grow({ following: this.ceiling }, (page) => {
      // What is newer still has come by frames alone, and the tail has it.
      this.#isAtHead = page.items.length === 0;
    });
  }

  async #grow(query: Query, told: (page: Page<Message>) => void): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    this.#deps.changed();
    try {
      const page = await this.#page(query);
      told(page);
      this.#take(page);
      this.error = null;
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      this.error = error.message;
    }
    this.loading = false;
    this.#deps.changed();
  }

  async #page(query: Query): Promise<Page<Message>> {
    const { rest, path, baseline } = this.#deps;
    return (await rest.get(path, { ...query, limit: limits.pageSize, minSeq: baseline() })) as Page<Message>;
  }

  #take({ items, seq }: Page<Message>): void {
    const { accept, tail } = this.#deps;
    if (!accept(items)) return;
    this.asOf = Math.min(this.asOf, seq);
    this.#count += items.length;
    for (const { position } of items) {
      this.boundary = Math.min(this.boundary, position);
      this.ceiling = Math.max(this.ceiling, position);
    }
    this.isJoined = tail.loaded && (this.#isAtHead || this.ceiling >= tail.boundary);
    if (this.isJoined && this.boundary < tail.boundary)
      tail.takeOver({ boundary: this.boundary, hasMore: this.hasMore, asOf: this.asOf, count: this.#count });
  }
}
