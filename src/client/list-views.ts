import { limits } from "../protocol/limits.ts";
import type { Message } from "../protocol/records.ts";
import { keep, sameFields, sameItems } from "./identity.ts";
import type {
  ConversationListView,
  ConversationView,
  CountName,
  CountView,
  MentionListView,
  MentionView,
  ThreadView,
} from "./inbox.ts";
import type { Overlay } from "./overlay.ts";
import type { Pages } from "./pages.ts";
import { type ListAsked, listQuery, matches } from "./query.ts";
import type { RecordStore } from "./record-store.ts";
import type { Views } from "./views.ts";

/** What a list or thread knows about its pages. */
export interface Span {
  readonly boundary: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: string | null;
  /** Of a stretch: nothing above this place is a part of it. */
  readonly ceiling?: number;
  /** It is read again after a reset. */
  readonly reloading?: boolean;
}

/** A view as it was made. `key` is what it was made over. */
interface Made {
  readonly key: string;
  readonly items: readonly unknown[];
  readonly view: object;
}

export interface ListViewsDeps {
  readonly store: RecordStore;
  readonly overlay: Overlay;
  readonly views: Views;
  readonly pages: Pages;
  readonly me: () => string | null;
  readonly cursor: () => number;
}

/** What the page sees of many things: those that are held, in order, down to where their pages end. */
export class ListViews {
  #deps: ListViewsDeps;
  /** By the pages they are shown from, and forgotten with them. */
  #made = new WeakMap<Span, Made>();
  #mentions = new Map<string, MentionView>();
  #counts = new Map<CountName, CountView>();

  constructor(deps: ListViewsDeps) {
    this.#deps = deps;
  }

  conversations(given: ListAsked): ConversationListView {
    const { views, pages, me } = this.#deps;
    const query = listQuery(given);
    const span = pages.list(given);
    const list = () =>
      views
        .conversations()
        .filter(
          (view) =>
            view.record.lastPosition >= span.boundary &&
            matches(query, view, me(), pages.isFound(span, view.record.id)),
        )
        .toSorted((a, b) => b.record.lastPosition - a.record.lastPosition || (a.record.id < b.record.id ? 1 : -1));
    return this.#view(span, list, (items) => ({ items, ...shown(span) }));
  }

  thread(conversationId: string): ThreadView {
    const { store, overlay, views, pages } = this.#deps;
    pages.look(conversationId);
    const stretch = pages.stretch(conversationId);
    const hasNewer = stretch !== undefined;
    const span: Span = stretch ?? pages.thread(conversationId);
    const list = () => {
      const { messages } = overlay.guesses;
      const held = new Map<string, Message>();
      for (const message of store.messagesOf(conversationId)) {
        if (message.position >= span.boundary && message.position <= (span.ceiling ?? message.position))
          held.set(message.id, messages.get(message.id) ?? message);
      }
      for (const message of messages.values()) {
        if (message.conversationId === conversationId && message.seq === 0 && !hasNewer) held.set(message.id, message);
      }
      return [...held.values()].toSorted((a, b) => a.position - b.position).map((record) => views.message(record));
    };
    const { hasMore: hasOlder, ...rest } = shown(span);
    const from = hasOlder ? span.boundary : Number.NEGATIVE_INFINITY;
    const upTo = hasNewer ? (span.ceiling ?? from) : Number.POSITIVE_INFINITY;
    return this.#view(span, list, (messages) => ({ messages, from, upTo, hasOlder, hasNewer, ...rest }));
  }

  mentions(): MentionListView {
    const { store, overlay, views, pages } = this.#deps;
    const span = pages.mentions;
    const list = () =>
      store
        .all("mention")
        .filter(({ position }) => position >= span.boundary)
        .toSorted((a, b) => b.position - a.position || (a.id < b.id ? 1 : -1))
        .map((held) => {
          const record = overlay.guesses.mentions.get(held.id) ?? held;
          const contact = views.contact(store.contactIdOf(record.conversationId));
          return keep(this.#mentions, held.id, { record, contact });
        });
    return this.#view(span, list, (items) => {
      const unread = items.filter(({ record }) => record.readAt === null).length;
      return { items, unread, ...shown(span) };
    });
  }

  /**
   * What the hub counts. `unread` is counted here, over what is held; so is, for an agent of limited sight, what the hub
   * counts over others' conversations too. null before the first welcome.
   */
  count(name: CountName): CountView | null {
    const { store, views, pages, cursor, me } = this.#deps;
    let isLeast = false;
    let from = Number.NEGATIVE_INFINITY;
    const held = this.#heldList(name);
    if (held !== null) {
      const pager = pages.list(held);
      // Whoever counts them wants all; whoever does not is spared a thousand conversations.
      pager.loadAhead(limits.loadedUnread);
      isLeast = pager.hasMore;
      // What other lists load below is not counted: the count must not grow because somebody scrolls.
      from = pager.boundary;
    }
    const before = this.#counts.get(name);
    if (before !== undefined && pages.areReloading) return before;
    if (cursor() === 0) return null;
    if (held === null) return keep(this.#counts, name, { n: store.get("count", name)?.n ?? 0, isLeast });
    const query = listQuery(held);
    const isCounted = (view: ConversationView) => view.record.lastPosition >= from && matches(query, view, me());
    const { length: n } = views.conversations().filter(isCounted);
    return keep(this.#counts, name, { n, isLeast });
  }

  /** The list whose held rows are counted; null where the hub's count is told. */
  #heldList(name: CountName): ListAsked | null {
    if (name === "unread") return "unread";
    const limitedTo = this.#deps.store.get("agent", this.#deps.me() ?? "")?.limitedTo;
    if (limitedTo === undefined) return null;
    const [kind, id] = name.split(/:(.*)/s);
    switch (kind) {
      case "all":
      case "unassigned":
        return kind;
      case "label":
        return { filter: "all", label: id };
      case "team":
        return limitedTo.includes(id ?? "") ? null : { filter: "all", team: id };
      default:
        return id === this.#deps.me() ? null : { filter: "all", assignee: id };
    }
  }

  #view<T, V extends object>(span: Span, list: () => readonly T[], view: (items: readonly T[]) => V): V {
    const { boundary, ceiling, hasMore, loading, error } = span;
    const key = `${this.#deps.overlay.version}/${boundary}/${ceiling}/${hasMore}/${loading}/${error}`;
    const before = this.#made.get(span);
    // What is read again stays on the screen until it is here: a reset is nobody's news.
    if (before !== undefined && (before.key === key || span.reloading === true)) return before.view as V;
    const listed = list();
    const items = before !== undefined && sameItems(before.items, listed) ? (before.items as readonly T[]) : listed;
    const next = view(items);
    const made = before !== undefined && sameFields(before.view as V, next) ? (before.view as V) : next;
    this.#made.set(span, { key, items, view: made });
    return made;
  }
}

function shown({ hasMore, loading, error }: Span) {
  return { hasMore, loading, error };
}
