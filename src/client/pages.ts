import type { ConversationFilter, ConversationQuery } from "../protocol/catalog-records.ts";
import type { Message, ParleyRecord } from "../protocol/records.ts";
import type { ConversationItem, MentionItem } from "../protocol/resources.ts";
import { Gaps } from "./gaps.ts";
import { Pager, type PagerDeps } from "./pager.ts";
import { type ListQuery, listQuery } from "./query.ts";
import type { RecordStore } from "./record-store.ts";
import type { Rest } from "./rest.ts";
import type { RetryDeps } from "./retry.ts";
import type { Views } from "./views.ts";

/** Of the lists that were shown those last used are kept: each letter of a search makes another one. */
const keptLists = 12;

export interface PagesDeps extends RetryDeps {
  readonly rest: Rest;
  readonly store: RecordStore;
  readonly baseline: () => number | null;
  readonly views: Pick<Views, "isIncomplete">;
  readonly changed: () => void;
}

/** All that comes by REST: lists, threads, and single conversations that frames left incomplete. */
export class Pages {
  #deps: PagesDeps;
  /** By query; those last used come last. */
  #lists = new Map<string, Pager<ConversationItem>>();
  #threads = new Map<string, Pager<Message>>();
  readonly mentions: Pager<MentionItem>;
  #gaps: Gaps;

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

  list(given: ConversationFilter | ConversationQuery): Pager<ConversationItem> {
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
      pager = this.#pager<Message>({
        path: `/conversations/${encodeURIComponent(conversationId)}/messages`,
        query: (last) => ({ before: last?.place ?? null }),
        place: (message) => message.position,
        accept: (items) => {
          for (const message of items) this.#deps.store.put(message);
        },
        isHeld: () => this.#deps.store.get("conversation", conversationId) !== null,
      });
      this.#threads.set(conversationId, pager);
    }
    return pager;
  }

  /** The newest page of a thread; does nothing when it is here. */
  openThread(conversationId: string): Promise<void> {
    const thread = this.thread(conversationId);
    return thread.loaded ? Promise.resolve() : thread.load();
  }

  /** One conversation, whatever the lists hold. */
  open(conversationId: string): Promise<void> {
    return this.#gaps.open(conversationId);
  }

  lookForGaps(records: readonly ParleyRecord[]): void {
    this.#gaps.look(records);
  }

  someOlderThan(seq: number): boolean {
    return this.#gaps.hasLoose || this.#all().some((pager) => pager.isOlderThan(seq));
  }

  /** The store was emptied: what was open is loaded again. */
  reset(): void {
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

  #list(query: ListQuery): Pager<ConversationItem> {
    return this.#pager<ConversationItem>({
      path: "/conversations",
      query: (last) => ({ ...query, cursor: last?.cursor ?? null }),
      place: (item) => item.lastPosition,
      accept: (items, asOf) => this.#acceptConversations(items, asOf),
      isHeld: () => false,
    });
  }

  #pager<T>(list: Pick<PagerDeps<T>, "path" | "query" | "place" | "accept" | "isHeld">): Pager<T> {
    return new Pager<T>({ ...this.#deps, ...list });
  }

  #all(): (Pager<ConversationItem> | Pager<Message> | Pager<MentionItem>)[] {
    return [this.mentions, ...this.#lists.values(), ...this.#threads.values()];
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
