import { ArrowUp } from "lucide-react";
import { Fragment, useEffect, useEffectEvent, useRef } from "react";
import { flushSync } from "react-dom";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationListView, ConversationView } from "../../client/inbox.ts";
import { useInbox, useInboxView } from "../../client/react.ts";
import { Button } from "../controls/button.tsx";
import { Notice } from "../controls/notice.tsx";
import { list as words } from "../messages/en/list.ts";
import { shell } from "../messages/en/shell.ts";
import { t } from "../messages/t.ts";
import { NothingHere } from "./conversation-list-empty.tsx";
import type { ShownList } from "./conversation-list-order.ts";
import type { Selection } from "./conversation-list-selection.ts";
import { ConversationRow, rowId } from "./conversation-row.tsx";
import { addressOf, type ListPlace, searchesEverywhere, viewName } from "./list-views.ts";
import { contactName } from "./names.ts";
import "./conversation-list-rows.css";

/** How close to its end, in rows, the list asks for the next page. */
const loadAheadRows = 15;

interface RowsProps {
  place: ListPlace;
  list: ShownList;
  openId: string | null;
  cursorId: string | null;
  selection: Selection;
}

export function ConversationListRows({ place, list: view, openId, cursorId, selection }: RowsProps) {
  const inbox = useInbox();
  const { query } = place;
  const isGrouped = searchesEverywhere(query);
  const handle = useRef<VirtualizerHandle>(null);
  const untouched = view.items.length === 0 && view.hasMore && !view.loading && view.error === null;
  useEffect(() => {
    if (untouched) void inbox.loadConversations(query);
  }, [inbox, query, untouched]);

  const cursorIndex = view.items.findIndex(({ record }) => record.id === cursorId);
  // Only the cursor's own moves scroll and take the focus; news that shift its row do not.
  const showCursor = useEffectEvent((id: string) => {
    handle.current?.scrollToIndex(cursorIndex, { align: "nearest" });
    document.getElementById(rowId(id))?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (cursorId === null) return;
    showCursor(cursorId);
  }, [cursorId]);

  function loadWhenNearEnd(offset: number): void {
    const list = handle.current;
    if (list === null || !view.hasMore || view.loading || view.error !== null) return;
    if (list.findItemIndex(offset + list.viewportSize) >= view.items.length - loadAheadRows) view.load();
  }

  function showWaiting(): void {
    const first = flushSync(() => view.apply());
    handle.current?.scrollTo(0);
    // The button, which had the focus, is gone.
    if (first !== null) document.getElementById(rowId(first))?.focus({ preventScroll: true });
  }

  if (view.items.length === 0)
    return <NoRows place={place} view={view} retry={() => void inbox.loadConversations(query)} />;
  return (
    <>
      <div className="list-rows" data-selecting={selection.active ? "" : undefined} {...view.watch}>
        <output className="list-waiting">
          {view.waiting === 0 ? null : (
            <button type="button" className="list-waiting-button" onClick={showWaiting}>
              <ArrowUp size={16} aria-hidden />
              {t(words.waiting, { count: view.waiting })}
            </button>
          )}
        </output>
        <Virtualizer
          ref={handle}
          as="ul"
          item="li"
          data={view.items}
          itemSize={76}
          keepMounted={cursorIndex === -1 ? [] : [cursorIndex]}
          onScroll={loadWhenNearEnd}
        >
          {(item, index) => (
            <Fragment key={item.record.id}>
              {isGrouped ? <GroupHeading of={item} before={view.items[index - 1]} /> : null}
              <SelectableRow
                view={item}
                href={addressOf(place, item.record.id)}
                open={item.record.id === openId}
                selection={selection}
              />
            </Fragment>
          )}
        </Virtualizer>
      </div>
      {view.error === null ? null : (
        <div className="list-error">
          <Notice tone="error">{view.error}</Notice>
          <Button onClick={() => void inbox.loadConversations(query)}>{t(shell.tryAgain)}</Button>
        </div>
      )}
    </>
  );
}

/** Names the status of the conversations that follow, where it is not the one above. */
function GroupHeading({ of, before }: { of: ConversationView; before: ConversationView | undefined }) {
  const { status } = of.record;
  if (status === (before?.record.status ?? "active")) return null;
  return <h3 className="list-group">{viewName(status === "active" ? "all" : status)}</h3>;
}

interface SelectableRowProps {
  view: ConversationView;
  href: string;
  open: boolean;
  selection: Selection;
}

/** A row, and over its avatar the box that chooses it: beside the link, since nothing to press belongs into one. */
function SelectableRow({ view, href, open, selection }: SelectableRowProps) {
  const { id } = view.record;
  // One that is held in its place though it has left the list is drawn as it is now.
  const current = useInboxView((inbox) => inbox.conversation(id)) ?? view;
  const selected = selection.ids.has(id);
  // The change of a box does not say whether shift was held; the press before it does.
  const range = useRef(false);
  return (
    <div className="list-item" data-selected={selected ? "" : undefined}>
      <ConversationRow view={current} href={href} open={open} />
      <label className="list-select">
        <input
          type="checkbox"
          className="list-select-box"
          aria-label={t(words.select, { name: contactName(view.contact) })}
          checked={selected}
          onClick={(event) => {
            range.current = event.shiftKey;
          }}
          onChange={() => selection.toggle(id, range.current)}
        />
      </label>
    </div>
  );
}

function NoRows({ place, view, retry }: { place: ListPlace; view: ConversationListView; retry: () => void }) {
  if (view.error !== null) {
    return (
      <div className="list-error">
        <Notice tone="error">{t(words.notLoaded, { reason: view.error })}</Notice>
        <Button onClick={retry}>{t(shell.tryAgain)}</Button>
      </div>
    );
  }
  if (!view.hasMore) return <NothingHere place={place} />;
  return (
    <div className="list-skeleton" aria-busy="true">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} className="list-skeleton-row" />
      ))}
    </div>
  );
}
