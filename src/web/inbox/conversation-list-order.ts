import { type FocusEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { ConversationListView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import type { ConversationQuery } from "../../protocol/catalog-records.ts";
import { searchesEverywhere } from "./list-views.ts";
import { arrange, type HeldOrder, holdOrder } from "./held-order.ts";

/** A list whose rows keep their places while somebody points at them. */
export interface ShownList extends ConversationListView {
  /** The next page. */
  load(): void;
  /** How many conversations have news that would move rows. */
  readonly waiting: number;
  /** Shows them in their new places; returns the id of the first. */
  apply(): string | null;
  /** For the element that has the rows. */
  readonly watch: {
    onPointerMove(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocus(event: FocusEvent): void;
    onBlur(event: FocusEvent): void;
  };
}

/** A list, and where its next page is: a search over the open conversations goes on through those of every status. */
function useSearchedList(query: ConversationQuery): ConversationListView & { readonly next: ConversationQuery } {
  const first = useInboxView((one) => one.conversations(query));
  const snoozed = useFurtherList(query, "snoozed");
  const closed = useFurtherList(query, "closed");
  const archived = useFurtherList(query, "archived");
  return useMemo(() => {
    const lists = [{ query, view: first }, ...[snoozed, closed, archived].flatMap((list) => list ?? [])];
    const unfinished = lists.find(({ view }) => view.hasMore);
    return {
      ...first,
      items: lists.length === 1 ? first.items : lists.flatMap(({ view }) => view.items),
      hasMore: unfinished !== undefined,
      loading: lists.some(({ view }) => view.loading),
      next: unfinished?.query ?? query,
    };
  }, [query, first, snoozed, closed, archived]);
}

/** The conversations of another status that a search over the open ones finds; null for any other list. */
function useFurtherList(query: ConversationQuery, filter: "snoozed" | "closed" | "archived") {
  const inbox = useInbox();
  const further = useMemo(() => (searchesEverywhere(query) ? { ...query, filter } : null), [query, filter]);
  const view = useInboxView((one) => (further === null ? null : one.conversations(further)));
  useEffect(() => {
    if (further !== null) void inbox.loadConversations(further);
  }, [inbox, further]);
  return useMemo(() => (further === null || view === null ? null : { query: further, view }), [further, view]);
}

interface Hold extends HeldOrder {
  readonly query: ConversationQuery;
}

export function useShownList(query: ConversationQuery): ShownList {
  const inbox = useInbox();
  const view = useSearchedList(query);
  const [hold, setHold] = useState<Hold | null>(null);
  const by = useRef({ pointer: false, keyboard: false });
  const held = hold?.query === query ? hold : null;
  const { items, waiting } = useMemo(() => {
    if (held === null) return { items: view.items, waiting: 0 };
    return arrange(held, view.items, (id) => inbox.conversation(id)?.pending ?? true);
  }, [inbox, held, view.items]);
  // What comes and goes at once has its place from then on.
  if (held !== null && items !== held.items) setHold({ ...held, items });

  function tell(who: "pointer" | "keyboard", isThere: boolean): void {
    by.current[who] = isThere;
    const isHeld = by.current.pointer || by.current.keyboard;
    if (isHeld !== (held !== null)) setHold(isHeld ? { query, ...holdOrder(items) } : null);
  }

  const isEmpty = items.length === 0;
  // Rows that go altogether take the pointer's leaving along.
  useEffect(() => {
    by.current = { pointer: false, keyboard: false };
    setHold(null);
  }, [query, isEmpty]);

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === "visible") return;
      by.current = { pointer: false, keyboard: false };
      setHold(null);
    };
    document.addEventListener("visibilitychange", leave);
    return () => document.removeEventListener("visibilitychange", leave);
  }, []);

  return {
    ...view,
    items,
    waiting,
    load: () => void inbox.loadConversations(view.next),
    apply() {
      setHold(null);
      return view.items[0]?.record.id ?? null;
    },
    watch: {
      // A finger leaves nothing behind that hovers; and rows that come under a resting pointer are not pointed at.
      onPointerMove: ({ pointerType }) => pointerType !== "touch" && tell("pointer", true),
      onPointerLeave: () => tell("pointer", false),
      onFocus: ({ target }) => tell("keyboard", target.matches(":focus-visible")),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) tell("keyboard", false);
      },
    },
  };
}
