import { limits } from "../protocol/limits.ts";
import type { Page } from "../protocol/resources.ts";
import { Retry, type RetryDeps } from "./retry.ts";
import { type Query, type Rest, RestError } from "./rest.ts";

/** Asked with `minSeq` a page may still not be new enough; then the server said so itself, or lies. */
const freshTries = 3;

export interface PagerDeps<T> extends RetryDeps {
  readonly rest: Rest;
  readonly path: string;
  /** Which page comes after the one that ended at `place` and told `cursor`; null for the first. */
  readonly query: (last: Span["last"]) => Query;
  /** By what the list is ordered, descending. */
  readonly place: (item: T) => number;
  /** Older pages than this miss changes that no frame will bring; null while it is not known. */
  readonly baseline: () => number | null;
  readonly accept: (items: readonly T[], asOf: number) => void;
  /** What it lists is held here: a 404 then only means that the history has not heard of it yet. */
  readonly isHeld: () => boolean;
  readonly changed: () => void;
}

/** What a page that was closed knew of a list. `floor`: everything above it was held. */
export interface Span {
  readonly loaded: boolean;
  readonly last: { readonly place: number; readonly cursor: string } | null;
  readonly count: number;
  readonly floor: number;
}

/**
 * The pages of one list or thread that were loaded, as a span: complete from the newest down to `boundary`.
 * What failed for the network's or the server's sake is tried again with back-off.
 */
export class Pager<T> {
  loading = false;
  loaded = false;
  error: string | null = null;
  /** Its pages went with a reset, and the first of them is on its way again. */
  reloading = false;
  #deps: PagerDeps<T>;
  #last: Span["last"] = null;
  /** Down to here an earlier page of the tab held everything. */
  #floor = Number.POSITIVE_INFINITY;
  /** The `seq` up to which the oldest of the pages was true. */
  #asOf = Number.POSITIVE_INFINITY;
  #count = 0;
  /** How many items there were before the last reset. */
  #wanted = 0;
  /** As many are loaded unasked. */
  #unasked = 0;
  #run: Promise<void> | null = null;
  #generation = 0;
  #retry: Retry;

  constructor(deps: PagerDeps<T>) {
    this.#deps = deps;
    this.#retry = new Retry(deps, () => void this.load());
  }

  get hasMore(): boolean {
    return !this.loaded || this.#last !== null;
  }

  /** Everything above this place is held. An unloaded list is complete above the baseline. */
  get boundary(): number {
    const end = this.loaded
      ? (this.#last?.place ?? Number.NEGATIVE_INFINITY)
      : (this.#deps.baseline() ?? Number.POSITIVE_INFINITY) + 1;
    return Math.min(this.#floor, end);
  }

  get span(): Span {
    return { loaded: this.loaded, last: this.#last, count: this.#count, floor: this.boundary };
  }

  /** Goes on from where an earlier page of the tab was. */
  restore({ loaded, last, count, floor }: Span): void {
    this.loaded = loaded;
    this.#last = last;
    this.#count = count;
    this.#floor = floor;
  }

  /** Its pages were read before `seq`: what happened in between may be missing. */
  isOlderThan(seq: number): boolean {
    return this.loaded && this.#asOf < seq;
  }

  /** The next page. Never rejects: a failure is told by `error`. */
  load(): Promise<void> {
    if (!this.hasMore) return Promise.resolve();
    this.#run ??= this.#load(this.#generation);
    return this.#run;
  }

  /** From the first welcome on, and after each reset, loads up to `count` items without being asked again. */
  loadAhead(count: number): void {
    if (this.#unasked === count) return;
    this.#unasked = count;
    this.#goAhead();
  }

  /** Items that were loaded otherwise, from `boundary` up to what is held here, are its own from now on. */
  takeOver(span: { boundary: number; hasMore: boolean; asOf: number; count: number }): void {
    // A page on its way would take the boundary back up.
    this.stop();
    this.loading = false;
    this.#last = span.hasMore ? { place: span.boundary, cursor: "" } : null;
    this.#asOf = Math.min(this.#asOf, span.asOf);
    this.#count += span.count;
  }

  /** Forgets the pages, and loads again when there were any. */
  reset(): void {
    const wasOpen = this.loaded || this.#run !== null || this.error !== null;
    this.#wanted = Math.max(this.#wanted, this.#count);
    this.stop();
    this.loaded = this.loading = false;
    this.error = this.#last = null;
    this.#asOf = this.#floor = Number.POSITIVE_INFINITY;
    this.#count = 0;
    this.reloading = wasOpen;
    if (wasOpen) void this.load();
  }

  /** What failed is tried now instead of later. */
  hurry(): void {
    if (this.error !== null) void this.load();
    this.#goAhead();
  }

  stop(): void {
    this.#generation++;
    this.#run = null;
    this.reloading = false;
    this.#retry.stop();
  }

  async #load(generation: number): Promise<void> {
    this.#retry.stop();
    this.loading = true;
    this.#deps.changed();
    try {
      const page = await this.#fresh();
      if (generation !== this.#generation) return;
      this.#accept(page);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#fail(error);
    }
    this.loading = this.reloading = false;
    this.#run = null;
    if (this.error === null) this.#goAhead();
    this.#deps.changed();
  }

  #goAhead(): void {
    const isWanted = this.#count < this.#unasked;
    // Nothing is seen of a page that was held before it came.
    const isNothingNew = this.#last !== null && this.#last.place > this.#floor;
    if ((isWanted || isNothingNew) && this.#deps.baseline() !== null) void this.load();
  }

  async #fresh(): Promise<Page<T>> {
    const { rest, path, query, baseline } = this.#deps;
    const wanted = Math.max(limits.pageSize, this.#unasked, this.#last === null ? this.#wanted : 0);
    const limit = Math.min(limits.pageSizeMax, wanted);
    for (let tries = 1; ; tries++) {
      const page = (await rest.get(path, { ...query(this.#last), limit, minSeq: baseline() })) as Page<T>;
      if (page.seq >= (baseline() ?? 0)) return page;
      if (tries === freshTries) throw new RestError(503, "The history is behind.");
    }
  }

  #accept(page: Page<T>): void {
    const { accept, place } = this.#deps;
    const last = page.items.at(-1);
    accept(page.items, page.seq);
    this.#last =
      last === undefined || page.nextCursor === null ? null : { place: place(last), cursor: page.nextCursor };
    this.#asOf = Math.min(this.#asOf, page.seq);
    this.#count += page.items.length;
    this.#retry.succeeded();
    this.loaded = true;
    this.error = null;
  }

  #fail(error: unknown): void {
    if (!(error instanceof RestError)) throw error;
    this.error = error.message;
    if (isTransient(error.status) || (error.status === 404 && this.#deps.isHeld())) this.#retry.later();
  }
}

function isTransient(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
