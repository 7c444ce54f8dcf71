import { Inbox as InboxIcon } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { Link } from "wouter";
import type { ConversationListView } from "../../client/inbox.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { useOrganisation } from "../shell/organisation.ts";
import { ConversationRow, rowId } from "./conversation-row.tsx";
import { type View, viewNames, views } from "./list-views.ts";
import "./conversation-list.css";

/** How close to its end, in rows, the list asks for the next page. */
const loadAheadRows = 15;

interface ListProps {
  filter: View;
  /** The address of the list; a conversation's id follows it. */
  base: string;
  openId: string | null;
  /** To where the keyboard has moved. */
  cursorId: string | null;
}

export function ConversationList({ filter, base, openId, cursorId }: ListProps) {
  const { slug, name } = useOrganisation();
  return (
    <section className="list" aria-label="Conversations">
      <header className="list-header">
        <h2 className="list-title">{name}</h2>
        <nav className="list-views" aria-label="Views">
          {views.map((one) => (
            <Link
              key={one}
              className="list-view"
              href={`/o/${slug}/inbox/${one}`}
              aria-current={one === filter ? "page" : undefined}
            >
              {viewNames[one]}
            </Link>
          ))}
        </nav>
      </header>
      <Rows key={filter} filter={filter} base={base} openId={openId} cursorId={cursorId} />
    </section>
  );
}

function Rows({ filter, base, openId, cursorId }: ListProps) {
  const inbox = useInbox();
  const view = useInboxView((one) => one.conversations(filter));
  const handle = useRef<VirtualizerHandle>(null);
  const untouched = view.items.length === 0 && view.hasMore && !view.loading && view.error === null;
  useEffect(() => {
    if (untouched) void inbox.loadConversations(filter);
  }, [inbox, filter, untouched]);

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
    if (list.findItemIndex(offset + list.viewportSize) >= view.items.length - loadAheadRows)
      void inbox.loadConversations(filter);
  }

  if (view.items.length === 0)
    return <NoRows filter={filter} view={view} retry={() => void inbox.loadConversations(filter)} />;
  return (
    <>
      <div className="list-rows">
        <Virtualizer
          ref={handle}
          as="ul"
          item="li"
          data={view.items}
          itemSize={72}
          keepMounted={cursorIndex === -1 ? [] : [cursorIndex]}
          onScroll={loadWhenNearEnd}
        >
          {(item) => (
            <ConversationRow
              key={item.record.id}
              view={item}
              href={`${base}/${item.record.id}`}
              open={item.record.id === openId}
            />
          )}
        </Virtualizer>
      </div>
      {view.error === null ? null : (
        <div className="list-error">
          <Notice tone="error">{view.error}</Notice>
          <Button onClick={() => void inbox.loadConversations(filter)}>Try again</Button>
        </div>
      )}
    </>
  );
}

function NoRows({ filter, view, retry }: { filter: View; view: ConversationListView; retry: () => void }) {
  if (view.error !== null) {
    return (
      <div className="list-error">
        <Notice tone="error">The conversations could not be loaded. {view.error}</Notice>
        <Button onClick={retry}>Try again</Button>
      </div>
    );
  }
  if (view.hasMore) return <ListSkeleton />;
  return <NothingHere filter={filter} />;
}

function ListSkeleton() {
  return (
    <div className="list-skeleton" aria-busy="true">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} className="list-skeleton-row" />
      ))}
    </div>
  );
}

function NothingHere({ filter }: { filter: View }) {
  const { slug } = useOrganisation();
  const connected = useInboxView((inbox) => inbox.channels().length > 0);
  switch (filter) {
    case "all":
      return connected ? (
        <Empty icon={InboxIcon} title="No open conversations">
          When a customer writes, the conversation appears here.
        </Empty>
      ) : (
        <Empty icon={InboxIcon} title="No channel yet">
          <Link className="text-link" href={`/o/${slug}/settings/channels`}>
            Connect a WhatsApp number
          </Link>
          , and what customers write to it appears here.
        </Empty>
      );
    case "mine":
      return (
        <Empty icon={InboxIcon} title="Nothing assigned to you">
          Assign a conversation to yourself with a, and it appears here.
        </Empty>
      );
    case "unassigned":
      return (
        <Empty icon={InboxIcon} title="Everything has someone">
          Conversations that nobody has taken appear here.
        </Empty>
      );
    case "unread":
      return (
        <Empty icon={InboxIcon} title="All read">
          Nothing waits for your eyes.
        </Empty>
      );
    case "closed":
      return (
        <Empty icon={InboxIcon} title="Nothing closed yet">
          Close a conversation when it is done. It opens again by itself when the customer writes.
        </Empty>
      );
    case "archived":
      return (
        <Empty icon={InboxIcon} title="Nothing archived yet">
          Archive what you want out of sight. It comes back when the customer writes.
        </Empty>
      );
  }
}
