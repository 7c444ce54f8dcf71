import { limits } from "../protocol/limits.ts";
import type { ParleyRecord } from "../protocol/records.ts";
import type { ConversationItem, Page } from "../protocol/resources.ts";
import type { RecordStore } from "./record-store.ts";
import { type Rest, RestError } from "./rest.ts";
import { Retry, type RetryDeps } from "./retry.ts";
import type { Views } from "./views.ts";

/** More than this many at once are looked up by the page: after a weekend each agent may lack hundreds. */
const singly = 8;
const walkedPages = 25;

export interface GapsDeps extends RetryDeps {
  readonly rest: Rest;
  readonly store: RecordStore;
  readonly baseline: () => number | null;
  readonly accept: (items: readonly ConversationItem[], asOf: number | null) => void;
  readonly views: Pick<Views, "isIncomplete">;
}

/**
 * Frames bring what changed. When an old conversation stirs, its contact and the agent's mark did not change
 * and are not in the frame; REST has them.
 */
export class Gaps {
  #deps: GapsDeps;
  #wanted = new Set<string>();
  /** Asked for by a person or answered once: not asked for twice. */
  #opened = new Set<string>();
  #answered = new Set<string>();
  #run: Promise<void> | null = null;
  #generation = 0;
  #retry: Retry;
  /** Something came before the first welcome, with no `seq` to tell how old it was. */
  #loose = false;
  /** What a person had opened went with a reset, and is asked for again. */
  reloading = false;

  constructor(deps: GapsDeps) {
    this.#deps = deps;
    this.#retry = new Retry(deps, () => void this.#start());
  }

  get hasLoose(): boolean {
    return this.#loose;
  }

  /** Loads one conversation; never rejects. What cannot be reached is tried again with back-off. */
  open(conversationId: string): Promise<void> {
    this.#opened.add(conversationId);
    if (this.#deps.store.get("conversation", conversationId) !== null && !this.#deps.views.isIncomplete(conversationId))
      return Promise.resolve();
    this.#wanted.add(conversationId);
    return this.#start();
  }

  look(records: readonly ParleyRecord[]): void {
    const { store, views } = this.#deps;
    for (const record of records) {
      const id = record.kind === "conversation" ? record.id : "conversationId" in record ? record.conversationId : null;
      if (id === null || this.#answered.has(id)) continue;
      const isWanted = record.kind === "mention" || (record.kind === "readMark" && record.unread > 0);
      const missing = isWanted && store.get("conversation", id) === null;
      if (missing || views.isIncomplete(id)) this.#wanted.add(id);
    }
    if (this.#wanted.size > 0 && !this.#retry.isWaiting) void this.#start();
  }

  /** The store was emptied. */
  reset(): void {
    this.stop();
    this.#loose = false;
    this.#answered.clear();
    this.#wanted = new Set(this.#opened);
    this.reloading = this.#wanted.size > 0;
    if (this.reloading) void this.#start();
  }

  stop(): void {
    this.#generation++;
    this.#run = null;
    this.reloading = false;
    this.#retry.stop();
  }

  #start(): Promise<void> {
    this.#run ??= this.#fill(this.#generation);
    return this.#run;
  }

  async #fill(generation: number): Promise<void> {
    // A person's question does not wait for the next try; it is it.
    this.#retry.stop();
    // The frame or page that is being applied may bring what is missing.
    await Promise.resolve();
    try {
      if (this.#wanted.size > singly) await this.#walk(generation);
      for (const id of this.#wanted) {
        if (generation !== this.#generation) return;
        await this.#ask(id, generation);
      }
      this.#retry.succeeded();
    } catch (error) {
      if (generation !== this.#generation) return;
      if (!(error instanceof RestError)) throw error;
      this.#retry.later();
    }
    if (generation !== this.#generation) return;
    this.#run = null;
    this.reloading = false;
  }

  async #ask(id: string, generation: number): Promise<void> {
    const { rest, store, baseline, accept } = this.#deps;
    try {
      const item = await rest.get(`/conversations/${encodeURIComponent(id)}`);
      if (generation !== this.#generation) return;
      this.#loose ||= baseline() === null;
      accept([item as ConversationItem], null);
    } catch (error) {
      const refused = error instanceof RestError && error.status >= 400 && error.status < 500 && error.status !== 429;
      // A frame has brought the conversation, so it is there: what answered 404 is a replica that lags behind.
      const isLagging = refused && error.status === 404 && store.get("conversation", id) !== null;
      if (generation !== this.#generation || !refused || isLagging) throw error;
    }
    this.#done(id);
  }

  async #walk(generation: number): Promise<void> {
    const { rest, store, baseline, accept } = this.#deps;
    const positions = [...this.#wanted].map(
      (id) => store.get("conversation", id)?.lastPosition ?? Number.POSITIVE_INFINITY,
    );
    const lowest = Math.min(...positions);
    let cursor: string | null = null;
    for (let pages = 0; pages < walkedPages && this.#wanted.size > 0; pages++) {
      const query = { filter: "all", limit: limits.pageSizeMax, cursor, minSeq: baseline() };
      const page = (await rest.get("/conversations", query)) as Page<ConversationItem>;
      if (generation !== this.#generation) return;
      if (page.seq < (baseline() ?? 0)) throw new RestError(503, "The history is behind.");
      accept(page.items, page.seq);
      for (const { id } of page.items) this.#done(id);
      cursor = page.nextCursor;
      if (cursor === null || (page.items.at(-1)?.lastPosition ?? lowest) < lowest) return;
    }
  }

  #done(id: string): void {
    this.#wanted.delete(id);
    this.#answered.add(id);
  }
}
