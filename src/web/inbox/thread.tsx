import { ArrowDown, MessagesSquare } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { ConversationView, FailedCommand } from "../../client/inbox.ts";
import type { Agent, Message } from "../../protocol/records.ts";
import { Button } from "../controls/button.tsx";
import { Empty, Notice } from "../controls/notice.tsx";
import { useInbox, useInboxView } from "../../client/react.ts";
import { dayName } from "../time.ts";
import { MessageRow } from "./message-row.tsx";
import { RefusedMessage } from "./refused-message.tsx";
import { threadRows, type ThreadRow } from "./thread-rows.ts";
import "./thread.css";

/** Nearer to the end than this, in pixels, a thread follows what comes. */
const nearEndPx = 48;
/** Nearer to the start than this, in pixels, it asks for older messages. */
const loadAheadPx = 800;

interface ThreadProps {
  conversation: ConversationView;
  me: Agent | null;
  onQuote: (message: Message) => void;
  onAtEnd: (atEnd: boolean) => void;
}

export function Thread({ conversation, me, onQuote, onAtEnd }: ThreadProps) {
  const inbox = useInbox();
  const id = conversation.record.id;
  const view = useInboxView((one) => one.thread(id));
  const failures = useInboxView((one) => one.failures());
  const rows = useMemo(() => threadRows(view.messages, failures.filter((one) => isRefusedSend(one, id))), [view.messages, failures, id]);
  const scroll = useThreadScroll(rows, onAtEnd);

  if (rows.length === 0) {
    if (view.error !== null) {
      return (
        <div className="thread-empty">
          <Notice tone="error">The messages could not be loaded. {view.error}</Notice>
          <Button onClick={() => void inbox.loadThread(id)}>Try again</Button>
        </div>
      );
    }
    if (view.hasOlder || view.loading) return <div className="thread-empty" aria-busy="true" />;
    return (
      <div className="thread-empty">
        <Empty icon={MessagesSquare} title="No messages yet">
          What you write below is the first.
        </Empty>
      </div>
    );
  }

  function loadWhenNearStart(offset: number): void {
    if (offset < loadAheadPx && view.hasOlder && !view.loading && view.error === null) void inbox.loadOlder(id);
  }

  return (
    <div className="thread">
      {scroll.day === null ? null : (
        <p className="thread-day thread-day-stuck" aria-hidden>
          <span>{dayName(scroll.day, new Date())}</span>
        </p>
      )}
      {view.error === null ? null : (
        <div className="thread-older-error">
          <Notice tone="error">Older messages could not be loaded. {view.error}</Notice>
          <Button onClick={() => void inbox.loadOlder(id)}>Try again</Button>
        </div>
      )}
      <div className="thread-messages" role="log" aria-label="Messages" tabIndex={0} ref={scroll.viewport}>
        {/* Pushes a short thread down to the composer. */}
        <div className="thread-spacer" />
        <Virtualizer
          ref={scroll.list}
          data={rows}
          shift={scroll.prepended}
          scrollRef={scroll.viewport}
          onScroll={(offset) => {
            scroll.onScroll(offset);
            loadWhenNearStart(offset);
          }}
          onResize={scroll.onResize}
        >
          {(row) => (
            <ThreadLine key={row.key} row={row} conversation={conversation} me={me} onQuote={onQuote} showMessage={scroll.showMessage} />
          )}
        </Virtualizer>
      </div>
      {scroll.missed === 0 ? null : (
        <button type="button" className="thread-new" onClick={scroll.toEnd}>
          <ArrowDown size={16} aria-hidden />
          {scroll.missed} new
        </button>
      )}
    </div>
  );
}

interface LineProps extends Omit<ThreadProps, "onAtEnd"> {
  row: ThreadRow;
  showMessage: (id: string) => void;
}

function ThreadLine({ row, conversation, me, onQuote, showMessage }: LineProps) {
  switch (row.row) {
    case "day":
      return (
        <p className="thread-day">
          <span>{dayName(row.at, new Date())}</span>
        </p>
      );
    case "message":
      return <MessageRow row={row} conversation={conversation} me={me} onQuote={onQuote} showMessage={showMessage} />;
    case "refused":
      return <RefusedMessage failure={row.failure} />;
  }
}

function isRefusedSend(failure: FailedCommand, conversationId: string): failure is FailedCommand<"message:send"> {
  return failure.command === "message:send" && failure.payload.conversationId === conversationId;
}

/** Follows the end while one is there; keeps the place, and counts what came, while one reads the past. */
function useThreadScroll(rows: readonly ThreadRow[], onAtEnd: (atEnd: boolean) => void) {
  const list = useRef<VirtualizerHandle>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [missed, setMissed] = useState(0);
  const [day, setDay] = useState<string | null>(null);
  const [shown, setShown] = useState<readonly ThreadRow[]>(rows);

  // Set during the rendering that brings older messages, since virtua must know in that same one.
  const prepended = shown !== rows && shown.length > 0 && rows.length > shown.length && lastKey(rows) === lastKey(shown);
  const lastIndex = useRef(0);
  lastIndex.current = rows.length - 1;
  const toEnd = useCallback((): void => {
    // What it returns is its own affair: an effect would take it for a clean-up.
    list.current?.scrollToIndex(lastIndex.current, { align: "end" });
  }, []);

  useLayoutEffect(() => {
    if (shown === rows) return;
    const before = new Set(shown.map(({ key }) => key));
    const fresh = prepended ? [] : rows.filter((row) => row.row === "message" && !before.has(row.key));
    const own = fresh.some((row) => row.row === "message" && row.view.pending);
    if (own) following.current = true;
    if (following.current) toEnd();
    else setMissed((count) => count + fresh.filter((row) => row.row === "message" && row.view.record.direction === "inbound").length);
    setShown(rows);
  }, [rows, shown, prepended, toEnd]);

  useEffect(() => toEnd(), [toEnd]);

  function onScroll(offset: number): void {
    const handle = list.current;
    if (handle === null) return;
    following.current = handle.scrollSize - offset - handle.viewportSize < nearEndPx;
    onAtEnd(following.current);
    if (following.current) setMissed(0);
    setDay(dayAt(rows, handle.findItemIndex(offset), offset));
  }

  return {
    list,
    viewport,
    missed,
    day,
    prepended,
    onScroll,
    onResize: () => {
      if (following.current) toEnd();
    },
    toEnd: () => {
      following.current = true;
      setMissed(0);
      toEnd();
    },
    showMessage: (id: string) => {
      const index = rows.findIndex((row) => row.key === id);
      if (index !== -1) list.current?.scrollToIndex(index, { align: "center" });
    },
  };
}

/** The day of the topmost line; null at the very top and where the day's own line is the topmost. */
function dayAt(rows: readonly ThreadRow[], index: number, offset: number): string | null {
  if (offset <= 0) return null;
  const row = rows[index];
  return row?.row === "message" ? row.view.record.timestamp : null;
}

function lastKey(rows: readonly ThreadRow[]): string | undefined {
  return rows[rows.length - 1]?.key;
}
