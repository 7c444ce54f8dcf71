import type { Message, ParleyRecord } from "../protocol/records.ts";
import type { ConversationItem, MentionItem } from "../protocol/resources.ts";
import { limits } from "../protocol/limits.ts";
import { Gaps } from "./gaps.ts";
import { Pager, type PagerDeps, type Span } from "./pager.ts";
import { type ListAsked, type ListQuery, listQuery } from "./query.ts";
import type { RecordStore } from "./record-store.ts";
import { type Rest, RestError } from "./rest.ts";
import type { RetryDeps } from "./retry.ts";
import { Stretch, type ThreadJump, type ThreadPlace } from "./stretch.ts";
import type { Views } from "./views.ts";

/** Of the lists that were shown those last used are kept: each letter of a search makes another one, and each customer. */
const keptLists = 16;

export interface PagesDeps extends RetryDeps {
  readonly rest: Rest;
  readonly store: RecordStore;
  readonly me: () => string | null;
  readonly baseline: () => number | null;
  readonly cursor: () => number;
  readonly views: Pick<Views, "isIncomplete">;
  readonly changed: () => void;
}

/** So much below its limit what is held goes, so that not each message makes it look again. */
const trimmedTo = 0.8;

/** What was loaded: lists by their query, threads by their conversation. */
export interface Spans {
  readonly lists: readonly (readonly [ListQuery, Span])[];
  readonly threads: readonly (readonly [string, Span])[];
  readonly mentions: Span;
}

/** All that comes by REST: lists, threads, and single conversations that frames left incomplete. */
export class Pages {
  #deps: PagesDeps;
  /** By query; those last used come last. */
  #lists = new Map<string, Pager<ConversationItem>>();
  /** Which conversations the server listed for a search: it knows former names and addresses that are not held here. */
  #found = new WeakMap<object, Set<string>>();
  #threads = new Map<string, Pager<Message>>();
  /** Threads whose messages up to a `seq` were forgotten. */
  #forgotten = new Map<string, number>();
  /** Threads on the screen: each change asks for them again. */
  #shown = new Set<string>();
  /** Where somebody reads a thread's past, away from its newest pages. */
  #stretches = new Map<string, Stretch>();
  readonly mentions: Pager<MentionItem>;
  #gaps: Gaps;
  #resets = 0;

  constructor(deps: PagesDeps) {
    this.#deps = deps;
    this.#gaps = new Gaps({ ...deps, accept: (items, asOf) => this.#acceptConversations(items, asOf) });
    this.mentions = this.#pager<MentionItem>({
      path: "/mentions",
      query: (last) => ({ cursor: last?.cursor ?? null }),
      place: (item) => item.position,
      accept: (items, asOf) => {
        for (const { contact, ...record } of items) {
          deps.store.put(record);
          deps.store.hintContact(contact, asOf);
          deps.store.hintContactIdOf(record.conversationId, contact.id);
        }
      },
      isHeld: () => false,
    });
  }

  list(given: ListAsked): Pager<ConversationItem> {
    const query = listQuery(given);
    const key = JSON.stringify(query);
    const pager = this.#lists.get(key) ?? this.#list(query);
    this.#lists.delete(key);
    this.#lists.set(key, pager);
    for (const [oldest, unused] of this.#lists) {
      if (this.#lists.size <= keptLists) break;
      unused.stop();
      this.#lists.delete(oldest);
    }
    return pager;
  }

  thread(conversationId: string): Pager<Message> {
    let pager = this.#threads.get(conversationId);
    if (pager === undefined) {
      const { baseline } = this.#deps;
      pager = this.#pager<Message>({
        baseline: () => {
          const all = baseline();
          return all === null ? null : Math.max(all, this.#forgotten.get(conversationId) ?? all);
        },
        path: threadPath(conversationId),
        query: (last) => ({ before: last?.place ?? null }),
        place: (message) => message.position,
        accept: (items) => this.#acceptMessages(items),
        isHeld: () => this.#deps.store.get("conversation", conversationId) !== null,
      });
      this.#threads.set(conversationId, pager);
    }
    return pager;
  }

  /** A thread is on the screen. */
  look(conversationId: string): void {
    this.#shown.add(conversationId);
  }

  /**
   * Frames bring every message of the org, and a page stays open for days. Beyond a limit the threads in which nothing
   * happened for longest, and that are not on the screen, are as if they had never been opened.
   */
  trim(): void {
    const { store, me, baseline, cursor } = this.#deps;
    if (store.messageCount <= limits.heldMessages) return;
    for (const id of store.threadIds()) {
      if (store.messageCount <= limits.heldMessages * trimmedTo) break;
      const record = store.get("conversation", id);
      const mark = record === null ? null : store.readMark(record, me() ?? "", baseline());
      // Messages may be all that tells how far a conversation was read.
      if (mark === null || this.#shown.has(id)) continue;
      store.hintMark(id, mark.number, cursor());
      store.forgetThread(id);
      this.#forgotten.set(id, cursor());
      this.#threads.get(id)?.stop();
      this.#threads.delete(id);
      // It tells whoever keeps what is held from where on it is whole.
      this.thread(id);
    }
    this.#shown.clear();
  }

  /** The newest page of a thread; does nothing when it is here. */
  openThread(conversationId: string): Promise<void> {
    const thread = this.thread(conversationId);
    return thread.loaded ? Promise.resolve() : thread.load();
  }

  /** The part of a thread's past that is shown in place of its newest pages; undefined when those are. */
  stretch(conversationId: string): Stretch | undefined {
    const stretch = this.#stretches.get(conversationId);
    if (stretch?.isJoined !== true) return stretch;
    this.#stretches.delete(conversationId);
    return undefined;
  }

  /** Shows a thread around a place; see `Inbox.loadAround`. */
  async loadAround(conversationId: string, place: ThreadPlace): Promise<ThreadJump> {
    const { rest, baseline, changed, store } = this.#deps;
    const resets = this.#resets;
    const stretch = new Stretch({
      rest,
      path: threadPath(conversationId),
      baseline,
      accept: (items) => {
        if (resets !== this.#resets) return false;
        this.#acceptMessages(items);
        return true;
      },
      tail: this.thread(conversationId),
      changed,
    });
    try {
      const messageId = await stretch.open(place);
      if (resets !== this.#resets) return await this.loadAround(conversationId, place);
      const isHere = messageId !== null && store.get("message", messageId) !== null;
      if (!isHere && !("position" in place)) return { ok: false, reason: "notThere" };
      this.#stretches.set(conversationId, stretch);
      changed();
      return { ok: true, messageId };
    } catch (error) {
      if (!(error instanceof RestError)) throw error;
      return { ok: false, reason: error.status === 404 ? "notThere" : "notReached" };
    }
  }

  /** Back to the newest pages. */
  leavePast(conversationId: string): void {
    if (this.#stretches.delete(conversationId)) this.#deps.changed();
  }

  /** One conversation, whatever the lists hold. */
  open(conversationId: string): Promise<void> {
    return this.#gaps.open(conversationId);
  }

  lookForGaps(records: readonly ParleyRecord[]): void {
    this.#gaps.look(records);
  }

  /** Something that was shown went with a reset and is on its way again. */
  get areReloading(): boolean {
    return this.#gaps.reloading || this.#all().some((pager) => pager.reloading);
  }

  get spans(): Spans {
    const lists = [...this.#lists]
      .map(([key, { span }]) => [JSON.parse(key) as ListQuery, span] as const)
      // A search is asked anew: what the server found for it is not kept.
      .filter(([{ q }]) => q === null);
    const threads = [...this.#threads].map(([id, { span }]) => [id, span] as const);
    return { lists, threads, mentions: this.mentions.span };
  }

  restore({ lists, threads, mentions }: Spans): void {
    for (const [query, span] of lists) this.list(query as Exclude<ListAsked, string>).restore(span);
    for (const [id, span] of threads) this.thread(id).restore(span);
    this.mentions.restore(mentions);
  }

  someOlderThan(seq: number): boolean {
    const stretches = [...this.#stretches.values()];
    return (
      this.#gaps.hasLoose ||
      stretches.some(({ asOf }) => asOf < seq) ||
      this.#all().some((pager) => pager.isOlderThan(seq))
    );
  }

  /** The store was emptied: what was open is loaded again. */
  reset(): void {
    this.#resets++;
    this.#stretches.clear();
    this.#forgotten.clear();
    for (const pager of this.#all()) pager.reset();
    this.#gaps.reset();
  }

  /** The connection is back: what failed is tried now. */
  hurry(): void {
    for (const pager of this.#all()) pager.hurry();
  }

  stop(): void {
    for (const pager of this.#all()) pager.stop();
    this.#gaps.stop();
  }

  /** Whether the server listed the conversation for the search of this list. */
  isFound(list: object, conversationId: string): boolean {
    return this.#found.get(list)?.has(conversationId) ?? false;
  }

  #list(query: ListQuery): Pager<ConversationItem> {
    const found = new Set<string>();
    const pager = this.#pager<ConversationItem>({
      path: "/conversations",
      query: (last) => ({ ...query, cursor: last?.cursor ?? null }),
      place: (item) => item.lastPosition,
      accept: (items, asOf) => {
        if (query.q !== null) for (const { id } of items) found.add(id);
        this.#acceptConversations(items, asOf);
      },
      isHeld: () => false,
    });
    this.#found.set(pager, found);
    return pager;
  }

  #pager<T>(
    list: Pick<PagerDeps<T>, "path" | "query" | "place" | "accept" | "isHeld"> & Partial<PagerDeps<T>>,
  ): Pager<T> {
    return new Pager<T>({ ...this.#deps, ...list });
  }

  #all(): (Pager<ConversationItem> | Pager<Message> | Pager<MentionItem>)[] {
    return [this.mentions, ...this.#lists.values(), ...this.#threads.values()];
  }

  #acceptMessages(items: readonly Message[]): void {
    for (const message of items) this.#deps.store.put(message);
  }

  /**
   * `asOf` is the page's `seq`. An item alone tells none, and its own does not do: D1 may have the newest conversation
   * and not yet a read mark that was set before it. It only fills in what no frame has brought since the baseline.
   */
  #acceptConversations(items: readonly ConversationItem[], asOf: number | null): void {
    const { store, changed, baseline } = this.#deps;
    const known = asOf ?? baseline() ?? 0;
    for (const { contact, unread, ...record } of items) {
      store.put(record);
      store.hintContact(contact, known);
      if (unread !== null) store.hintMark(record.id, record.inboundCount - unread, known);
    }
    changed();
  }
}

function threadPath(conversationId: string): string {
  return `/conversations/${encodeURIComponent(conversationId)}/messages`;
}
